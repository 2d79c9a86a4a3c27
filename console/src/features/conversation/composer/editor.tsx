import type { Conversation } from '@keqiao/client'
import { FRAME_LIMITS } from '@keqiao/contract/frames'
import { Button } from 'antd'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import { EditorTools } from './editor-tools'
import { GrowingText } from './growing-text'
import { nothingUnsent, useUnsent, type ComposerMode } from './unsent'
import { UploadStrip } from './upload-strip'
import { useComposerKeys } from './use-composer-keys'
import { useSendFiles } from './use-send-files'

interface EditorProps {
  id: string
  conversation: Conversation
  /** A colleague holds the dialogue: only notes are possible. */
  noteOnly: boolean
  holder: string
}

/** An input method is still choosing characters: its Enter is not ours. 229 is how some browsers say so. */
const isComposing = (event: KeyboardEvent) => event.nativeEvent.isComposing || event.keyCode === 229

export function Editor({ id, conversation, noteOnly, holder }: EditorProps) {
  const { composer } = useTexts()
  const input = useRef<HTMLTextAreaElement>(null)
  const unsent = useUnsent((state) => state.unsent[id]) ?? nothingUnsent
  const write = useUnsent((state) => state.write)
  const sendFiles = useSendFiles(id, conversation)
  const mode: ComposerMode = noteOnly ? 'note' : unsent.mode
  const text = unsent[mode]
  const over = text.length - FRAME_LIMITS.maxTextLength
  const sendable = text.trim() !== '' && over <= 0

  const change = (value: string) => {
    write(id, { [mode]: value })
    // The visitor is told that somebody types, never what; and of notes not even that.
    if (mode === 'reply') conversation.draft(value)
  }
  const submit = () => {
    if (!sendable) return
    if (mode === 'note') conversation.addNote(text)
    else {
      conversation.send({ kind: 'text', text })
      conversation.draft('')
    }
    write(id, { [mode]: '' })
    input.current?.focus()
  }
  const chooseMode = (next: ComposerMode) => {
    if (noteOnly) return
    write(id, { mode: next })
    conversation.draft(next === 'reply' ? unsent.reply : '')
    input.current?.focus()
  }
  useComposerKeys({
    focus: () => input.current?.focus(),
    toggleNote: () => chooseMode(mode === 'reply' ? 'note' : 'reply'),
  })
  // Once per dialogue: whoever opens one wants to answer.
  useEffect(() => input.current?.focus({ preventScroll: true }), [])

  return (
    <div className="composer" data-mode={mode}>
      <EditorTools mode={mode} noteOnly={noteOnly} onMode={chooseMode} onFiles={sendFiles} />
      <UploadStrip conversationId={id} />
      <GrowingText
        ref={input}
        value={text}
        label={mode === 'reply' ? composer.label : composer.note}
        placeholder={mode === 'reply' ? composer.replyHint : composer.noteHint}
        onChange={change}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing(event)) return
          event.preventDefault()
          submit()
        }}
        onPaste={(event) => {
          const { files } = event.clipboardData
          if (files.length === 0) return
          event.preventDefault()
          sendFiles(files)
        }}
      />
      <div className="composer-foot">
        {noteOnly && <span>{composer.notYours(holder)}</span>}
        {over > 0 && (
          <span className="composer-over" role="alert">
            {composer.tooLong(over)}
          </span>
        )}
        <span className="spacer" />
        <span className="composer-keys">{composer.keys}</span>
        <Button size="small" type="primary" className="composer-send" disabled={!sendable} onClick={submit}>
          <Icon name={mode === 'reply' ? 'send' : 'lock'} small />
          {mode === 'reply' ? composer.send : composer.saveNote}
        </Button>
      </div>
    </div>
  )
}
