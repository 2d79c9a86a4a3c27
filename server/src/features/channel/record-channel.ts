import type { EventType, StoredPayload } from '@keqiao/contract'
import { insertEvents, longLivedHead, numberEvents, type Doer } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import type { CommandContext } from '../../platform/operations'
import type { Channel } from './channel.queries'
import { updateChannel } from './channel.store'

type ChannelEventType = Extract<EventType, `channel.${string}` | `secret.${string}`>

/** What can be written to a channel's stream. */
export type ChannelEvent = {
  [Type in ChannelEventType]: { readonly type: Type; readonly payload: StoredPayload<Type> }
}[ChannelEventType]

/** Writes an event to the stream of a locked channel, and the channel as it is now. Returns it. */
export async function recordChannel(
  { tx, now, services }: Pick<CommandContext, 'tx' | 'now' | 'services'>,
  actor: Doer,
  channel: Channel,
  event: ChannelEvent,
): Promise<Channel> {
  const { events, head } = numberEvents({
    tenantId: channel.tenantId,
    stream: 'channel',
    streamId: longLivedStreamId(channel.id),
    head: longLivedHead(channel.seq),
    actor,
    at: now,
    clientId: null,
    events: [event],
  })
  await insertEvents(tx, services.epoch, events)
  const next = { ...channel, seq: head.seq }
  await updateChannel(tx, channel.tenantId, next)
  tx.afterCommit(() => services.relay.publish(events))
  return next
}
