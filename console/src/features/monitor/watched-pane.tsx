import type { DeskConversation } from '@keqiao/client'
import type { BoardDialogue, ConversationView } from '@keqiao/contract'
import { useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { Editor } from '../conversation/composer/editor'
import '../conversation/composer/composer.css'
import '../conversation/conversation.css'
import { ImageViewer } from '../conversation/thread/image-viewer'
import { Thread } from '../conversation/thread/thread'
import { useConversation } from '../conversation/use-conversation'
import { useDesk } from '../desk/desk-context'
import { useStoreByFrame } from '../desk/use-store'
import { DetailLink } from '../dialogue/detail-link'
import { useChange } from '../manage/use-asked'
import { AssignDialogue } from '../routing/assign-dialogue'
import { useMayAssign, useTakeOver } from '../routing/use-take-over'
import { hasJoined } from './has-joined'
import { WhisperBox } from './whisper-box'

interface WatchedPaneProps {
  conversationId: string
  /** As the board lists it; undefined: it is over, or out of reach. */
  listed: BoardDialogue | undefined
  onClose: () => void
}

/** 旁听 (MGT-17): another's dialogue as it goes on. What is read here is read unseen. */
export function WatchedPane({ conversationId, listed, onClose }: WatchedPaneProps) {
  const conversation = useConversation(conversationId)
  if (!conversation) return <main className="conversation" />
  return <Listening conversation={conversation} listed={listed} onClose={onClose} />
}

interface ListeningProps extends Pick<WatchedPaneProps, 'listed' | 'onClose'> {
  conversation: DeskConversation
}

function Listening({ conversation, listed, onClose }: ListeningProps) {
  const texts = useTexts()
  const { me } = useDesk()
  const state = useStoreByFrame(conversation)
  const { conversation: view, error } = state
  if (!view) {
    return (
      <main className="conversation conversation-empty">
        {error ? (
          <div className="list-face" role="alert">
            <p>{errorWords(texts, error.code)}</p>
            <button type="button" className="small-button" onClick={() => conversation.reload()}>
              {texts.conversation.retry}
            </button>
            <p className="list-face-code">{error.code}</p>
          </div>
        ) : (
          <p className="conversation-loading" role="status">
            {texts.conversation.loading}
          </p>
        )}
      </main>
    )
  }
  const joined = hasJoined(state.events, me.member.id) ?? listed?.joinedIds.some((id) => id === me.member.id) ?? false
  return (
    <main className="conversation">
      <WatchedHeader view={view} online={state.online} joined={joined} onClose={onClose} />
      <Thread conversation={conversation} view={view} state={state} />
      <WatchedFoot conversation={conversation} view={view} joined={joined} />
      <ImageViewer events={state.events} />
    </main>
  )
}

interface WatchedHeaderProps {
  view: ConversationView
  online: boolean
  joined: boolean
  onClose: () => void
}

function WatchedHeader({ view, online, joined, onClose }: WatchedHeaderProps) {
  const texts = useTexts()
  const { watched } = texts.monitor
  const { me } = useDesk()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const change = useChange()
  const takeOver = useTakeOver()
  const mayAssign = useMayAssign()
  const [assigning, setAssigning] = useState(false)
  const mine = view.agent?.id === me.member.id
  const others = view.status === 'open' && !mine
  const lit = online && view.status !== 'closed'
  const takePart = async () => {
    const reply = await change(joined ? 'conversation.leave' : 'conversation.join', { conversationId: view.id })
    if (!reply.ok) void message.warning(errorWords(texts, reply.error.code))
  }
  return (
    <header className="conversation-header">
      <div className="conversation-who">
        <div className="conversation-who-top">
          <span
            className={lit ? 'lamp' : 'lamp lamp-hollow'}
            title={lit ? texts.desk.visitorOnline : texts.desk.visitorGone}
          />
          <h2>{texts.conversation.room(view.roomNumber)}</h2>
          {view.agent && (
            <span className="waiting-time waiting-chip">{texts.conversation.heldBy(view.agent.nickname)}</span>
          )}
        </div>
        <div className="conversation-where ellipsis" role="status">
          {standingOf(view, { mine, joined }, watched)}
        </div>
      </div>
      <span className="spacer" />
      <DetailLink legId={view.staff?.legId} className="small-button">
        {watched.detail}
      </DetailLink>
      {others && (
        <Button size="small" type={joined ? 'default' : 'primary'} onClick={() => void takePart()}>
          {joined ? watched.leave : watched.join}
        </Button>
      )}
      {others && mayAssign && (
        <Button size="small" onClick={() => void takeOver(view)}>
          {watched.takeOver}
        </Button>
      )}
      {!mine && mayAssign && view.status !== 'closed' && (
        <Button size="small" onClick={() => setAssigning(true)}>
          {watched.give}
        </Button>
      )}
      {mine && (
        <Button
          size="small"
          type="primary"
          onClick={() => void navigate({ to: '/desk/$conversationId', params: { conversationId: view.id } })}
        >
          {watched.open}
        </Button>
      )}
      <button
        type="button"
        className="plain-button square-button"
        aria-label={watched.close}
        title={watched.close}
        onClick={onClose}
      >
        <Icon name="close" />
      </button>
      <AssignDialogue view={assigning ? view : null} onDone={() => setAssigning(false)} />
    </header>
  )
}

function standingOf(
  { status }: ConversationView,
  { mine, joined }: { mine: boolean; joined: boolean },
  words: { over: string; requeued: string; heldByYou: string; joined: string; listening: string },
): string {
  if (status === 'closed') return words.over
  if (status === 'queued') return words.requeued
  if (mine) return words.heldByYou
  return joined ? words.joined : words.listening
}

interface WatchedFootProps {
  conversation: DeskConversation
  view: ConversationView
  joined: boolean
}

/** To the agent by 悄悄话; to the visitor for who has joined. */
function WatchedFoot({ conversation, view, joined }: WatchedFootProps) {
  const { composer } = useTexts()
  const { me } = useDesk()
  if (view.status === 'closed') return <p className="composer-closed">{composer.closed}</p>
  if (view.status === 'queued') return <p className="composer-closed">{composer.queued}</p>
  if (!view.agent || view.agent.id === me.member.id) return null
  return (
    <div className="composer-area">
      <WhisperBox conversationId={view.id} agent={view.agent.nickname} />
      {joined && (
        <Editor view={view} id={view.id} conversation={conversation} noteOnly={false} holder={view.agent.nickname} />
      )}
    </div>
  )
}
