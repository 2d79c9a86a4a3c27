import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useServerNow } from './clock'
import { useThresholds } from './use-thresholds'
import { formatWaiting, urgencyOf } from './waiting-time'

interface WaitingTimeProps {
  /** Epoch milliseconds of the server. */
  since: number
  answeredBefore: boolean
  /** In the conversation's header it is a chip, with words where there is room. */
  chip?: boolean
}

/** How long somebody has been waiting, running; amber with a clock, red with a triangle when it gets late. */
export function WaitingTime({ since, answeredBefore, chip = false }: WaitingTimeProps) {
  const texts = useTexts()
  const waitedMs = useServerNow() - since
  const urgency = urgencyOf(waitedMs, answeredBefore, useThresholds())
  const time = formatWaiting(waitedMs)
  return (
    <span className={chip ? 'waiting-time waiting-chip' : 'waiting-time'} data-urgency={urgency}>
      {(urgency !== 'calm' || chip) && <Icon name={urgency === 'red' ? 'alert' : 'clock'} small />}
      {chip && (
        <span className="waiting-words" aria-hidden="true">
          {texts.conversation.waiting(time)}
        </span>
      )}
      <span className="waiting-bare" aria-hidden="true">
        {time}
      </span>
      <span className="heard-only">{texts.desk.waited(time)}</span>
    </span>
  )
}
