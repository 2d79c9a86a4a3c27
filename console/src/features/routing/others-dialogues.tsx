import type { ConversationView } from '@keqiao/contract'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { previewText } from '../card/preview-text'
import { isFound, useListView } from '../desk/list-view'
import { WaitingTime } from '../desk/waiting-time-chip'
import { AssignDialogue } from './assign-dialogue'
import { useOthersDialogues } from './use-others-dialogues'
import { useTakeOver } from './use-take-over'
import type { Whose } from './whose-dialogues'
import './waiting-line.css'

/** What others hold or who waits, each to be taken over or assigned (architecture.md section 7). */
export function OthersDialogues({ whose }: { whose: Exclude<Whose, { kind: 'mine' }> }) {
  const texts = useTexts()
  const { dialogues, count, failed, reload, showMore } = useOthersDialogues(
    whose.kind === 'colleague' ? whose.id : undefined,
  )
  const search = useListView((state) => state.search?.trim() ?? '')
  const takeOver = useTakeOver()
  const [assigning, setAssigning] = useState<ConversationView | null>(null)
  if (failed !== null) {
    return (
      <div className="list-face" role="alert">
        <p>{texts.assign.loadFailed}</p>
        <button type="button" className="small-button" onClick={reload}>
          {texts.conversation.retry}
        </button>
        <p className="list-face-code">{failed}</p>
      </div>
    )
  }
  if (!dialogues)
    return (
      <p className="list-face loading-rows" role="status">
        {texts.assign.loading}
      </p>
    )
  if (dialogues.length === 0) {
    return (
      <p className="list-face">
        {whose.kind === 'line' ? texts.assign.noneWaiting : texts.assign.noneHeld(whose.name)}
      </p>
    )
  }
  const shown = search === '' ? dialogues : dialogues.filter((view) => isFound(view, search))
  return (
    <>
      <ul aria-label={whose.kind === 'line' ? texts.assign.line : whose.name}>
        {shown.map((view) => (
          <OthersRow
            key={view.id}
            view={view}
            onTakeOver={() => void takeOver(view).then(reload)}
            onAssign={() => setAssigning(view)}
          />
        ))}
      </ul>
      {shown.length === 0 && <p className="list-face">{texts.list.noneFound}</p>}
      {showMore && (
        <button type="button" className="plain-button others-more" onClick={showMore}>
          {texts.assign.more(count - dialogues.length)}
        </button>
      )}
      <AssignDialogue
        view={assigning}
        onDone={() => {
          setAssigning(null)
          reload()
        }}
      />
    </>
  )
}

interface OthersRowProps {
  view: ConversationView
  onTakeOver: () => void
  onAssign: () => void
}

function OthersRow({ view, onTakeOver, onAssign }: OthersRowProps) {
  const texts = useTexts()
  const room = texts.conversation.room(view.roomNumber)
  const waitsSince = view.status === 'queued' ? view.openedAt : view.unansweredSince
  return (
    <li className="others-row">
      <Link to="/desk/$conversationId" params={{ conversationId: view.id }} activeProps={{ 'data-active': true }}>
        <span className="others-row-top">
          <span className="ellipsis">{room}</span>
          {waitsSince !== null && <WaitingTime since={waitsSince} answeredBefore={view.agentMessageCount > 0} />}
        </span>
        <span className="others-row-line ellipsis">
          {previewText(view.lastMessage?.text ?? '', texts) || view.group.name}
        </span>
      </Link>
      <span className="others-row-does">
        <button
          type="button"
          className="small-button"
          aria-label={texts.assign.takeOverThis(room)}
          onClick={onTakeOver}
        >
          {texts.assign.takeOver}
        </button>
        <button type="button" className="small-button" aria-label={texts.assign.giveThis(room)} onClick={onAssign}>
          {texts.assign.give}
        </button>
      </span>
    </li>
  )
}
