import type { WebhookView } from '@keqiao/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useIntegrationTexts } from '../../i18n/integration-texts'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { useAsked } from '../manage/use-asked'

/** An endpoint is disabled after days of failures, or when it says that it is gone: a minute more does not matter. */
const askEveryMs = 60_000
const kept = 'keqiao.webhooks-seen'

/** Tells who looks after endpoints that one was disabled by the product itself, until he says that he has seen it. */
export function WebhookNotice() {
  const { me } = useDesk()
  return me.permissions.includes('webhook:manage') ? <Notice /> : null
}

function Notice() {
  const words = useIntegrationTexts().webhooks
  const navigate = useNavigate()
  const { data } = useAsked('webhook.list', {}, askEveryMs)
  const [seen, setSeen] = useState(readSeen)
  const one = data?.webhooks.find(
    (webhook) => webhook.disabled !== null && webhook.disabled.reason !== 'manual' && !seen.includes(keyOf(webhook)),
  )
  if (!one) return null
  const done = () => {
    const next = [...seen, keyOf(one)].slice(-50)
    setSeen(next)
    try {
      localStorage.setItem(kept, JSON.stringify(next))
    } catch {
      // Then it is told again after a reload.
    }
  }
  return (
    <div className="staff-notice" role="status">
      <Icon name="alert" small />
      <span className="ellipsis">{words.notice(one.name)}</span>
      <button type="button" className="small-button" onClick={() => void navigate({ to: '/manage/webhooks' })}>
        {words.noticeShow}
      </button>
      <button type="button" className="small-button" onClick={done}>
        {words.noticeDone}
      </button>
    </div>
  )
}

const keyOf = ({ id, disabled }: WebhookView) => `${id} ${disabled?.at ?? 0}`

function readSeen(): readonly string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(kept) ?? '[]')
    return Array.isArray(found) ? found.map(String) : []
  } catch {
    return []
  }
}
