/**
 * How an event changes what is known of a conversation. The law, tested for every command and in the simulator:
 * a stale snapshot and the events since equal a fresh snapshot.
 */
import type { ConversationSnapshot, ConversationView, EventType, EventView } from '@keqiao/contract'
import { previewOf } from '@keqiao/domain/conversation/body'

type EventOf<Type extends EventType> = Extract<EventView, { type: Type }>
type Handlers = {
  readonly [Type in Exclude<EventType, Unchanging>]: (view: ConversationView, event: EventOf<Type>) => ConversationView
}

/**
 * What changes nothing of a conversation's state: what somebody decided (the events after it say what became of it), a
 * note, what only staff are shown the effect of (see fold-staff.ts), and everything of a stream of its own (a member, a
 * channel, a contact: see fold-contact.ts). A type and no table: the widget carries not a byte of it.
 */
type Unchanging =
  | 'conversation.transferred'
  | 'conversation.reassigned'
  | 'queue.left'
  | 'note.added'
  | 'whisper.said'
  | `supervisor.${string}`
  | 'summary.saved'
  | `rating.${string}`
  | `presence.${string}`
  | 'member.signedIn'
  | 'member.signedOut'
  | 'member.created'
  | 'member.changed'
  | 'member.disabled'
  | 'member.enabled'
  | 'member.avatarChanged'
  | 'password.changed'
  | 'sessions.ended'
  | `secondFactor.${string}`
  | `recoveryCode${string}`
  | 'channel.changed'
  | 'secret.rotated'
  | `contact.${string}`
  | `role.${string}`
  | 'group.created'
  | 'group.renamed'
  | 'group.removed'
  | 'settings.changed'
  | 'form.published'
  | 'offlineMessage.left'
  | 'phrases.changed'
  | 'broadcast.sent'
  | `knowledge.${string}`
  | `apiKey.${string}`
  | `webhook.${string}`
  | 'export.made'
  | 'sla.warned'
  | 'visitor.mailed'
  | 'offlineMessage.replied'

/** One handler per event type that changes something; a type that is neither here nor above does not compile. */
const handlers: Handlers = {
  'conversation.opened': (view, { payload, at }) => ({
    ...view,
    roomNumber: payload.roomNumber,
    status: 'queued',
    channelId: payload.channelId,
    group: { id: payload.groupId, name: payload.groupName },
    visitor: { id: payload.contactId, name: payload.visitorName, verified: false },
    legOrigin: null,
    page: payload.page,
    openedAt: at,
  }),
  'conversation.queued': (view, { payload }) => ({
    ...view,
    status: 'queued',
    agent: null,
    legOrigin: null,
    group: { id: payload.groupId, name: payload.groupName },
  }),
  'leg.opened': (view, { payload, at }) => ({
    ...view,
    status: 'open',
    agent: payload.member,
    legOrigin: payload.origin,
    acceptedAt: view.acceptedAt ?? at,
  }),
  'leg.closed': (view) => ({ ...view, agent: null }),
  'message.sent': (view, { payload, seq, at }) => {
    const { from, automatic } = payload
    const byVisitor = from === 'visitor'
    return {
      ...view,
      visitorMessageCount: view.visitorMessageCount + (byVisitor ? 1 : 0),
      agentMessageCount: view.agentMessageCount + (byVisitor || automatic ? 0 : 1),
      // What the product says by itself answers nobody.
      unansweredSince: byVisitor ? (view.unansweredSince ?? at) : automatic ? view.unansweredSince : null,
      lastMessage: { seq, at, from, text: payload.body.kind === 'recalled' ? '' : previewOf(payload.body) },
    }
  },
  'message.recalled': (view, { payload }) => {
    const { lastMessage } = view
    return lastMessage?.seq === payload.seq ? { ...view, lastMessage: { ...lastMessage, text: '' } } : view
  },
  'conversation.identified': (view, { payload }) => ({
    ...view,
    visitor: { id: payload.contactId, name: payload.visitorName, verified: true },
  }),
  'consent.accepted': (view, { payload }) => ({ ...view, consent: payload }),
  'conversation.closed': (view, { payload, at }) => ({
    ...view,
    status: 'closed',
    agent: null,
    closedAt: at,
    end: payload.end,
  }),
}

/** The view after one more event. What changes nothing, or is of a newer server, leaves it as it is. */
export function foldView(view: ConversationView, event: EventView): ConversationView {
  const handler = handlers[event.type as keyof Handlers] as
    ((view: ConversationView, event: EventView) => ConversationView) | undefined
  return handler ? handler(view, event) : view
}

/**
 * The same events without the words of those messages that `news` take back. It also cleans a page that was read before
 * the recall and arrives after it.
 */
export function withoutRecalled(events: readonly EventView[], news: readonly EventView[]): EventView[] {
  const recalled = news.map((event) => event.type === 'message.recalled' && event.payload.seq)
  return events.map((event) =>
    event.type === 'message.sent' && recalled.includes(event.seq)
      ? { ...event, payload: { ...event.payload, body: { kind: 'recalled' } } }
      : event,
  )
}

/** The snapshot after events that continue from its cursor, in order. `foldOne` is the console's, which shows more. */
export function fold(
  snapshot: ConversationSnapshot,
  events: readonly EventView[],
  foldOne = foldView,
): ConversationSnapshot {
  const last = events.at(-1)
  if (!last) return snapshot
  return {
    ...snapshot,
    conversation: events.reduce(foldOne, snapshot.conversation),
    events: [...withoutRecalled(snapshot.events, events), ...events],
    cursor: last.seq,
  }
}
