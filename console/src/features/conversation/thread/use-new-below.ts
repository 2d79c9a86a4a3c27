import { useEffect, useState } from 'react'
import type { ThreadItem } from './thread-items'

/** How many messages of the visitor came while the reader was further up. */
export function useNewBelow(items: readonly ThreadItem[], atEnd: boolean): { away: boolean; count: number } {
  const lastKey = items.at(-1)?.key
  const [readKey, setReadKey] = useState(lastKey)
  useEffect(() => {
    if (atEnd) setReadKey(lastKey)
  }, [atEnd, lastKey])
  if (atEnd) return { away: false, count: 0 }
  const readAt = items.findLastIndex(({ key }) => key === readKey)
  const unread = readAt < 0 ? [] : items.slice(readAt + 1)
  return { away: true, count: unread.filter((item) => item.kind === 'message' && item.side === 'visitor').length }
}
