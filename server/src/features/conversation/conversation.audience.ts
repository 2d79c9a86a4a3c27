import { events as eventRegistry, type Audience } from '@keqiao/contract'
import type { StoredEvent } from '../../platform/event-log'

/** Who hears an event of a conversation. */
export function audiencesOf(event: StoredEvent): readonly Audience[] {
  return eventRegistry[event.type].audiences
}

/** Whether the event changes who is waiting, or whose dialogues are open. */
export function changesDesk(event: StoredEvent): boolean {
  return event.type === 'conversation.queued' || event.type === 'leg.opened' || event.type === 'conversation.closed'
}
