import type { EventView } from '@keqiao/contract'

/** Whether the member speaks in the dialogue beside its agent, as its latest events say; null: they say nothing of it. */
export function hasJoined(events: readonly EventView[], memberId: string): boolean | null {
  for (const event of events.toReversed()) {
    switch (event.type) {
      case 'supervisor.joined':
      case 'supervisor.left':
        if (event.payload.member.id === memberId) return event.type === 'supervisor.joined'
        break
      // Who has joined leaves with the leg.
      case 'leg.opened':
      case 'conversation.queued':
      case 'conversation.closed':
        return false
      default:
    }
  }
  return null
}
