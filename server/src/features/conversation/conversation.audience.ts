import { events as eventRegistry, type Audience } from '@keqiao/contract'
import type { StoredEvent } from '../../platform/event-log'

/** The topic under which one audience hears a stream. */
export function streamTopic(streamId: string, audience: Audience): string {
  return `${streamId}:${audience}`
}

/** The topic of everyone whose desk shows who is waiting. */
export function deskTopic(tenantId: string): string {
  return `${tenantId}:desk`
}

/** The topic of one member, on all his connections. */
export function memberTopic(memberId: string): string {
  return `${memberId}:member`
}

/** Who hears an event of a conversation. */
export function audiencesOf(event: StoredEvent): readonly Audience[] {
  return eventRegistry[event.type].audiences
}

/** Whether the event changes who is waiting, or whose dialogues are open. */
export function changesDesk(event: StoredEvent): boolean {
  return event.type === 'conversation.queued' || event.type === 'leg.opened' || event.type === 'conversation.closed'
}
