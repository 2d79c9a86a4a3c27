import { useEffect, useRef } from 'react'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'

export interface MenuPlace {
  /** Pixels of the window. */
  readonly x: number
  readonly y: number
  readonly seq: number
  readonly text: string
  readonly recallable: boolean
}

interface MessageMenuProps {
  place: MenuPlace
  onRecall: (seq: number) => void
  onClose: () => void
}

/** Pixels kept free for the menu at the edges of the window. */
const room = { width: 140, height: 76 }

/** The menu of one message. One for the whole thread: a row stays as light as it is. */
export function MessageMenu({ place, onRecall, onClose }: MessageMenuProps) {
  const { message } = useTexts()
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    menu.current?.querySelector('button')?.focus()
    const close = (event: Event) => {
      if (!(event.target instanceof Node && menu.current?.contains(event.target))) onClose()
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('scroll', close, true)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('scroll', close, true)
      if (before instanceof HTMLElement && menu.current?.contains(document.activeElement)) before.focus()
    }
  }, [onClose])
  const left = Math.min(place.x, window.innerWidth - room.width)
  const top = Math.min(place.y, window.innerHeight - room.height)
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={message.menu}
      className="message-menu"
      style={{ left, top }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Tab') {
          event.preventDefault()
          onClose()
        }
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
        if (step === undefined) return
        event.preventDefault()
        const items = Array.from(menu.current?.querySelectorAll('button') ?? [])
        items.at((items.findIndex((item) => item === document.activeElement) + step) % items.length)?.focus()
      }}
    >
      {place.text !== '' && (
        <button
          type="button"
          role="menuitem"
          onClick={() => {
            void navigator.clipboard.writeText(place.text)
            onClose()
          }}
        >
          <Icon name="copy" small />
          {message.copy}
        </button>
      )}
      {place.recallable && (
        <button
          type="button"
          role="menuitem"
          onClick={() => {
            onRecall(place.seq)
            onClose()
          }}
        >
          <Icon name="recall" small />
          {message.recall}
        </button>
      )}
    </div>
  )
}
