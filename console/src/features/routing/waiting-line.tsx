import type { ConversationView } from '@keqiao/contract'
import { useState } from 'react'
import { clockTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { ContactTagsShort } from '../contact/tag-chips'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { WaitingTime } from '../desk/waiting-time-chip'
import { AssignDialogue } from './assign-dialogue'
import { useAccept } from './use-accept'
import { useMayAssign } from './use-take-over'
import './waiting-line.css'

/** The rest is a number: the dialogues below are the agent's work, the line is only what comes. */
const maxShown = 5

/** 排队: who waits in the agent's groups and since when, each to be accepted out of turn. */
export function WaitingLine() {
  const { routing } = useTexts()
  const { desk } = useDesk()
  const { desk: view } = useStore(desk)
  const accept = useAccept()
  const mayAssign = useMayAssign()
  const [assigning, setAssigning] = useState<ConversationView | null>(null)
  const question = <AssignDialogue view={assigning} onDone={() => setAssigning(null)} />
  // Accepted by somebody meanwhile: the question stays until it is answered.
  if (!view || view.waitingCount === 0) return question
  const shown = view.waiting.slice(0, maxShown)
  const more = view.waitingCount - shown.length
  return (
    <section className="waiting-line" aria-labelledby="waiting-line-title">
      <h3 id="waiting-line-title" className="list-section">
        {routing.waitingLine} <span>{view.waitingCount}</span>
      </h3>
      <ul>
        {shown.map((conversation) => (
          <WaitingRow
            key={conversation.id}
            conversation={conversation}
            away={view.status === 'away'}
            onAccept={() => void accept(conversation.id)}
            onAssign={mayAssign ? () => setAssigning(conversation) : null}
          />
        ))}
      </ul>
      {question}
      {more > 0 && <p className="waiting-line-more">{routing.waitingMore(more)}</p>}
    </section>
  )
}

interface WaitingRowProps {
  conversation: ConversationView
  away: boolean
  onAccept: () => void
  /** Null: he may not. */
  onAssign: (() => void) | null
}

function WaitingRow({ conversation, away, onAccept, onAssign }: WaitingRowProps) {
  const texts = useTexts()
  const language = useLanguageTag()
  const room = texts.conversation.room(conversation.roomNumber)
  return (
    <li className="waiting-row">
      <div className="waiting-row-facts">
        <div className="waiting-row-who">
          <span className="ellipsis">{room}</span>
          <ContactTagsShort contactId={conversation.visitor.id} max={2} />
        </div>
        <div className="waiting-row-since">
          <WaitingTime since={conversation.openedAt} answeredBefore={false} />
          <span className="ellipsis">
            {conversation.group.name} · {texts.routing.since(clockTime(conversation.openedAt, language))}
          </span>
        </div>
      </div>
      <button
        type="button"
        className="small-button"
        disabled={away}
        title={away ? texts.routing.acceptAway : undefined}
        aria-label={texts.routing.acceptThis(room)}
        onClick={onAccept}
      >
        {texts.routing.acceptOne}
      </button>
      {onAssign && (
        <button type="button" className="small-button" aria-label={texts.assign.giveThis(room)} onClick={onAssign}>
          {texts.assign.give}
        </button>
      )}
    </li>
  )
}
