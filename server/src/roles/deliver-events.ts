import { isVisible, type Audience, type ChannelSettings, type SteeredFrame, type StoredPayload } from '@keqiao/contract'
import { audiencesOf, changesDesk, eventView, type SignFile } from '../features/conversation'
import type { StoredEvent } from '../platform/event-log'
import { deskTopic, memberTopic, streamTopic, type Node } from '../platform/gateway'
import type { RecentEvents } from './recent-events'

/**
 * Hands events to the sockets that may see them. An event can come twice, by relay and by tail: the second time it is
 * dropped here, and if it slips through, by the client's cursor.
 */
export function createDelivery(
  node: Node,
  sign: SignFile,
  recent: RecentEvents,
  forgetSessions: () => void,
): (events: readonly StoredEvent[]) => void {
  return (events) => {
    for (const event of events) {
      if (!recent.add(event.streamId, event.seq)) continue
      if (event.type === 'leg.opened') node.narrow(event.streamId, holderOf(event))
      if (event.type === 'conversation.identified') node.keepVisitor(event.streamId, visitorOf(event))
      for (const audience of audiencesOf(event)) deliverTo(node, event, audience, sign)
      if (changesDesk(event)) node.hub.send(deskTopic(event.tenantId), () => ({ t: 'desk' }))
      if (event.stream === 'member') tellMember(node, event, forgetSessions)
      if (event.type === 'role.changed') reconnectRole(node, event, forgetSessions)
      if (event.type === 'channel.changed') reconnectVisitors(node, event)
      if (event.stream === 'phrase') tellNews(node, event)
      if (event.type === 'broadcast.sent') tellRecipients(node, event)
    }
  }
}

/** A member's own sockets hear of what happened to him, or end by it. */
function tellMember(node: Node, event: StoredEvent, forgetSessions: () => void): void {
  switch (event.type) {
    case 'presence.changed':
      // By himself, by who steers him or, when he is shut out, by somebody else: then his sockets close anyway.
      tellPresence(node, event)
      return
    case 'member.disabled':
    case 'password.changed':
    case 'sessions.ended':
      forgetSessions()
      node.recheckMember((event.payload as StoredPayload<'member.disabled'>).memberId)
      return
    case 'member.changed': {
      const { memberId, nickname, role } = event.payload as StoredPayload<'member.changed'>
      forgetSessions()
      // A socket knows its person as he was when it opened.
      if (nickname || role) node.reconnectMember(memberId)
      else node.hub.send(memberTopic(memberId), () => ({ t: 'desk' }))
      tellWork(node, event)
      return
    }
    default:
      return
  }
}

/** CON-08: whom a broadcast goes to, and nobody else; a visitor has no such topic. */
function tellRecipients(node: Node, event: StoredEvent): void {
  const { memberIds } = event.payload as StoredPayload<'broadcast.sent'>
  for (const memberId of memberIds) node.hub.send(memberTopic(memberId), () => ({ t: 'news', of: 'broadcast' }))
}

/** Whoever may use the library that has changed asks for it again. */
function tellNews(node: Node, event: StoredEvent): void {
  const { library } = event.payload as StoredPayload<'phrases.changed'>
  const topic = library === 'public' ? deskTopic(event.tenantId) : memberTopic(event.actor.id)
  node.hub.send(topic, () => ({ t: 'news', of: 'phrase' }))
}

/** Sockets know their people with the rights they had when they opened: those of the role open anew. */
function reconnectRole(node: Node, event: StoredEvent, forgetSessions: () => void): void {
  forgetSessions()
  for (const memberId of (event.payload as StoredPayload<'role.changed'>).memberIds) node.reconnectMember(memberId)
}

function tellPresence(node: Node, { actor, payload }: StoredEvent): void {
  const { to, memberId } = payload as StoredPayload<'presence.changed'>
  node.hub.send(memberTopic(memberId ?? actor.id), () => ({ t: 'desk' }))
  if (memberId === undefined) return
  const frame: SteeredFrame = { t: 'steered', by: actor.name, status: to }
  node.hub.send(memberTopic(memberId), () => frame)
}

/** RTE-15: he is told who gave him more or less to do, unless it was himself. */
function tellWork(node: Node, { actor, payload }: StoredEvent): void {
  const { memberId, capacity, groupIds } = payload as StoredPayload<'member.changed'>
  if (memberId === actor.id || (!capacity && !groupIds)) return
  const work = { ...(capacity && { capacity: capacity.to }), ...(groupIds && { groups: true as const }) }
  const frame: SteeredFrame = { t: 'steered', by: actor.name, ...work }
  node.hub.send(memberTopic(memberId), () => frame)
}

/**
 * Whether drafts are shown is settled when a visitor connects, and told him with the welcome: he connects anew, so that
 * nobody reads what he was not told is read (CON-13), nor any longer.
 */
function reconnectVisitors(node: Node, event: StoredEvent): void {
  const { channelId, settings } = event.payload as StoredPayload<'channel.changed'>
  const previews = (value: unknown) => (value as Partial<ChannelSettings> | undefined)?.draftPreview
  if (previews(settings?.from) !== previews(settings?.to)) node.reconnectVisitors(channelId)
}

function holderOf(event: StoredEvent): string {
  return (event.payload as StoredPayload<'leg.opened'>).member.id
}

function visitorOf(event: StoredEvent): string {
  return (event.payload as StoredPayload<'conversation.identified'>).contactId
}

/** The one event that not all of an audience may read: each reader gets his own view of it. */
function deliverWhisper(node: Node, event: StoredEvent, sign: SignFile): void {
  for (const connection of [...node.hub.listeners(streamTopic(event.streamId, 'staff'))]) {
    const e = eventView(event, 'staff', sign, undefined, connection.person)
    connection.send({ t: 'event', s: event.streamId, e })
  }
}

function deliverTo(node: Node, event: StoredEvent, audience: Audience, sign: SignFile): void {
  if (!isVisible(event.type, audience)) return
  if (event.type === 'whisper.said') return deliverWhisper(node, event, sign)
  node.hub.send(streamTopic(event.streamId, audience), () => ({
    t: 'event',
    s: event.streamId,
    e: eventView(event, audience, sign),
  }))
}
