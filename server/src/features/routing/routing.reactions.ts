import type { StoredPayload } from '@keqiao/contract'
import type { StoredEvent } from '../../platform/event-log'
import type { Router } from './router'

/** Whether a line may move for it: somebody began to wait, a place became free, or an agent came to work. */
function movesLine(event: StoredEvent): boolean {
  switch (event.type) {
    case 'conversation.queued':
    case 'leg.closed':
      return true
    case 'presence.changed':
      return (event.payload as StoredPayload<'presence.changed'>).to === 'online'
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
