import { useEffect, useMemo, useRef, useState } from 'react'
import { useDesk } from './desk-context'
import type { Dialogue } from './dialogue-book'
import { heldSections, sectionsOf, type Section } from './dialogue-sections'
import { useStore } from './use-store'

export interface Rows {
  readonly sections: readonly Section<Dialogue>[]
  /** Tells whether the pointer is in the list: nothing moves until it leaves. */
  hold(held: boolean): void
}

/** The dialogue list as it stands on the screen. */
export function useRows(): Rows {
  const { book } = useDesk()
  const dialogues = useStore(book)
  const [held, setHeld] = useState(false)
  const shown = useRef<readonly Section<Dialogue>[]>([])
  const sections = useMemo(() => {
    const sorted = sectionsOf(dialogues)
    return held ? heldSections(shown.current, sorted) : sorted
  }, [dialogues, held])
  useEffect(() => {
    shown.current = sections
  }, [sections])
  return useMemo(() => ({ sections, hold: setHeld }), [sections])
}
