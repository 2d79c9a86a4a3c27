import type { KeyboardEvent } from 'react'

const marks = { KeyB: 'bold', KeyI: 'italic', KeyU: 'underline' } as const

/** Ctrl or Cmd with B, I or U, as everywhere. */
export function markOf({
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
  code,
}: KeyboardEvent): 'bold' | 'italic' | 'underline' | null {
  if ((!ctrlKey && !metaKey) || altKey || shiftKey) return null
  return marks[code as keyof typeof marks] ?? null
}
