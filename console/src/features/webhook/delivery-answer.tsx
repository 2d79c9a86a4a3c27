import type { WebhookDeliveryView } from '@keqiao/contract'
import { useIntegrationTexts } from '../../i18n/integration-texts'

/** The status of the answer, or why there was none, and how long it took. */
export function Answer({
  statusCode,
  fault,
  durationMs,
}: Pick<WebhookDeliveryView, 'statusCode' | 'fault' | 'durationMs'>) {
  const words = useIntegrationTexts().webhooks
  if (statusCode === null && fault === null) return null
  return (
    <>
      {statusCode ?? words.noAnswer}
      {fault !== null && <small> {words.faults[fault]}</small>}
      {durationMs !== null && <small> {words.took(durationMs)}</small>}
    </>
  )
}
