import { useEffect, useState } from 'react'
import type { ReadingPlace } from './reading-places'
import type { ThreadItem } from './thread-items'

interface Reader {
  readonly atEnd: boolean
  /** Before anything is drawn, every thread seems to stand at its end. */
  readonly drawn: boolean
  /** Where he comes back to: what was new below it is new still. */
  readonly place: ReadingPlace | null
}

interface NewBelow {
  readonly away: boolean
  readonly count: number
  /** The last row when the reader was at the end. */
  readonly readKey: string | undefined
}

/** How many messages of the visitor came while the reader was further up. */
export function useNewBelow(items: readonly ThreadItem[], { atEnd, drawn, place }: Reader): NewBelow {
  const lastKey = items.at(-1)?.key
  const [readKey, setReadKey] = useState(place ? place.readKey : lastKey)
  useEffect(() => {
    if (atEnd && drawn) setReadKey(lastKey)
  }, [atEnd, drawn, lastKey])
  if (atEnd) return { away: false, count: 0, readKey }
  const readAt = items.findLastIndex(({ key }) => key === readKey)
  const unread = readAt < 0 ? [] : items.slice(readAt + 1)
  const count = unread.filter((item) => item.kind === 'message' && item.side === 'visitor').length
  return { away: true, count, readKey }
}
