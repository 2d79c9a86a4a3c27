import { useLayoutEffect, useRef, type ClipboardEventHandler, type KeyboardEventHandler, type RefObject } from 'react'

interface GrowingTextProps {
  ref: RefObject<HTMLTextAreaElement | null>
  value: string
  label: string
  placeholder: string
  onChange: (value: string) => void
  onKeyDown: KeyboardEventHandler<HTMLTextAreaElement>
  onPaste: ClipboardEventHandler<HTMLTextAreaElement>
}

/** Pixels. */
const lowest = 48
const highest = 200

/** A text field as high as what stands in it, between two and nine lines. */
export function GrowingText({ ref, value, label, placeholder, onChange, onKeyDown, onPaste }: GrowingTextProps) {
  const height = useRef(lowest)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    element.style.height = '0'
    height.current = Math.min(highest, Math.max(lowest, element.scrollHeight))
    element.style.height = `${height.current}px`
    element.style.overflowY = element.scrollHeight > highest ? 'auto' : 'hidden'
  }, [ref, value])
  return (
    <textarea
      ref={ref}
      className="composer-text"
      value={value}
      aria-label={label}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      rows={2}
    />
  )
}
