import type { Conversation } from '@keqiao/client'
import type { ConversationView } from '@keqiao/contract'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTexts } from '../../../i18n/language'
import { CardTools } from '../../card/card-tools'
import { useDeskKey } from '../../desk/desk-keys'
import { PhraseQuick, usePhraseQuick } from '../../phrase/phrase-quick'
import { useInsertPhrase } from '../../phrase/use-insert-phrase'
import { usePhraseKeys } from '../../phrase/use-phrase-keys'
import { MentionQuick } from '../../staff-notices/mention-quick'
import { useMentionQuick } from '../../staff-notices/use-mention-quick'
import { useCapture } from '../capture/use-capture'
import { AttachedStrip } from './attached-strip'
import { useComposerDoor } from './composer-door'
import { Editable, type EditableHandle } from './editable'
import { EditorTools } from './editor-tools'
import { SendButton } from './send-button'
import { isSendKey, useSendKey } from './send-key'
import { markOf } from './style-keys'
import { applyChange, type Change } from './styled-draft'
import { Unfilled } from './unfilled'
import { UploadStrip } from './upload-strip'
import { useInsertFile } from './use-insert-file'
import { useReply } from './use-reply'
import { useSendFiles } from './use-send-files'

interface EditorProps {
  id: string
  conversation: Conversation
  view: ConversationView
  /** A colleague holds the dialogue: only notes are possible. */
  noteOnly: boolean
  holder: string
}

export function Editor({ id, conversation, view, noteOnly, holder }: EditorProps) {
  const { composer } = useTexts()
  const input = useRef<EditableHandle>(null)
  const sendKey = useSendKey()
  const sendFiles = useSendFiles(id, conversation)
  const reply = useReply(id, conversation, noteOnly, input)
  const { mode, draft, attached, over, sendable, change, insert, submit, chooseMode, drop } = reply
  const insertPhrase = useInsertPhrase(view, insert)
  const quick = usePhraseQuick({ draft, input, open: mode === 'reply', onPick: insertPhrase })
  const mention = useMentionQuick({ text: draft.text, input, open: mode === 'note' })
  const send = () => submit(mention.asked)
  const insertFile = useInsertFile(id, insert)
  const capture = useCapture((file) => sendFiles([file]), insertFile)
  const restyle = (styling: Change) => {
    const handle = input.current
    if (handle) handle.show(applyChange(draft, styling, handle.selected()))
  }
  useComposerDoor(id, noteOnly ? null : insert)
  usePhraseKeys(noteOnly ? null : insertPhrase)
  useDeskKey('focus', () => input.current?.focus())
  useDeskKey('toggleNote', () => chooseMode(mode === 'reply' ? 'note' : 'reply'))
  // Once per dialogue: whoever opens one wants to answer.
  useEffect(() => input.current?.focus(), [])

  return (
    <div className="composer" data-mode={mode}>
      {capture.overlay}
      <PhraseQuick quick={quick} />
      <MentionQuick quick={mention} />
      <EditorTools
        mode={mode}
        noteOnly={noteOnly}
        draft={draft}
        onMode={chooseMode}
        onFiles={sendFiles}
        onStyle={restyle}
        onEmoji={(emoji) => input.current?.insert(emoji)}
        onPhrases={quick.begin}
        onCapture={capture.start}
        cards={<CardTools conversationId={id} conversation={conversation} />}
      />
      <UploadStrip conversationId={id} />
      <AttachedStrip files={attached} onDrop={drop} />
      <Editable
        ref={input}
        draft={draft}
        label={mode === 'reply' ? composer.label : composer.note}
        placeholder={mode === 'reply' ? composer.replyHint : composer.noteHint}
        onChange={change}
        onKey={(event: KeyboardEvent) => {
          if (quick.takesKey(event) || mention.takesKey(event)) return event.preventDefault()
          const mark = mode === 'reply' ? markOf(event) : null
          if (mark) restyle({ mark })
          else if (isSendKey(event, sendKey.chosen)) send()
          else return
          event.preventDefault()
        }}
        onFiles={sendFiles}
      />
      <div className="composer-foot">
        {noteOnly ? (
          <span>{composer.notYours(holder)}</span>
        ) : (
          draft.text !== '' && over <= 0 && <span className="composer-kept">{composer.kept}</span>
        )}
        {mode === 'reply' && <Unfilled text={draft.text} input={input} />}
        {over > 0 && (
          <span className="composer-over" role="alert">
            {composer.tooLong(over)}
          </span>
        )}
        <span className="spacer" />
        <span className="composer-keys">{composer.keys[sendKey.chosen]}</span>
        <SendButton mode={mode} disabled={!sendable} sendKey={sendKey} onSend={send} />
      </div>
    </div>
  )
}
