import type { ConversationEventPayloads } from '@keqiao/domain'
import type { z } from 'zod'
import type { Audience, WireEvent } from '../frames'
import { conversationEvents } from './conversation-events'
import { customerEvents } from './customer-events'
import { integrationEvents } from './integration-events'
import { knowledgeEvents } from './knowledge-events'
import { memberEvents } from './member-events'
import { merchantEvents } from './merchant-events'

export type { StreamKind } from './define'

/** Every event of the log, by name. The log is read by timeline, audit, webhooks, automation and metrics alike. */
export const events = {
  ...conversationEvents,
  ...memberEvents,
  ...merchantEvents,
  ...customerEvents,
  ...knowledgeEvents,
  ...integrationEvents,
} as const

/** A name of the registry. */
export type EventType = keyof typeof events

/** The stored payload of an event type. */
export type StoredPayload<Type extends EventType> = z.infer<(typeof events)[Type]['stored']>

/** The payload of an event type as it goes over the wire. */
export type ViewPayload<Type extends EventType> = z.infer<(typeof events)[Type]['view']>

/** An event of the registry on the wire, discriminated by type. */
export type EventView = { [Type in EventType]: WireEvent<Type, ViewPayload<Type>> }[EventType]

/** Whether the audience may see events of this type. An unknown type is seen by nobody. */
export function isVisible(type: string, audience: Audience): boolean {
  return Object.hasOwn(events, type) && events[type as EventType].audiences.includes(audience)
}

/** The types an audience may see, for queries. */
export function visibleTypes(audience: Audience): EventType[] {
  return (Object.keys(events) as EventType[]).filter((type) => isVisible(type, audience))
}

type Fits<A, B> = [A] extends [B] ? true : never
/** What the wire stores is what the domain decides on: this does not compile otherwise. */
export const shapesAgree: {
  [Type in keyof ConversationEventPayloads]: Fits<StoredPayload<Type>, ConversationEventPayloads[Type]>
} = {
  'conversation.opened': true,
  'conversation.queued': true,
  'queue.left': true,
  'leg.opened': true,
  'leg.closed': true,
  'conversation.transferred': true,
  'conversation.reassigned': true,
  'message.sent': true,
  'message.recalled': true,
  'conversation.identified': true,
  'consent.accepted': true,
  'rating.invited': true,
  'rating.submitted': true,
  'summary.saved': true,
  'note.added': true,
  'sla.warned': true,
  'visitor.mailed': true,
  'whisper.said': true,
  'supervisor.joined': true,
  'supervisor.left': true,
  'conversation.closed': true,
}
