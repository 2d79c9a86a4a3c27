import { useEffect, useRef } from 'react'
import { useKeysSheet } from './keys-sheet-state'

export interface DeskActions {
  next(): void
  previous(): void
  accept(): void
  /** Nothing in front was there to take the Esc. */
  escape(): void
}

const writesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable="true"]') !== null

/** The keys that work everywhere on the desk. A dialog in front keeps its own. */
export function useDeskKeys(actions: DeskActions): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return
      const { altKey, ctrlKey, metaKey, code, key } = event
      if (key === 'Escape') latest.current.escape()
      else if (altKey && !ctrlKey && !metaKey) {
        // By code: with Alt held, a Mac types another letter.
        const action = { ArrowDown: 'next', ArrowUp: 'previous', KeyA: 'accept' }[code] as keyof DeskActions | undefined
        if (!action) return
        event.preventDefault()
        latest.current[action]()
      } else if (key === '?' && !ctrlKey && !metaKey && !writesText(event.target)) {
        event.preventDefault()
        useKeysSheet.setState({ open: true })
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
