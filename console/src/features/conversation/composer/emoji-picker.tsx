import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTexts } from '../../../i18n/language'

/** What people answer customers with, faces first. */
const emoji = (
  '😀 😃 😄 😁 😆 😅 😂 🙂 😉 😊 😇 😍 😘 😋 😜 🤗 🤔 😐 😏 😌 😴 😷 😎 🤓 😕 😟 😮 😳 🥺 😢 😭 😱 😤 😡 🙈 💪 ' +
  '👍 👎 👌 ✌️ 🤝 🙏 👏 👋 👉 👇 💯 ❤️ 💔 🌹 🌸 🍀 ☀️ 🌙 ⭐ 🎉 🎁 🧧 🛒 📦 🚚 🏠 📞 💬 📷 📝 📌 📎 🔑 ⏰ 📅 💰 💳 🧾 ✅ ❌ ❓ ❗ ⚠️ 🔥'
).split(' ')

const columns = 10

interface EmojiPickerProps {
  onPick: (emoji: string) => void
  onClose: () => void
}

/** CON-10. Arrow keys walk, Enter picks, Esc goes back to the text. */
export function EmojiPicker({ onPick, onClose }: EmojiPickerProps) {
  const { composer } = useTexts()
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    root.current?.querySelector('button')?.focus()
    const close = ({ target }: Event) => {
      if (!(target instanceof Element && (root.current?.contains(target) || target.closest('[data-emoji-tool]'))))
        onClose()
    }
    document.addEventListener('pointerdown', close)
    return () => document.removeEventListener('pointerdown', close)
  }, [onClose])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const all = Array.from(root.current?.querySelectorAll('button') ?? [])
    const at = all.findIndex((one) => one === document.activeElement) + step
    all[at]?.focus()
  }
  return (
    <div ref={root} className="emoji-picker" role="dialog" aria-label={composer.emoji} onKeyDown={onKeyDown}>
      {emoji.map((one) => (
        <button key={one} type="button" onClick={() => onPick(one)}>
          {one}
        </button>
      ))}
    </div>
  )
}
