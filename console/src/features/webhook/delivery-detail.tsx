import type { WebhookDeliveryView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useIntegrationTexts } from '../../i18n/integration-texts'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { PageFailed, PageLoading } from '../manage/page-states'
import { useAsked, useChange } from '../manage/use-asked'
import { Answer } from './delivery-answer'
import { typeName } from './type-name'

/** While it is looked at its next attempt may come; in milliseconds. */
const followMs = 2_000

/** One delivery: what was sent, and every attempt. */
export function DeliveryDetail({ deliveryId, onDone }: { deliveryId: string | null; onDone: () => void }) {
  const integrations = useIntegrationTexts()
  const { keys } = useTexts()
  return (
    <Dialog
      open={deliveryId !== null}
      side
      width={520}
      title={integrations.webhooks.detail}
      close={{ label: keys.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {deliveryId !== null && <Detail key={deliveryId} deliveryId={deliveryId as WebhookDeliveryView['id']} />}
    </Dialog>
  )
}

function Detail({ deliveryId }: { deliveryId: WebhookDeliveryView['id'] }) {
  const texts = useTexts()
  const words = useIntegrationTexts().webhooks
  const language = useLanguageTag()
  const { message } = App.useApp()
  const asked = useAsked('webhook.delivery', { deliveryId }, followMs)
  const change = useChange('webhook.delivery', 'webhook.deliveries', 'webhook.list')
  if (!asked.data)
    return asked.isError ? (
      <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
    ) : (
      <PageLoading rows={4} />
    )
  const { delivery, payload, attempts } = asked.data
  const replay = async () => {
    const reply = await change('webhook.replay', { deliveryId })
    if (reply.ok) void message.success(words.replaying)
    else void message.error(errorWords(texts, reply.error.code))
  }
  return (
    <div className="webhook-detail">
      <p>
        <strong>{typeName(words.typeNames, delivery.type)}</strong>{' '}
        <span className="integrations-state" data-state={delivery.status}>
          {words.statuses[delivery.status]}
        </span>
        <br />
        <code>{delivery.messageId}</code>
      </p>
      <h3>{words.sent}</h3>
      <pre tabIndex={0} aria-label={words.sent}>
        {pretty(payload)}
      </pre>
      <h3>{words.attempts}</h3>
      <ol>
        {attempts.toReversed().map((one) => (
          <li key={one.number}>
            <span>
              {words.attempt(one.number)} · {shortTime(one.at, Date.now(), language)} · <Answer {...one} />
            </span>
            <pre tabIndex={0} aria-label={words.response}>
              {one.response === '' ? words.noResponse : one.response}
            </pre>
          </li>
        ))}
      </ol>
      <div className="dialog-foot">
        <Button type="primary" onClick={() => void replay()}>
          {words.replay}
        </Button>
      </div>
    </div>
  )
}

/** For reading; what is sent has no white space. */
function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}
