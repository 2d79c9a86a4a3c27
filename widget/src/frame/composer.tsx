import { FRAME_LIMITS } from '@keqiao/contract/frames'
import type { ComponentChildren } from 'preact'
import { Icon } from './icons'
import { say } from './texts'

interface ComposerProps {
  text: string
  placeholder: string
  /** CON-13: the agent sees what stands here; then it must be said. */
  preview: boolean
  picking: boolean
  /** The emoji, while one picks. */
  children: ComponentChildren
  onText(text: string): void
  onSend(): void
  onPick(): void
  onFiles(files: Iterable<File>): void
}

/** Where the visitor writes. Enter sends, but never the Enter that ends an input method's composition. */
export function Composer(props: ComposerProps) {
  const { text, placeholder, preview, picking, children, onText, onSend, onPick, onFiles } = props
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        onSend()
      }}
    >
      {preview && <p class="notice">{say('previewNotice')}</p>}
      {children}
      <div class="tools">
        <button type="button" class="tool" aria-label={say('emoji')} aria-expanded={picking} onClick={() => onPick()}>
          <Icon name="smile" large />
        </button>
        {/* A label, since a button could only reach the input through a reference to it. */}
        <label class="tool">
          <Icon name="image" large />
          <input
            type="file"
            multiple
            class="sr"
            aria-label={say('attach')}
            onChange={({ currentTarget }) => {
              onFiles([...(currentTarget.files ?? [])])
              currentTarget.value = ''
            }}
          />
        </label>
        <textarea
          rows={1}
          maxLength={FRAME_LIMITS.maxTextLength}
          value={text}
          placeholder={placeholder}
          aria-label={say('message')}
          enterkeyhint="send"
          onInput={({ currentTarget }) => onText(currentTarget.value)}
          onKeyDown={(event) => {
            // 229: Safari reports the Enter that ends a composition after the composition has ended.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
            event.preventDefault()
            onSend()
          }}
          onPaste={(event) => {
            const pasted = event.clipboardData?.files
            if (!pasted?.length) return
            event.preventDefault()
            onFiles([...pasted])
          }}
        />
        <button class="send" aria-label={say('send')} disabled={!text.trim()}>
          <Icon name="send" large />
        </button>
      </div>
    </form>
  )
}
