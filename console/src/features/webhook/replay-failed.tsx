import type { WebhookView } from '@keqiao/contract'
import { App } from 'antd'
import { useState } from 'react'
import { useIntegrationTexts } from '../../i18n/integration-texts'
import { AskOnce } from '../manage/ask-once'
import { useChange } from '../manage/use-asked'

const hourMs = 60 * 60 * 1_000
const sinces = ['1', '24', '168', '720'] as const

interface ReplayFailedProps {
  webhook: WebhookView
  open: boolean
  onDone: () => void
}

/** 重发失败: everything that was given up since an instant. */
export function ReplayFailed({ webhook, open, onDone }: ReplayFailedProps) {
  const words = useIntegrationTexts().webhooks
  const { message } = App.useApp()
  const change = useChange('webhook.list', 'webhook.deliveries')
  const [hours, setHours] = useState<(typeof sinces)[number]>('24')
  const replay = async () => {
    const since = Date.now() - Number(hours) * hourMs
    const reply = await change('webhook.replayFailed', { webhookId: webhook.id, since })
    if (reply.ok) void message.success(words.replayed(reply.result.count))
    return reply
  }
  return (
    <AskOnce
      open={open}
      title={words.replayFailedTitle(webhook.name)}
      text=""
      action={words.replayFailed}
      onDo={replay}
      onDone={onDone}
    >
      <label className="ask-once-choice">
        {words.since}
        <select
          className="integrations-select"
          value={hours}
          onChange={({ target }) => setHours(target.value as (typeof sinces)[number])}
        >
          {sinces.map((one) => (
            <option key={one} value={one}>
              {words.sinces[one]}
            </option>
          ))}
        </select>
      </label>
    </AskOnce>
  )
}
