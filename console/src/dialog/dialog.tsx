import { useEffect, useId, useRef, type ReactNode } from 'react'
import './dialog.css'

interface DialogProps {
  open: boolean
  title: string
  /** Pixels: 400 confirmations, 440 at the side, 520 forms, 840 with something beside it. */
  width: 400 | 440 | 520 | 840
  /** A drawer: at the right edge, from top to bottom. */
  side?: boolean
  /** In the head, beside the title; none for a question that has its own answers. */
  close?: { readonly label: string; readonly drawing: ReactNode }
  onClose: () => void
  /** What carries `data-first-focus` gets the focus, else the first control. */
  children: ReactNode
}

/**
 * A window in front of everything. The browser's own: it keeps the focus inside, gives it back afterwards and closes on
 * Esc, and needs no inline style, which the Content-Security-Policy would refuse.
 */
export function Dialog({ open, title, width, side = false, close, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = element.current
    if (!dialog || !open) return
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-first-focus]')?.focus()
    return () => dialog.close()
  }, [open])
  return (
    <dialog
      ref={element}
      className="dialog"
      aria-labelledby={titleId}
      data-width={width}
      data-side={side}
      onCancel={(event) => {
        // Whether it is open is the owner's to say.
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === element.current && onClose()}
    >
      {open && (
        <div className="dialog-content">
          <header className="dialog-head">
            <h2 id={titleId}>{title}</h2>
            {close && (
              <button type="button" className="plain-button square-button" aria-label={close.label} onClick={onClose}>
                {close.drawing}
              </button>
            )}
          </header>
          {children}
        </div>
      )}
    </dialog>
  )
}
