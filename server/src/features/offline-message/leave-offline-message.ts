import { operations } from '@keqiao/contract'
import type { GroupId, OfflineMessageId, TenantId, VisitorActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { appendForStaff } from '../../platform/event-log'
import { newId } from '../../platform/ids'
import { command, isRefused, refuse, type Bindable, type Refused } from '../../platform/operations'
import { consentForMessage, leaveForMessage } from '../conversation'
import { holdGroup } from '../group'
import { readOpening } from '../schedule'
import { holdContact, insertOfflineMessage, selectLeftAt, type OfflineMessageRow } from './offline-message.store'
import { consentOf } from './offline-message.view'

/** What the command needs of features further right. */
export interface OfflineMessageParts {
  /** G14: somebody of the group is connected and not 离开. */
  isStaffed(tx: Tx, tenantId: TenantId, groupId: GroupId): Promise<boolean>
}

/** Whoever has more to say than this in that time is a program, or says it to an agent. */
const mostInTime = 3
const timeMs = 10 * 60_000

/**
 * 留言 (VIS-02, VIS-05): what nobody could take now is answered later. Whoever waited gives up his place in the same
 * transaction, so he is never in the line and in the list at once.
 */
export function leaveOfflineMessage({ isStaffed }: OfflineMessageParts): Bindable {
  return command(operations.offlineMessage.leave, async (actor, input, context) => {
    if (actor.kind !== 'visitor') return refuse('forbidden')
    const { tx, now } = context
    const { tenantId } = actor
    const waited =
      input.conversationId === undefined ? null : await leaveForMessage(context, actor, input.conversationId)
    if (isRefused(waited)) return waited
    const limited = await refuseTooMany(tx, actor, now)
    if (limited) return limited
    const group = await holdGroup(tx, tenantId, input.groupId)
    if (!group) return refuse('group_unknown', { groupIds: [input.groupId] })
    const consent = await consentForMessage(tx, actor, input.consentVersion, now)
    if (isRefused(consent)) return consent
    const { open } = await readOpening(tx, tenantId, now)
    const wanted = waited?.group_id ?? group.id
    const cause = !open ? 'outside-hours' : (await isStaffed(tx, tenantId, wanted)) ? 'queue' : 'unstaffed'
    const row: OfflineMessageRow = {
      id: newId<OfflineMessageId>(),
      status: 'open',
      channel_id: actor.channelId,
      contact_id: actor.id,
      conversation_id: waited?.id ?? null,
      group_id: group.id,
      group_name: group.name,
      cause,
      name: input.name.trim(),
      phone: input.phone ?? null,
      email: input.email ?? null,
      text: input.text.trim(),
      page: input.page ?? waited?.page ?? null,
      created_at: now,
      consent_version: consent?.version ?? null,
      consent_at: consent?.acceptedAt ?? null,
      language: input.locale,
    }
    const payload = payloadOf(row)
    const events = [{ type: 'offlineMessage.left', payload }] as const
    const stream = { tenantId, stream: 'offlineMessage', streamId: row.id, seq: 0, actor, events } as const
    await insertOfflineMessage(tx, tenantId, { ...row, seq: await appendForStaff(context, stream) })
    return { id: row.id, createdAt: now }
  })
}

async function refuseTooMany(tx: Tx, { tenantId, id }: VisitorActor, now: number): Promise<Refused | null> {
  await holdContact(tx, id)
  const leftAt = await selectLeftAt(tx, tenantId, id, now - timeMs)
  const first = leftAt[mostInTime - 1]
  return first === undefined ? null : refuse('offline_messages_limited', undefined, first + timeMs - now)
}

function payloadOf(row: OfflineMessageRow) {
  return {
    offlineMessageId: row.id,
    channelId: row.channel_id,
    contactId: row.contact_id,
    groupId: row.group_id,
    groupName: row.group_name,
    cause: row.cause,
    conversationId: row.conversation_id,
    name: row.name,
    phone: row.phone,
    email: row.email,
    text: row.text,
    page: row.page,
    consent: consentOf(row),
  }
}
