import type { Conversation } from '@keqiao/client'
import { FRAME_LIMITS } from '@keqiao/contract/frames'
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react'
import { useTexts } from '../../../i18n/language'
import { useDeskKey } from '../../desk/desk-keys'
import { Editable, type EditableHandle } from './editable'
import { EditorTools } from './editor-tools'
import { SendButton } from './send-button'
import { isSendKey, useSendKey } from './send-key'
import { markOf } from './style-keys'
import { applyChange, type Change, type Span, type StyledDraft } from './styled-draft'
import { nothingUnsent, useUnsent, type ComposerMode } from './unsent'
import { UploadStrip } from './upload-strip'
import { useSendFiles } from './use-send-files'

interface EditorProps {
  id: string
  conversation: Conversation
  /** A colleague holds the dialogue: only notes are possible. */
  noteOnly: boolean
  holder: string
}

const noSpans: readonly Span[] = []

export function Editor({ id, conversation, noteOnly, holder }: EditorProps) {
  const { composer } = useTexts()
  const input = useRef<EditableHandle>(null)
  const sendKey = useSendKey()
  const unsent = useUnsent((state) => state.unsent[id]) ?? nothingUnsent
  const write = useUnsent((state) => state.write)
  const sendFiles = useSendFiles(id, conversation)
  const mode: ComposerMode = noteOnly ? 'note' : unsent.mode
  const text = unsent[mode]
  const spans = mode === 'reply' ? (unsent.spans ?? noSpans) : noSpans
  const draft = useMemo(() => ({ text, spans }), [text, spans])
  const over = text.length - FRAME_LIMITS.maxTextLength
  const sendable = text.trim() !== '' && over <= 0

  const change = (next: StyledDraft) => {
    write(id, mode === 'reply' ? { reply: next.text, spans: next.spans } : { note: next.text })
    // The visitor is told that somebody types, never what; and of notes not even that.
    if (mode === 'reply') conversation.draft(next.text)
  }
  const restyle = (styling: Change) => {
    const handle = input.current
    if (handle) handle.show(applyChange(draft, styling, handle.selected()))
  }
  const submit = () => {
    if (!sendable) return
    if (mode === 'note') conversation.addNote(text)
    else {
      conversation.send({ kind: 'text', text, ...(spans.length > 0 && { spans: [...spans] }) })
      conversation.draft('')
    }
    write(id, mode === 'reply' ? { reply: '', spans: noSpans } : { note: '' })
    input.current?.focus()
  }
  const chooseMode = (next: ComposerMode) => {
    if (noteOnly) return
    write(id, { mode: next })
    conversation.draft(next === 'reply' ? unsent.reply : '')
    input.current?.focus()
  }
  useDeskKey('focus', () => input.current?.focus())
  useDeskKey('toggleNote', () => chooseMode(mode === 'reply' ? 'note' : 'reply'))
  // Once per dialogue: whoever opens one wants to answer.
  useEffect(() => input.current?.focus(), [])

  return (
    <div className="composer" data-mode={mode}>
      <EditorTools
        mode={mode}
        noteOnly={noteOnly}
        draft={draft}
        onMode={chooseMode}
        onFiles={sendFiles}
        onStyle={restyle}
        onEmoji={(emoji) => input.current?.insert(emoji)}
      />
      <UploadStrip conversationId={id} />
      <Editable
        ref={input}
        draft={draft}
        label={mode === 'reply' ? composer.label : composer.note}
        placeholder={mode === 'reply' ? composer.replyHint : composer.noteHint}
        onChange={change}
        onKey={(event: KeyboardEvent) => {
          const mark = mode === 'reply' ? markOf(event) : null
          if (mark) restyle({ mark })
          else if (isSendKey(event, sendKey.chosen)) submit()
          else return
          event.preventDefault()
        }}
        onFiles={sendFiles}
      />
      <div className="composer-foot">
        {noteOnly ? (
          <span>{composer.notYours(holder)}</span>
        ) : (
          text !== '' && over <= 0 && <span className="composer-kept">{composer.kept}</span>
        )}
        {over > 0 && (
          <span className="composer-over" role="alert">
            {composer.tooLong(over)}
          </span>
        )}
        <span className="spacer" />
        <span className="composer-keys">{composer.keys[sendKey.chosen]}</span>
        <SendButton mode={mode} disabled={!sendable} sendKey={sendKey} onSend={submit} />
      </div>
    </div>
  )
}
