import type { EventView } from '@keqiao/contract'

/** How many messages of agents came after the one that was read last. */
export function countUnread(events: readonly EventView[], seenSeq: number): number {
  return events.filter((e) => e.seq > seenSeq && e.type === 'message.sent' && e.payload.from === 'agent').length
}

/** Seq of the latest event that is loaded; 0 for none. */
export function lastSeq(events: readonly EventView[]): number {
  return events.at(-1)?.seq ?? 0
}
