import { useState, type FormEvent } from 'react'
import { useEntranceTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import type { AskedStep } from './asked-step'
import { CodeField } from './code-field'
import { KeyToScan } from './key-to-scan'
import './second-step.css'

interface SignInStepProps {
  asked: AskedStep
  busy: boolean
  /** What is wrong, in words; null: nothing is. */
  complaint: string | null
  onCode: (code: string) => void
  onBack: () => void
}

/** The second step of signing in; where the merchant demands one, first its set-up. */
export function SignInStep({ asked, busy, complaint, onCode, onBack }: SignInStepProps) {
  const { session } = useEntranceTexts()
  const { secondStep: words } = session
  const [code, setCode] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!busy && code.trim() !== '') onCode(code.trim())
  }
  return (
    <form className="sign-in-form" noValidate aria-label={words.title} onSubmit={send}>
      {asked.kind === 'set-up' && (
        <>
          <p className="second-step-hint">{words.demanded}</p>
          <KeyToScan shown={asked.shown} />
        </>
      )}
      <CodeField
        value={code}
        takesRecovery={asked.kind === 'code'}
        invalid={complaint !== null}
        className="sign-in-input"
        onChange={setCode}
      />
      <div className="sign-in-complaint" role="alert">
        {complaint !== null && (
          <>
            <Icon name="alert" small />
            <span>{complaint}</span>
          </>
        )}
      </div>
      <div className="sign-in-buttons">
        <button type="submit" className="sign-in-button sign-in-submit" aria-disabled={busy}>
          {busy ? session.submitting : session.submit}
        </button>
        <button type="button" className="sign-in-button" disabled={busy} onClick={onBack}>
          {words.back}
        </button>
      </div>
    </form>
  )
}
