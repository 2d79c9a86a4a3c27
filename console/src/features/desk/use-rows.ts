import { useEffect, useMemo, useRef, useState } from 'react'
import { useDesk } from './desk-context'
import type { Dialogue } from './dialogue-book'
import { heldSections, sectionsOf, type Section } from './dialogue-sections'
import { isFound, useListView } from './list-view'
import { unreadCount, useSeen } from './unread'
import { useStore } from './use-store'

export interface Rows {
  readonly sections: readonly Section<Dialogue>[]
  /** Some are hidden by a search or a filter. */
  readonly isFiltered: boolean
  /** Tells whether the pointer is in the list: nothing moves until it leaves. */
  hold(held: boolean): void
}

/** The dialogue list as it stands on the screen. `openId`: the dialogue in the middle, which no filter for unread hides. */
export function useRows(openId: string | undefined): Rows {
  const { book } = useDesk()
  const dialogues = useStore(book)
  const { search, order, unreadOnly } = useListView()
  const seen = useSeen((state) => state.seen)
  const [held, setHeld] = useState(false)
  const shown = useRef<readonly Section<Dialogue>[]>([])
  const sought = search?.trim() ?? ''
  const found = useMemo(() => {
    const bySearch = sought === '' ? dialogues : dialogues.filter(({ view }) => isFound(view, sought))
    if (!unreadOnly) return bySearch
    return bySearch.filter((dialogue) => dialogue.id === openId || unreadCount(dialogue, seen[dialogue.id]) > 0)
  }, [dialogues, sought, unreadOnly, openId, seen])
  const sections = useMemo(() => {
    const sorted = sectionsOf(found, order)
    return held ? heldSections(shown.current, sorted) : sorted
  }, [found, order, held])
  useEffect(() => {
    shown.current = sections
  }, [sections])
  const isFiltered = sought !== '' || unreadOnly
  return useMemo(() => ({ sections, isFiltered, hold: setHeld }), [sections, isFiltered])
}
