import type { WebhookView } from '@keqiao/contract'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useIntegrationTexts } from '../../i18n/integration-texts'

/** A thousand are counted at most. */
const counted = (count: number) => (count >= 1_000 ? '1000+' : String(count))

/** Whether an endpoint takes what is sent to it, and how much it has not. */
export function WebhookState({ webhook }: { webhook: WebhookView }) {
  const words = useIntegrationTexts().webhooks
  const language = useLanguageTag()
  const { active, disabled, failingSince, waitingCount, failedCount } = webhook
  const state = !active ? 'disabled' : failingSince === null ? 'active' : 'failing'
  const said = {
    active: () => words.active,
    failing: () => words.failing(shortTime(failingSince ?? 0, Date.now(), language)),
    disabled: () => words.disabled[disabled?.reason ?? 'manual'],
  }[state]
  return (
    <span className="webhook-state">
      <span className="integrations-state" data-state={state}>
        {said()}
      </span>
      {waitingCount > 0 && <small>{words.waiting(counted(waitingCount))}</small>}
      {failedCount > 0 && <small>{words.failed(counted(failedCount))}</small>}
    </span>
  )
}
