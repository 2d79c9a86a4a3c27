import type { ProviderFaultView } from '@keqiao/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'
import { singleSignOnInputOf, type SingleSignOnDraft } from './single-sign-on-draft'

type Outcome =
  | { readonly kind: 'fine' }
  | { readonly kind: 'fault'; readonly fault: ProviderFaultView }
  | { readonly kind: 'refused'; readonly code: string }

/** Asks the provider, with what stands in the form; what is wrong is told in words. */
export function SingleSignOnTest({ draft, ready }: { draft: SingleSignOnDraft; ready: boolean }) {
  const texts = useTexts()
  const { accounts: words } = texts
  const change = useChange()
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const test = async () => {
    setBusy(true)
    setOutcome(null)
    const reply = await change('singleSignOn.test', singleSignOnInputOf(draft))
    setBusy(false)
    if (!reply.ok) setOutcome({ kind: 'refused', code: reply.error.code })
    else setOutcome(reply.result.fault ? { kind: 'fault', fault: reply.result.fault } : { kind: 'fine' })
  }
  return (
    <div className="account-test">
      <Button loading={busy} disabled={!ready} onClick={() => void test()}>
        {words.test}
      </Button>
      <div className="account-outcome" role="status">
        {outcome === null && <small>{words.testHint}</small>}
        {outcome?.kind === 'fine' && <p data-fine="true">{words.testFine}</p>}
        {outcome?.kind === 'refused' && <p>{errorWords(texts, outcome.code)}</p>}
        {outcome?.kind === 'fault' && (
          <>
            <p>{words.faults[outcome.fault.step]}</p>
            {outcome.fault.detail !== '' && <small>{words.said(outcome.fault.detail)}</small>}
          </>
        )}
      </div>
    </div>
  )
}
