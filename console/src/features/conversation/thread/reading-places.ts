import type { ThreadItem } from './thread-items'

/** Where somebody was reading when he turned away from a thread, further up than its end. */
export interface ReadingPlace {
  /** The row at the upper edge of the window. */
  readonly key: string
  /** Pixels of that row, and of what is between it and the next, that were above the edge. */
  readonly offset: number
  /** Pixels of the rows around the window, so that they need not be measured again before the place is right. */
  readonly heights: ReadonlyMap<string, number>
  /** The last row when he left the end: what follows it is new to him. */
  readonly readKey: string | undefined
}

/** Of an agent's day more dialogues are not gone back to; the oldest places are let go. */
const most = 100

const places = new Map<string, ReadingPlace>()

/** The place in the thread of a conversation; null: at its end. */
export const readingPlaceOf = (conversationId: string): ReadingPlace | null => places.get(conversationId) ?? null

/** Remembers it, for this tab and until the page goes; null: the end was reached. */
export function keepReadingPlace(conversationId: string, place: ReadingPlace | null): void {
  places.delete(conversationId)
  if (!place) return
  places.set(conversationId, place)
  const [oldest] = places.keys()
  if (places.size > most && oldest !== undefined) places.delete(oldest)
}

/** Somebody else sits here next. */
export const forgetReadingPlaces = (): void => places.clear()

interface Row {
  readonly key: string
  readonly start: number
  readonly size: number
}

/**
 * The place as the rows near the window stand. The line above what is unread is another one, or none, when he comes back:
 * it is no row to hold on to.
 *
 * @param top pixels from the beginning of the rows to the upper edge of the window
 */
export function placeAt(rows: readonly Row[], top: number, readKey: string | undefined): ReadingPlace | null {
  const row = rows.find(({ key, start, size }) => start + size > top && key !== 'unread')
  if (!row) return null
  const heights = new Map(rows.map(({ key, size }) => [key, size]))
  return { key: row.key, offset: top - row.start, heights, readKey }
}

/** Whether the thread can begin at a place: its row may be on a page that is not loaded (any more). */
export function isThere(place: ReadingPlace | null, items: readonly ThreadItem[]): place is ReadingPlace {
  return place !== null && items.some(({ key }) => key === place.key)
}
