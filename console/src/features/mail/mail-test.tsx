import type { MailFaultView } from '@keqiao/contract'
import { isEmail } from '@keqiao/domain'
import { Button } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'
import { mailInputOf, type MailDraft } from './mail-draft'

type Outcome =
  | { readonly kind: 'taken'; readonly to: string }
  | { readonly kind: 'fault'; readonly fault: MailFaultView }
  | { readonly kind: 'refused'; readonly code: string }

/** 发送测试邮件, with what stands in the form; what went wrong is told in words. */
export function MailTest({ draft, ready }: { draft: MailDraft; ready: boolean }) {
  const texts = useTexts()
  const { mail: words } = texts
  const change = useChange()
  const [to, setTo] = useState('')
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const send = async () => {
    if (busy || !ready || !isEmail(to)) return
    setBusy(true)
    setOutcome(null)
    const reply = await change('mail.test', { to, ...mailInputOf(draft) })
    setBusy(false)
    if (!reply.ok) setOutcome({ kind: 'refused', code: reply.error.code })
    else if (reply.result.fault) setOutcome({ kind: 'fault', fault: reply.result.fault })
    else setOutcome({ kind: 'taken', to })
  }
  return (
    <fieldset className="rules-section">
      <legend>{words.testing}</legend>
      <div className="rule">
        <span className="rule-words">
          {words.testTo}
          <small>{words.testHint}</small>
        </span>
        <span className="rule-value">
          <input
            className="rules-input mail-input"
            type="email"
            aria-label={words.testTo}
            value={to}
            maxLength={254}
            onChange={(event) => setTo(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              void send()
            }}
          />
          <Button loading={busy} disabled={!ready || !isEmail(to)} onClick={() => void send()}>
            {words.test}
          </Button>
        </span>
      </div>
      <div className="mail-outcome" role="status">
        {outcome?.kind === 'taken' && <p data-fine="true">{words.taken(outcome.to)}</p>}
        {outcome?.kind === 'refused' && <p>{errorWords(texts, outcome.code)}</p>}
        {outcome?.kind === 'fault' && (
          <>
            <p>{`${words.failed}：${words.faults[outcome.fault.step]}`}</p>
            {outcome.fault.detail !== '' && <small>{`${words.said}：${outcome.fault.detail}`}</small>}
          </>
        )}
      </div>
    </fieldset>
  )
}
