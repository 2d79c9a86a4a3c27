import { useEffect, useRef } from 'react'
import { useDeskKey } from './desk-keys'
import { useKeysSheet } from './keys-sheet-state'

export interface DeskActions {
  next(): void
  previous(): void
  accept(): void
  helper(): void
  /** Nothing in front was there to take the Esc. */
  escape(): void
}

const writesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable="true"]') !== null

/** The keys that work everywhere on the desk. A dialog in front keeps its own. */
export function useDeskKeys(actions: DeskActions): void {
  useDeskKey('next', actions.next)
  useDeskKey('previous', actions.previous)
  useDeskKey('accept', actions.accept)
  useDeskKey('helper', actions.helper)
  const escape = useRef(actions.escape)
  useEffect(() => {
    escape.current = actions.escape
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return
      if (event.key === 'Escape') escape.current()
      else if (event.key === '?' && !event.ctrlKey && !event.metaKey && !writesText(event.target)) {
        event.preventDefault()
        useKeysSheet.setState({ open: true })
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
