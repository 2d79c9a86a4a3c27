import type { ConversationView, EventView } from '@keqiao/contract'
import { useMemo } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { WaitingTime } from '../desk/waiting-time-chip'
import { consultStateOf } from './mentions'
import './staff-notices.css'

/** CON-20: above the composer of whoever asked a colleague, as long as the customer waits for the answer. */
export function ConsultReminder({ view, events }: { view: ConversationView; events: readonly EventView[] }) {
  const { consult: words } = useTexts().staffNotices
  const { me } = useDesk()
  const { unansweredSince } = view
  const consult = useMemo(
    () => consultStateOf(events, me.member.id, unansweredSince),
    [events, me.member.id, unansweredSince],
  )
  if (!consult || unansweredSince === null) return null
  return (
    <div className="consult-reminder" role="status">
      <Icon name="alert" small />
      <span className="ellipsis">
        {consult.state === 'waiting' ? words.waiting(consult.names.join('、')) : words.toAnswer(consult.name)}
      </span>
      <WaitingTime since={unansweredSince} answeredBefore={view.agentMessageCount > 0} />
    </div>
  )
}
