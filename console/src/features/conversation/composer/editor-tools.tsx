import { Segmented } from 'antd'
import { useCallback, useRef, useState, type ReactNode } from 'react'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import type { IconName } from '../../../icons/drawings'
import { EmojiPicker } from './emoji-picker'
import { StyleTools } from './style-tools'
import type { Change, StyledDraft } from './styled-draft'
import type { ComposerMode } from './unsent'

interface EditorToolsProps {
  mode: ComposerMode
  noteOnly: boolean
  onMode: (mode: ComposerMode) => void
  draft: StyledDraft
  onFiles: (files: Iterable<File>) => void
  onStyle: (change: Change) => void
  onEmoji: (emoji: string) => void
  onPhrases: () => void
  onCapture: () => void
  /** What sends cards. */
  cards: ReactNode
}

/** Above the text: style, emoji, images, files, and who will read it. */
export function EditorTools(props: EditorToolsProps) {
  const { mode, noteOnly, draft, onMode, onFiles, onStyle, onEmoji, onPhrases, onCapture } = props
  const { composer, phrase, capture } = useTexts()
  const [shown, setShown] = useState<'style' | 'emoji' | null>(null)
  const closeEmoji = useCallback(() => setShown((now) => (now === 'emoji' ? null : now)), [])
  const toggle = (what: 'style' | 'emoji') => setShown((now) => (now === what ? null : what))
  return (
    <>
      {shown === 'style' && mode === 'reply' && <StyleTools draft={draft} onStyle={onStyle} />}
      <div className="composer-tools">
        {mode === 'reply' && (
          <>
            <Tool icon="letter" name={composer.style} pressed={shown === 'style'} onClick={() => toggle('style')} />
            <Tool icon="smile" name={composer.emoji} pressed={shown === 'emoji'} onClick={() => toggle('emoji')} />
            {shown === 'emoji' && (
              <EmojiPicker
                onClose={closeEmoji}
                onPick={(emoji) => {
                  closeEmoji()
                  onEmoji(emoji)
                }}
              />
            )}
            <button
              type="button"
              className="plain-button square-button"
              aria-label={capture.tool}
              title={capture.tool}
              onClick={onCapture}
            >
              <Icon name="crop" />
            </button>
            <FileTool
              icon="image"
              name={composer.image}
              accept="image/png,image/jpeg,image/gif,image/webp"
              onFiles={onFiles}
            />
            <FileTool icon="clip" name={composer.file} onFiles={onFiles} />
            {props.cards}
            <span className="composer-tools-line" />
            <button
              type="button"
              className="plain-button composer-phrases"
              title={phrase.quickOpen}
              onPointerDown={(event) => event.preventDefault()}
              onClick={onPhrases}
            >
              <Icon name="phrase" />
              {phrase.title}
              <kbd>/</kbd>
            </button>
          </>
        )}
        <span className="spacer" />
        <Segmented<ComposerMode>
          size="small"
          value={mode}
          aria-label={composer.mode}
          onChange={onMode}
          options={[
            { value: 'reply', label: composer.reply, disabled: noteOnly },
            { value: 'note', label: composer.note },
          ]}
        />
      </div>
    </>
  )
}

interface ToolProps {
  icon: IconName
  name: string
  pressed: boolean
  onClick: () => void
}

function Tool({ icon, name, pressed, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className="plain-button square-button"
      aria-label={name}
      aria-expanded={pressed}
      title={name}
      data-emoji-tool={icon === 'smile' || undefined}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  )
}

interface FileToolProps {
  icon: IconName
  name: string
  accept?: string
  onFiles: (files: Iterable<File>) => void
}

function FileTool({ icon, name, accept, onFiles }: FileToolProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className="plain-button square-button"
        aria-label={name}
        title={name}
        onClick={() => input.current?.click()}
      >
        <Icon name={icon} />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accept}
        aria-label={name}
        onChange={(event) => {
          onFiles(Array.from(event.target.files ?? []))
          // The same file may be chosen twice in a row.
          event.target.value = ''
        }}
      />
    </>
  )
}
