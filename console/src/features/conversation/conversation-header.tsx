import type { Conversation } from '@keqiao/client'
import type { ConversationView } from '@keqiao/contract'
import { Link } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { useCallback, useState } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { CustomerName } from '../contact/customer-name'
import { VerifiedBadge } from '../contact/verified-badge'
import { useDesk } from '../desk/desk-context'
import { shortcutOf, useDeskKey } from '../desk/desk-keys'
import { useHelperPane } from '../desk/helper-pane'
import { WaitingTime } from '../desk/waiting-time-chip'
import { AssignDialogue } from '../routing/assign-dialogue'
import { TransferDialogue } from '../routing/transfer-dialogue'
import { useMayAssign, useTakeOver } from '../routing/use-take-over'
import { RatingAction } from '../rating/rating-action'
import { SummaryAction } from '../summary/summary-action'
import { TranscriptAction } from '../transcript/transcript-action'
import { EndDialogue } from './end-dialogue'

interface ConversationHeaderProps {
  conversation: Conversation
  view: ConversationView
  online: boolean
}

/** Who this is, how long he waits, and what can be done with the dialogue. */
export function ConversationHeader({ conversation, view, online }: ConversationHeaderProps) {
  const texts = useTexts()
  const { me } = useDesk()
  const toggleHelper = useHelperPane((state) => state.toggle)
  const [asking, setAsking] = useState<'end' | 'transfer' | 'assign' | null>(null)
  const done = useCallback(() => setAsking(null), [])
  const mine = view.status === 'open' && view.agent?.id === me.member.id
  useDeskKey('transfer', mine ? () => setAsking('transfer') : null)
  useDeskKey('end', mine ? () => setAsking('end') : null)
  const lit = online && view.status !== 'closed'
  const room = texts.conversation.room(view.roomNumber)
  return (
    <header className="conversation-header">
      <Link to="/desk" className="conversation-back plain-button square-button" aria-label={texts.conversation.back}>
        <Icon name="list" />
      </Link>
      <div className="conversation-who">
        <div className="conversation-who-top">
          <span
            className={lit ? 'lamp' : 'lamp lamp-hollow'}
            title={lit ? texts.desk.visitorOnline : texts.desk.visitorGone}
          />
          <h2>{room}</h2>
          <CustomerName view={view} room={room} />
          {view.visitor.verified && <VerifiedBadge />}
          <Standing view={view} mine={mine} />
        </div>
        <div className="conversation-where ellipsis">
          {[view.group.name, view.page?.title].filter(Boolean).join(' · ')}
        </div>
      </div>
      <span className="spacer" />
      <TranscriptAction conversationId={view.id} room={room} spoken={view.agentMessageCount > 0} />
      <RatingAction view={view} mine={mine} />
      <SummaryAction view={view} mine={mine} />
      {mine && (
        <Tooltip title={`${texts.transfer.open}  Alt + T`}>
          <Button
            size="small"
            className="conversation-action"
            aria-keyshortcuts={shortcutOf('transfer')}
            onClick={() => setAsking('transfer')}
          >
            <Icon name="transfer" small />
            <span className="conversation-action-word">{texts.transfer.open}</span>
          </Button>
        </Tooltip>
      )}
      {mine && (
        <Tooltip title={`${texts.conversation.endConfirm}  Alt + E`}>
          <Button
            size="small"
            className="conversation-action conversation-end"
            aria-keyshortcuts={shortcutOf('end')}
            onClick={() => setAsking('end')}
          >
            <Icon name="power" small />
            <span className="conversation-action-word">{texts.conversation.end}</span>
          </Button>
        </Tooltip>
      )}
      {!mine && view.status !== 'closed' && <OthersActions view={view} onAssign={() => setAsking('assign')} />}
      <button
        type="button"
        className="plain-button square-button conversation-helper"
        aria-label={texts.desk.openHelper}
        title={texts.desk.openHelper}
        onClick={toggleHelper}
      >
        <Icon name="panel" />
      </button>
      <EndDialogue conversation={conversation} view={view} open={asking === 'end'} onDone={done} />
      <TransferDialogue view={view} open={asking === 'transfer'} onDone={done} />
      <AssignDialogue view={asking === 'assign' ? view : null} onDone={done} />
    </header>
  )
}

/** 接管 and 分配, of a dialogue that is not one's own. */
function OthersActions({ view, onAssign }: { view: ConversationView; onAssign: () => void }) {
  const { assign } = useTexts()
  const takeOver = useTakeOver()
  if (!useMayAssign()) return null
  return (
    <>
      <Tooltip title={assign.takeOver}>
        <Button size="small" className="conversation-action" onClick={() => void takeOver(view)}>
          <Icon name="inbox" small />
          <span className="conversation-action-word">{assign.takeOver}</span>
        </Button>
      </Tooltip>
      <Tooltip title={assign.give}>
        <Button size="small" className="conversation-action" onClick={onAssign}>
          <Icon name="transfer" small />
          <span className="conversation-action-word">{assign.give}</span>
        </Button>
      </Tooltip>
    </>
  )
}

/** The waiting timer, or why there is none. */
function Standing({ view, mine }: { view: ConversationView; mine: boolean }) {
  const { conversation, contact } = useTexts()
  if (view.status === 'closed') {
    return <span className="waiting-time waiting-chip">{view.end ? contact.ends[view.end] : conversation.ended}</span>
  }
  if (view.status === 'queued') return <span className="waiting-time waiting-chip">{conversation.queued}</span>
  if (!mine && view.agent) {
    return <span className="waiting-time waiting-chip">{conversation.heldBy(view.agent.nickname)}</span>
  }
  if (view.unansweredSince === null) return null
  return <WaitingTime since={view.unansweredSince} answeredBefore={view.agentMessageCount > 0} chip />
}
