import { useEffect, useImperativeHandle, useLayoutEffect, useRef, type KeyboardEvent, type Ref } from 'react'
import { insertText, isForeign, readEditable, select, selectionIn, writeEditable } from './editable-text'
import type { Selected, StyledDraft } from './styled-draft'
import './composer.css'

/** What the tools above the text need of it. */
export interface EditableHandle {
  focus(): void
  /** At the caret, or where it last stood. */
  insert(text: string): void
  /** Where the selection stands or last stood. */
  selected(): Selected
  /** Shows a draft that was changed by a tool, with the selection as it was or where it is told. */
  show(draft: StyledDraft, at?: Selected): void
  /** Puts plain text in the place of what stands there, as if it had been typed. */
  replace(text: string, at: Selected): void
  /** The element itself, to mark what is in it. */
  element(): HTMLElement | null
}

interface EditableProps {
  ref: Ref<EditableHandle>
  draft: StyledDraft
  label: string
  placeholder: string
  onChange: (draft: StyledDraft) => void
  /** A key that no input method is using. */
  onKey: (event: KeyboardEvent) => void
  onFiles: (files: FileList) => void
}

/** An input method is still choosing characters: its Enter is not ours. 229 is how some browsers say so. */
const isComposing = (event: KeyboardEvent) => event.nativeEvent.isComposing || event.keyCode === 229

function isSame(a: StyledDraft | null, b: StyledDraft): boolean {
  return a?.text === b.text && (a.spans === b.spans || JSON.stringify(a.spans) === JSON.stringify(b.spans))
}

/** Styles come from the tools, what is dropped is the drop zone's. React's own event does not say of what kind it is. */
function refuseForeignInput(event: InputEvent): void {
  if (/^format|^insertFromDrop/.test(event.inputType)) event.preventDefault()
}

/** Text that can carry styles. While an input method composes, nothing of it is touched. */
export function Editable({ ref, draft, label, placeholder, onChange, onKey, onFiles }: EditableProps) {
  const root = useRef<HTMLDivElement>(null)
  const shown = useRef<StyledDraft | null>(null)
  const last = useRef<Selected>({ start: 0, end: 0 })

  useLayoutEffect(() => {
    if (!root.current || isSame(shown.current, draft)) return
    shown.current = draft
    const focused = document.activeElement === root.current
    writeEditable(root.current, draft)
    last.current = { start: draft.text.length, end: draft.text.length }
    if (focused) select(root.current, last.current)
  }, [draft])

  useEffect(() => {
    const remember = () => {
      if (root.current) last.current = selectionIn(root.current) ?? last.current
    }
    const element = root.current
    document.addEventListener('selectionchange', remember)
    element?.addEventListener('beforeinput', refuseForeignInput)
    return () => {
      document.removeEventListener('selectionchange', remember)
      element?.removeEventListener('beforeinput', refuseForeignInput)
    }
  }, [])

  const read = () => {
    if (!root.current) return
    const next = readEditable(root.current)
    const selected = selectionIn(root.current)
    if (isForeign(root.current)) {
      writeEditable(root.current, next)
      if (selected) select(root.current, selected)
    }
    shown.current = next
    onChange(next)
  }

  useImperativeHandle(ref, () => ({
    focus: () => root.current?.focus({ preventScroll: true }),
    insert(text) {
      if (root.current) insertText(root.current, text, last.current)
    },
    // The browser tells of a new place only after the input that moved it.
    selected: () => (root.current && selectionIn(root.current)) ?? last.current,
    element: () => root.current,
    replace(text, at) {
      if (root.current) insertText(root.current, text, at)
    },
    show(next, at) {
      const selected = at ?? last.current
      if (!root.current) return
      shown.current = next
      writeEditable(root.current, next)
      root.current.focus({ preventScroll: true })
      select(root.current, selected)
      last.current = selected
      onChange(next)
    },
  }))

  return (
    <div
      ref={root}
      className="composer-text"
      role="textbox"
      tabIndex={0}
      aria-multiline="true"
      aria-label={label}
      aria-placeholder={placeholder}
      data-placeholder={placeholder}
      data-empty={draft.text === ''}
      contentEditable
      suppressContentEditableWarning
      spellCheck={false}
      onInput={(event) => {
        if (!(event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing)) read()
      }}
      onCompositionEnd={read}
      onKeyDown={(event) => {
        if (isComposing(event)) return
        onKey(event)
        if (event.key !== 'Enter' || event.defaultPrevented) return
        // A line break and no block, whatever the browser would make of it.
        event.preventDefault()
        document.execCommand('insertLineBreak')
      }}
      onPaste={(event) => {
        event.preventDefault()
        const { files } = event.clipboardData
        if (files.length > 0) return onFiles(files)
        if (root.current) insertText(root.current, event.clipboardData.getData('text/plain'), last.current)
      }}
    />
  )
}
