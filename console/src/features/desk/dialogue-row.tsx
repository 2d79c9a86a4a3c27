import { lowRating } from '@keqiao/domain/conversation/rating-levels'
import { Link, useParams } from '@tanstack/react-router'
import { memo } from 'react'
import { durationWords, shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { previewText } from '../card/preview-text'
import { ContactTagsShort } from '../contact/tag-chips'
import { useUnsent } from '../conversation/composer/unsent'
import { useConsults } from '../staff-notices/use-inbox'
import { useClearDialogue } from './clear-dialogue'
import type { Dialogue } from './dialogue-book'
import { useSeen, unreadCount } from './unread'
import { WaitingTime } from './waiting-time-chip'

/** One dialogue: lamp, room, timer; last line, unread. */
export const DialogueRow = memo(function DialogueRow({ dialogue }: { dialogue: Dialogue }) {
  const texts = useTexts()
  const { id, view, online } = dialogue
  const seen = useSeen((state) => state.seen[id])
  const answered = useConsults().data?.notices.some(
    ({ conversationId, kind, readAt }) => conversationId === id && kind === 'answer' && readAt === null,
  )
  const clear = useClearDialogue()
  const ended = view.status === 'closed'
  const unread = unreadCount(dialogue, seen)
  const room = texts.conversation.room(view.roomNumber)
  const lit = online && !ended
  return (
    <li className="dialogue-row" data-ended={ended}>
      <Link to="/desk/$conversationId" params={{ conversationId: id }} activeProps={{ 'data-active': true }}>
        <span
          className={lit ? 'lamp' : 'lamp lamp-hollow'}
          title={lit ? texts.desk.visitorOnline : texts.desk.visitorGone}
        />
        <span className="dialogue-row-lines">
          <span className="dialogue-row-top">
            <span className="ellipsis" data-unread={unread > 0}>
              {room}
            </span>
            <ContactTagsShort contactId={view.visitor.id} max={1} />
            <LowRating score={view.staff?.score ?? null} />
            {answered && <span className="dialogue-row-tag">{texts.staffNotices.consult.tag}</span>}
            {view.legOrigin === 'transfer' && <span className="dialogue-row-tag">{texts.transfer.tag}</span>}
            <span className="heard-only">{lit ? texts.desk.visitorOnline : texts.desk.visitorGone}</span>
            <Timer dialogue={dialogue} />
          </span>
          <span className="dialogue-row-bottom">
            <Preview dialogue={dialogue} />
            {unread > 0 && (
              <span className="badge">
                <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
                <span className="heard-only">{texts.desk.unread(unread)}</span>
              </span>
            )}
          </span>
        </span>
      </Link>
      <button
        type="button"
        className="small-button dialogue-row-clear"
        aria-label={texts.desk.clearHint(room)}
        onClick={() => clear(dialogue)}
      >
        <Icon name="sweep" small />
        {texts.desk.clear}
      </button>
    </li>
  )
})

/** A rating that wants somebody's eye stands in the list; others stand in the dialogue. */
function LowRating({ score }: { score: number | null }) {
  const { rating } = useTexts()
  if (score === null || score > lowRating) return null
  const words = rating.rated(score, rating.levels[score - 1] ?? '')
  return (
    <span className="dialogue-row-low" title={`${rating.low}：${words}`}>
      <span aria-hidden="true">★ {score}</span>
      <span className="heard-only">{words}</span>
    </span>
  )
}

/** Whether this dialogue is the one in the middle. */
const useIsOpen = (id: string): boolean =>
  useParams({ strict: false, select: ({ conversationId }) => conversationId === id })

function Timer({ dialogue: { view } }: { dialogue: Dialogue }) {
  const language = useLanguageTag()
  if (view.status !== 'closed' && view.unansweredSince !== null) {
    return <WaitingTime since={view.unansweredSince} answeredBefore={view.agentMessageCount > 0} />
  }
  const at = view.closedAt ?? view.lastMessage?.at ?? view.acceptedAt ?? view.openedAt
  return <span className="waiting-time">{shortTime(at, Date.now(), language)}</span>
}

function Preview({ dialogue: { id, view } }: { dialogue: Dialogue }) {
  const texts = useTexts()
  // Of the dialogue that is open, the composer shows it.
  const open = useIsOpen(id)
  const unsent = useUnsent((state) => (open ? '' : (state.unsent[id]?.reply ?? '')))
  if (view.status === 'closed' && view.end) {
    const lasted = durationWords((view.closedAt ?? view.openedAt) - (view.acceptedAt ?? view.openedAt), texts)
    return <span className="ellipsis">{texts.list.ended(texts.contact.ends[view.end], lasted)}</span>
  }
  if (unsent.trim() !== '') {
    return <span className="ellipsis dialogue-row-draft">{texts.desk.previewDraft(unsent.trim())}</span>
  }
  const { lastMessage } = view
  if (!lastMessage) return <span className="ellipsis">{texts.desk.previewNone}</span>
  const { from } = lastMessage
  // Without words: it was taken back.
  const text = lastMessage.text === '' ? texts.message.recalled : previewText(lastMessage.text, texts)
  return <span className="ellipsis">{from === 'agent' ? texts.desk.previewMine(text) : text}</span>
}
