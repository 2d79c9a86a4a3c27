import type { WebhookView } from '@keqiao/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useIntegrationTexts } from '../../i18n/integration-texts'
import { useTexts } from '../../i18n/language'
import { CopyText } from '../channel/copy-text'
import { useDesk } from '../desk/desk-context'
import { AskOnce } from '../manage/ask-once'
import { useChange } from '../manage/use-asked'

const dayMs = 24 * 60 * 60 * 1_000

/** By what the receiver checks signatures. Shown when asked for, and never kept on the screen. */
export function WebhookSecret({ webhook }: { webhook: WebhookView }) {
  const texts = useTexts()
  const integrations = useIntegrationTexts()
  const words = integrations.webhooks
  const language = useLanguageTag()
  const { client } = useDesk()
  const change = useChange('webhook.list')
  const [secret, setSecret] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const [atOnce, setAtOnce] = useState(false)
  const [complaint, setComplaint] = useState<string | null>(null)
  const webhookId = webhook.id

  const reveal = async () => {
    const reply = await client.call('webhook.revealSecret', { webhookId })
    setComplaint(reply.ok ? null : errorWords(texts, reply.error.code))
    if (reply.ok) setSecret(reply.result.secret)
  }
  const rotate = async () => {
    const reply = await change('webhook.rotateSecret', { webhookId, previousForMs: atOnce ? 0 : dayMs })
    if (reply.ok) await reveal()
    return reply
  }
  return (
    <section className="webhook-secret" aria-label={words.secret}>
      <h3>{words.secret}</h3>
      {webhook.previousSecretEndsAt !== null && (
        <p>{words.rotated(shortTime(webhook.previousSecretEndsAt, Date.now(), language))}</p>
      )}
      {secret !== null && (
        <div className="webhook-secret-shown">
          <code>{secret}</code>
          <CopyText text={secret} label={integrations.copy(words.secret)} />
        </div>
      )}
      <div className="webhook-drawer-does">
        <Button size="small" onClick={() => (secret === null ? void reveal() : setSecret(null))}>
          {secret === null ? words.reveal : words.hide}
        </Button>
        <Button size="small" onClick={() => setAsking(true)}>
          {words.rotate}
        </Button>
      </div>
      <p className="ask-once-complaint" role="alert">
        {complaint}
      </p>
      <AskOnce
        open={asking}
        title={words.rotateTitle}
        text={words.rotateText}
        action={words.rotate}
        danger={atOnce}
        onDo={rotate}
        onDone={() => {
          setAsking(false)
          setAtOnce(false)
        }}
      >
        <label className="ask-once-choice">
          <input type="checkbox" checked={atOnce} onChange={({ target }) => setAtOnce(target.checked)} />
          {words.rotateAtOnce}
        </label>
      </AskOnce>
    </section>
  )
}
