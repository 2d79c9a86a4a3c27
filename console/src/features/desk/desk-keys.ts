import { useEffect, useRef } from 'react'

interface Chord {
  /** By place on the keyboard: with Alt held, a Mac types another letter. */
  readonly code: string
  readonly shift?: true
  /** What stands on the key. */
  readonly cap: string
}

/** Every action of the desk that has a key, all with Alt: letters alone belong to the text. The sheet of keys is made from this. */
export const deskKeys = {
  previous: { code: 'ArrowUp', cap: '↑' },
  next: { code: 'ArrowDown', cap: '↓' },
  accept: { code: 'KeyA', cap: 'A' },
  transfer: { code: 'KeyT', cap: 'T' },
  end: { code: 'KeyE', cap: 'E' },
  summary: { code: 'KeyM', cap: 'M' },
  inviteRating: { code: 'KeyR', cap: 'R' },
  clear: { code: 'KeyC', cap: 'C' },
  clearAll: { code: 'KeyC', shift: true, cap: 'C' },
  search: { code: 'KeyS', cap: 'S' },
  focus: { code: 'KeyI', cap: 'I' },
  toggleNote: { code: 'KeyN', cap: 'N' },
  recall: { code: 'KeyZ', cap: 'Z' },
  helper: { code: 'KeyH', cap: 'H' },
  online: { code: 'Digit1', cap: '1' },
  busy: { code: 'Digit2', cap: '2' },
  away: { code: 'Digit3', cap: '3' },
} as const satisfies Record<string, Chord>

export type DeskKey = keyof typeof deskKeys

/** As it is printed: Alt, perhaps Shift, and the key. */
export function capsOf(key: DeskKey): readonly string[] {
  const chord: Chord = deskKeys[key]
  return ['Alt', ...(chord.shift ? ['Shift'] : []), chord.cap]
}

/** For `aria-keyshortcuts`. */
export const shortcutOf = (key: DeskKey): string =>
  capsOf(key).join('+').replace('↑', 'ArrowUp').replace('↓', 'ArrowDown')

type Pressed = Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'code'>

/** The action whose chord this is. */
export function deskKeyOf({ altKey, ctrlKey, metaKey, shiftKey, code }: Pressed): DeskKey | null {
  if (!altKey || ctrlKey || metaKey) return null
  const names = Object.keys(deskKeys) as DeskKey[]
  return (
    names.find((name) => {
      const chord: Chord = deskKeys[name]
      return chord.code === code && (chord.shift ?? false) === shiftKey
    }) ?? null
  )
}

/** Whoever put his action down last has the key: a dialogue's comes before the page's. */
const actions = new Map<DeskKey, (() => void)[]>()

function onKeyDown(event: KeyboardEvent): void {
  // A dialog in front keeps its own keys, and so does an input method.
  if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return
  const key = deskKeyOf(event)
  const act = key && actions.get(key)?.at(-1)
  if (!act) return
  event.preventDefault()
  act()
}

/** Binds an action to its key as long as the component lives; null: just now there is nothing to do. */
export function useDeskKey(key: DeskKey, action: (() => void) | null): void {
  const latest = useRef(action)
  useEffect(() => {
    latest.current = action
  })
  const bound = action !== null
  useEffect(() => {
    if (!bound) return
    const act = () => latest.current?.()
    if (actions.size === 0) window.addEventListener('keydown', onKeyDown)
    actions.set(key, [...(actions.get(key) ?? []), act])
    return () => {
      const others = (actions.get(key) ?? []).filter((one) => one !== act)
      if (others.length > 0) actions.set(key, others)
      else actions.delete(key)
      if (actions.size === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [key, bound])
}
