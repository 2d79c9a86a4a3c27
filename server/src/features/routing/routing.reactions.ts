import type { StoredPayload } from '@keqiao/contract'
import type { StoredEvent } from '../../platform/event-log'
import type { Router } from './router'

/**
 * Whether a line may move for it: somebody began to wait, a place became free, an agent came to work
 * or may do more, or the merchant changed the rules.
 */
function movesLine(event: StoredEvent): boolean {
  switch (event.type) {
    case 'conversation.queued':
    case 'leg.closed':
      return true
    case 'presence.changed':
      return (event.payload as StoredPayload<'presence.changed'>).to === 'online'
    case 'member.changed': {
      const { capacity, groupIds } = event.payload as StoredPayload<'member.changed'>
      // More room, or another line that he serves now.
      return (capacity && capacity.to > capacity.from) === true || groupIds !== undefined
    }
    case 'settings.changed':
      return (event.payload as StoredPayload<'settings.changed'>).name === 'routing'
    default:
      return false
  }
}

/** What routing does when it hears others' events, after their commit. */
export function reactToEvents(router: Pick<Router, 'wake'>): (events: readonly StoredEvent[]) => void {
  return (events) => {
    for (const event of events) if (movesLine(event)) router.wake(event.tenantId)
  }
}
