import { say } from './texts'

const EMOJI = '😀 😄 😂 😊 😍 😘 🤔 😅 😭 😢 😡 😮 👍 👎 👌 🙏 👏 💪 🌹 🎉 🎁 ✅ ❌ ❓'.split(' ')

/** A few that customers use; a phone's own keyboard has the rest. */
export function EmojiPicker({ onPick }: { onPick(emoji: string): void }) {
  return (
    <div class="emoji" role="group" aria-label={say('emoji')}>
      {EMOJI.map((emoji) => (
        <button key={emoji} type="button" onClick={() => onPick(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  )
}
