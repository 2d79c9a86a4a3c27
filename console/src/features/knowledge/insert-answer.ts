import { insertText, selectionIn } from '../conversation/composer/editable-text'
import type { Selected } from '../conversation/composer/styled-draft'

/** Where the caret last stood in a composer: while somebody searches, the page's selection is in the search box. */
const carets = new WeakMap<HTMLElement, Selected>()

/** The composer of the conversation that is open, while it writes a reply. */
const openComposer = () => document.querySelector<HTMLElement>('.composer[data-mode="reply"] .composer-text')

/** Remembers the caret from now on; returns how to stop. */
export function watchCaret(): () => void {
  const remember = () => {
    const root = openComposer()
    const selected = root && selectionIn(root)
    if (root && selected) carets.set(root, selected)
  }
  remember()
  document.addEventListener('selectionchange', remember)
  return () => document.removeEventListener('selectionchange', remember)
}

/**
 * Puts an answer at the caret of the reply as if it had been typed, so that it can be undone; it is never sent by that
 * (CON-18). False: no reply can be written.
 */
export function insertAnswer(text: string): boolean {
  const root = openComposer()
  if (!root) return false
  const { length } = root.textContent ?? ''
  insertText(root, text, carets.get(root) ?? { start: length, end: length })
  return true
}
