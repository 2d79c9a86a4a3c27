import type { EventView } from '@keqiao/contract'

/** What the customer said last; null: nothing yet, or it was recalled. */
export function lastWordsOf(events: readonly EventView[]): string | null {
  const last = events.findLast((event) => event.type === 'message.sent' && event.payload.from === 'visitor')
  return last?.type === 'message.sent' && last.payload.body.kind === 'text' ? last.payload.body.text : null
}
