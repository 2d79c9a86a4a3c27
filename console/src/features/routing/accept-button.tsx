import { Button, Tooltip } from 'antd'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { useAccept } from './use-accept'

/** RTE-07. Disabled with the reason in the tooltip; never two filled buttons beside each other. */
export function AcceptButton() {
  const { routing } = useTexts()
  const { desk } = useDesk()
  const { desk: view } = useStore(desk)
  const accept = useAccept()
  if (!view) return null
  const away = view.status === 'away'
  const reason = away ? routing.acceptAway : view.waitingCount === 0 ? routing.queueEmpty : null
  return (
    <Tooltip title={reason ?? `${routing.accept}  Alt + A`}>
      <span className="accept" data-away={away}>
        <Button
          size="small"
          type={away ? 'default' : 'primary'}
          disabled={reason !== null}
          aria-keyshortcuts="Alt+A"
          onClick={() => void accept()}
        >
          <Icon name="inbox" small />
          <span className="accept-word">{routing.accept}</span>
          {view.waitingCount > 0 && <span className="accept-count">{routing.queue(view.waitingCount)}</span>}
        </Button>
      </span>
    </Tooltip>
  )
}
