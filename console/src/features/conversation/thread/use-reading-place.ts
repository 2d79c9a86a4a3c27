import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { isThere, keepReadingPlace, placeAt, readingPlaceOf, type ReadingPlace } from './reading-places'
import type { ThreadItem } from './thread-items'
import { followWithin, type ThreadVirtualizer } from './thread-virtualizer'

export interface KnownPlace {
  /** Where he was reading when he turned away; null: at the end, or he was not here yet. */
  readonly place: ReadingPlace | null
  /** The thread begins there. Otherwise it begins at the end. */
  readonly begins: boolean
}

/** Where the thread of a conversation begins, as it was known when somebody turned to it. */
export function useKnownPlace(conversationId: string, items: readonly ThreadItem[]): KnownPlace {
  const [known] = useState(() => {
    const place = readingPlaceOf(conversationId)
    return { place, begins: isThere(place, items) }
  })
  return known
}

interface Reader {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly virtualizer: ThreadVirtualizer
  readonly conversationId: string
  /** The last row that the reader has been at. */
  readonly readKey: string | undefined
  /** There is a place, and it is on a page that is not loaded: the way there. */
  readonly onFarPlace: (key: string) => void
}

/** Remembers where one reads, as one moves. */
export function useKeepPlace(known: KnownPlace, reader: Reader): void {
  const { scroller, virtualizer } = reader
  const latest = useRef(reader)
  useLayoutEffect(() => {
    latest.current = reader
  })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const { conversationId, readKey } = latest.current
      const { scrollTop, scrollHeight, clientHeight } = element
      const atEnd = scrollHeight - clientHeight - scrollTop <= followWithin
      const rows = virtualizer.getVirtualItems().map(({ key, start, size }) => ({ key: String(key), start, size }))
      keepReadingPlace(conversationId, atEnd ? null : placeAt(rows, scrollTop, readKey))
    }
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [scroller, virtualizer])
  useEffect(() => {
    if (known.place && !known.begins) latest.current.onFarPlace(known.place.key)
  }, [known])
}
