import type { ThreadItem } from './thread-items'

/** Closer to the end than this counts as being there. */
const AT_END_PX = 48
const NEAR_TOP_PX = 120

export interface ScrollKeeping {
  /** The box that scrolls; given whenever it is drawn anew. */
  attach(box: HTMLElement | null): void
  /** Call after each drawing. `above` is the key of what stands before the first item, if anything does. */
  drawn(items: readonly ThreadItem[], above?: string): void
  toEnd(): void
  /** There is something below that was not looked at. */
  readonly unseen: boolean
}

/**
 * Stays at the end while one is there, and stays where one reads when older messages come in above. (Not by the
 * browser's scroll anchoring, which Safari does not have.)
 *
 * @param on `changed`: `unseen` did; `nearTop`: older messages will soon be wanted
 */
export function createScrollKeeping(on: { changed: () => void; nearTop: () => void }): ScrollKeeping {
  let box: HTMLElement | null = null
  let atEnd = true
  let unseen = false
  let lastTop = 0
  let before: { first?: string | undefined; last?: string | undefined; height: number } = { height: 0 }
  const toEnd = (): void => box?.scrollTo(0, box.scrollHeight)
  const stay = (): void => {
    if (atEnd) toEnd()
  }
  const scrolled = (): void => {
    if (!box) return
    // Only who goes up leaves the end: a picture that loads between a scroll and its event moves the end, not the reader.
    if (box.scrollTop < lastTop) atEnd = false
    if (box.scrollHeight - box.scrollTop - box.clientHeight < AT_END_PX) atEnd = true
    lastTop = box.scrollTop
    if (lastTop < NEAR_TOP_PX) on.nearTop()
    if (!atEnd || !unseen) return
    unseen = false
    on.changed()
  }
  // The keyboard of a phone, the growing input and pictures that load do not move the end away.
  const observer = 'ResizeObserver' in globalThis ? new ResizeObserver(stay) : undefined
  return {
    attach(next) {
      if (next === box) return
      if (box) observer?.unobserve(box)
      box = next
      if (!box) return
      observer?.observe(box)
      box.addEventListener('scroll', scrolled)
      box.addEventListener('load', stay, true)
    },
    drawn(items, above) {
      if (!box) return
      const end = items.at(-1)
      const mine = end?.kind === 'upload' || (end?.kind === 'message' && end.mine)
      const [first, last] = [above ?? items[0]?.key, end?.key]
      if (atEnd || (mine && last !== before.last)) toEnd()
      else if (first !== before.first) box.scrollTop += box.scrollHeight - before.height
      else if (last !== before.last && !unseen) {
        unseen = true
        on.changed()
      }
      before = { first, last, height: box.scrollHeight }
    },
    toEnd,
    get unseen() {
      return unseen
    },
  }
}
