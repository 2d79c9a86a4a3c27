import { useEffect, useRef } from 'react'

interface ComposerActions {
  focus(): void
  toggleNote(): void
}

/** Alt+I and Alt+N, from anywhere on the desk. */
export function useComposerKeys(actions: ComposerActions): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]')) return
      const action = { KeyI: 'focus', KeyN: 'toggleNote' }[event.code] as keyof ComposerActions | undefined
      if (!action) return
      event.preventDefault()
      latest.current[action]()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
