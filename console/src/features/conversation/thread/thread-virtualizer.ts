import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import { estimateHeight } from './estimate-height'
import type { ReadingPlace } from './reading-places'
import type { ThreadItem } from './thread-items'

/** Pixels from the end within which the reader is following the conversation. */
export const followWithin = 48

export type ThreadVirtualizer = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>
type Scroller = RefObject<HTMLDivElement | null>

/**
 * Keeps only what is near the window in the page; what comes above or below moves nothing that is being read. Begins at the
 * place, or, without one, at the end.
 */
export function useThreadVirtualizer(
  scroller: Scroller,
  items: readonly ThreadItem[],
  place: ReadingPlace | null,
): ThreadVirtualizer {
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    estimateSize: (index) => {
      const item = items[index]
      return item ? (place?.heights.get(item.key) ?? estimateHeight(item)) : 40
    },
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: followWithin,
    overscan: 6,
    paddingStart: 12,
    paddingEnd: 12,
  })
  const begin = useRef(() => {
    const start =
      place &&
      virtualizer.getOffsetForIndex(
        items.findIndex(({ key }) => key === place.key),
        'start',
      )
    if (start) virtualizer.scrollToOffset(start[0] + place.offset)
    else virtualizer.scrollToEnd()
  })
  useKeepEndInSight({ scroller, virtualizer, begin, beginsAtEnd: place === null, topKey: items[0]?.key })
  return virtualizer
}

interface EndInSight {
  readonly scroller: Scroller
  readonly virtualizer: ThreadVirtualizer
  readonly begin: RefObject<() => void>
  readonly beginsAtEnd: boolean
  readonly topKey: string | undefined
}

/** Who is at the end stays there when the window, the composer or the draft preview changes its height. */
function useKeepEndInSight({ scroller, virtualizer, begin, beginsAtEnd, topKey }: EndInSight): void {
  const follows = useRef(beginsAtEnd)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    begin.current()
    let height = element.clientHeight
    const distance = () => element.scrollHeight - element.clientHeight - element.scrollTop
    const observer = new ResizeObserver(() => {
      const lost = height - element.clientHeight
      height = element.clientHeight
      if (distance() <= followWithin + Math.max(0, lost)) virtualizer.scrollToEnd()
    })
    observer.observe(element)
    const look = () => {
      follows.current = distance() <= followWithin
    }
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, virtualizer, begin])
  // A conversation shorter than the window stands at its foot, which no row above it may lift.
  useLayoutEffect(() => {
    if (follows.current) virtualizer.scrollToEnd()
  }, [virtualizer, topKey])
}

/** What one says oneself is always shown, wherever one was reading. */
export function useFollowOwn(items: readonly ThreadItem[], toEnd: () => void): void {
  const last = items.at(-1)
  const ownKey = last?.kind === 'message' && last.mine && last.delivery.state !== 'arrived' ? last.key : undefined
  const follow = useRef(toEnd)
  // What was under way when one turned to the thread is not said now.
  const shown = useRef(ownKey)
  useEffect(() => {
    follow.current = toEnd
  })
  useEffect(() => {
    if (ownKey !== undefined && ownKey !== shown.current) follow.current()
    shown.current = ownKey
  }, [ownKey])
}
