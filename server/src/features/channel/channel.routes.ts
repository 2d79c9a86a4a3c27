import { operations } from '@keqiao/contract'
import { command, isRefused, query, refuse, type Bindable } from '../../platform/operations'
import type { SecretBox } from '../../platform/secret-box'
import { readGroup } from '../group'
import { readChannel, readChannels } from './channel.queries'
import { channelView, channelViews } from './channel.view'
import { createChannel } from './create-channel'
import { revealSecret, rotateSecret } from './rotate-secret'
import { updateChannel } from './update-channel'

const listChannels = query(operations.channel.list, async ({ tenantId }, { after, limit }, { tx, now }) => {
  const found = await readChannels(tx, tenantId, { after, limit: limit + 1 })
  return { channels: await channelViews(tx, tenantId, found.slice(0, limit), now), more: found.length > limit }
})

const getChannel = query(operations.channel.get, async ({ tenantId }, { channelId }, { tx, now }) => {
  const channel = await readChannel(tx, tenantId, channelId)
  return channel ? { channel: await channelView(tx, channel, now) } : refuse('not_found')
})

const addChannel = command(operations.channel.create, async ({ tenantId }, { name, groupId }, { tx, now }) => {
  if (!(await readGroup(tx, tenantId, groupId))) return refuse('group_unknown', { groupIds: [groupId] })
  const channel = await createChannel(tx, tenantId, { name: name.trim(), groupId })
  if (isRefused(channel)) return channel
  if (!channel) throw new Error('a key of twelve random bytes is taken')
  return { channel: await channelView(tx, channel, now) }
})

/** The operations of channels. */
export function channelOperations(box: SecretBox): Bindable[] {
  return [listChannels, getChannel, addChannel, updateChannel, rotateSecret(box), revealSecret(box)]
}
