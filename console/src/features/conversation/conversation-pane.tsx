import type { DeskConversation } from '@keqiao/client'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useStoreByFrame } from '../desk/use-store'
import { Composer } from './composer/composer'
import { ConversationHeader } from './conversation-header'
import { DropZone } from './composer/drop-zone'
import { SpokenMessages } from './spoken-messages'
import { ImageViewer } from './thread/image-viewer'
import { Thread } from './thread/thread'
import { useConversation } from './use-conversation'
import { useMarkRead } from './use-mark-read'
import { useMarkSeen } from './use-mark-seen'
import './conversation.css'

/** The middle: header, thread, composer of one conversation. */
export function ConversationPane({ conversationId }: { conversationId: string }) {
  const conversation = useConversation(conversationId)
  return conversation ? <Opened id={conversationId} conversation={conversation} /> : <main className="conversation" />
}

function Opened({ id, conversation }: { id: string; conversation: DeskConversation }) {
  const texts = useTexts()
  const state = useStoreByFrame(conversation)
  const { conversation: view, error } = state
  useMarkSeen(view)
  useMarkRead(id, state)
  useEffect(() => () => conversation.draft(''), [conversation])

  if (!view) {
    return (
      <main className="conversation conversation-empty">
        {error ? (
          <Failed code={error.code} onRetry={() => conversation.reload()} />
        ) : (
          <p className="conversation-loading" role="status">
            {texts.conversation.loading}
          </p>
        )}
      </main>
    )
  }
  return (
    <main className="conversation">
      <DropZone conversation={conversation} view={view}>
        <ConversationHeader conversation={conversation} view={view} online={state.online} />
        <Thread conversation={conversation} view={view} state={state} />
        <Composer
          id={id}
          conversation={conversation}
          view={view}
          draft={state.draft}
          typing={state.typing !== null}
          events={state.events}
        />
        <SpokenMessages events={state.events} />
        <ImageViewer events={state.events} />
      </DropZone>
    </main>
  )
}

function Failed({ code, onRetry }: { code: string; onRetry: () => void }) {
  const texts = useTexts()
  const gone = code === 'not_found' || code === 'forbidden'
  return (
    <div className="list-face" role="alert">
      <p className="list-face-title">{gone ? texts.conversation.notFound : texts.conversation.loadFailed}</p>
      {!gone && <p>{errorWords(texts, code)}</p>}
      {gone ? (
        <Link to="/desk">{texts.conversation.back}</Link>
      ) : (
        <button type="button" className="small-button" onClick={onRetry}>
          {texts.conversation.retry}
        </button>
      )}
      <p className="list-face-code">{code}</p>
    </div>
  )
}
