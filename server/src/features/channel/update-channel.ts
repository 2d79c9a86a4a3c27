import { operations, type ChannelSettings, type StoredPayload } from '@keqiao/contract'
import { command, refuse } from '../../platform/operations'
import { readGroup } from '../group'
import { lockChannel } from './channel.queries'
import { channelView } from './channel.view'
import { recordChannel } from './record-channel'

type Changes = StoredPayload<'channel.changed'>

/** Name, group and settings, as they were read at `version`; nothing is written when nothing differs. */
export const updateChannel = command(operations.channel.update, async (actor, input, context) => {
  const { tx, now } = context
  const before = await lockChannel(tx, actor.tenantId, input.channelId)
  if (!before) return refuse('not_found')
  if (before.seq !== input.version) return refuse('channel_changed', { version: before.seq })
  const groupId = input.groupId ?? before.groupId
  if (!(await readGroup(tx, actor.tenantId, groupId))) return refuse('group_unknown', { groupIds: [groupId] })
  const settings = input.settings ? withVersion(before.settings, input.settings) : before.settings
  const after = { ...before, name: input.name?.trim() ?? before.name, groupId, settings }
  const payload: Changes = {
    channelId: before.id,
    ...(after.name !== before.name && { name: { from: before.name, to: after.name } }),
    ...(groupId !== before.groupId && { groupId: { from: before.groupId, to: groupId } }),
    ...(!same(before.settings, settings) && { settings: { from: before.settings, to: settings } }),
  }
  if (Object.keys(payload).length === 1) return { channel: await channelView(tx, before, now) }
  const next = await recordChannel(context, actor, after, { type: 'channel.changed', payload })
  return { channel: await channelView(tx, next, now) }
})

/** Other words are another text, which nobody has agreed to yet. */
function withVersion(
  before: ChannelSettings,
  wanted: Omit<ChannelSettings, 'consent'> & { readonly consent: Omit<ChannelSettings['consent'], 'version'> },
): ChannelSettings {
  const { version } = before.consent
  const isFirst = wanted.consent.required && version === 0
  const isOther = !same(before.consent.text, wanted.consent.text)
  return { ...wanted, consent: { ...wanted.consent, version: isFirst || isOther ? version + 1 : version } }
}

/** Whatever the database makes of the order of keys. */
function same(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other)
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
