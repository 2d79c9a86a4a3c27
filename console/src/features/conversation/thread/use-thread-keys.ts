import { useEffect, useRef, type KeyboardEvent as ReactKeyboardEvent, type RefObject } from 'react'

/** How much of the window one page moves: a line or two of what was read stays in sight. */
const pageShare = 0.85

interface ThreadKeys {
  readonly toBeginning: () => void
  readonly toEnd: () => void
  /** The reader moves by himself. */
  readonly stay: () => void
}

/**
 * PageUp and PageDown page through the messages wherever one writes; Home and End, which belong to the caret there, lead to
 * the earliest and the latest message where the thread has the focus.
 */
export function useThreadKeys(scroller: RefObject<HTMLDivElement | null>, keys: ThreadKeys) {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, altKey, ctrlKey, metaKey, shiftKey, isComposing, defaultPrevented, target } = event
      if (altKey || ctrlKey || metaKey || shiftKey || isComposing || defaultPrevented) return
      if ((key !== 'PageUp' && key !== 'PageDown') || document.querySelector('dialog[open]')) return
      const element = scroller.current
      const isHere =
        target === document.body || (target instanceof Element && element?.closest('main')?.contains(target))
      if (!element || !isHere) return
      event.preventDefault()
      latest.current.stay()
      element.scrollBy({ top: element.clientHeight * (key === 'PageUp' ? -pageShare : pageShare) })
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [scroller])
  return (event: ReactKeyboardEvent) => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event
    if (altKey || ctrlKey || metaKey || shiftKey) return
    if (key === 'Home') keys.toBeginning()
    else if (key === 'End') keys.toEnd()
    else return void (key.startsWith('Arrow') && keys.stay())
    event.preventDefault()
  }
}
