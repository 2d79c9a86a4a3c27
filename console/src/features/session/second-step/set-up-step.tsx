import { useState, type FormEvent } from 'react'
import { FormEnd } from '../../../dialog/form-end'
import { useTexts } from '../../../i18n/language'
import { beginSecondStep, confirmSecondStep } from '../own-account'
import { refusalWords } from '../sign-in-check'
import type { ShownKey } from './asked-step'
import { CodeField } from './code-field'
import { KeyToScan } from './key-to-scan'
import { OwnPassword } from '../own-password'
import './second-step.css'

interface SetUpStepProps {
  onCancel: () => void
  onCodes: (codes: readonly string[]) => void
}

/** First the password, then the key, then its first code: nothing holds before that. */
export function SetUpStep({ onCancel, onCodes }: SetUpStepProps) {
  const texts = useTexts()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [shown, setShown] = useState<ShownKey | null>(null)
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const showKey = async () => {
    if (password === '') return setComplaint(texts.account.currentMissing)
    setBusy(true)
    const reply = await beginSecondStep(password)
    setBusy(false)
    setComplaint(reply.ok ? null : refusalWords(reply.error, texts))
    if (reply.ok) setShown(reply.result)
  }
  const confirm = async ({ setUp }: ShownKey) => {
    if (code.trim() === '') return setComplaint(texts.account.secondStep.codeMissing)
    setBusy(true)
    const reply = await confirmSecondStep(setUp, code.trim())
    setBusy(false)
    if (reply.ok) return onCodes(reply.result.recoveryCodes)
    setComplaint(refusalWords(reply.error, texts))
    if (reply.error.code === 'second_factor_set_up_expired') setShown(null)
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) void (shown ? confirm(shown) : showKey())
  }
  return (
    <form className="own-account-form" noValidate onSubmit={send}>
      {shown ? (
        <>
          <KeyToScan shown={shown} />
          <CodeField
            value={code}
            takesRecovery={false}
            invalid={false}
            className="second-step-input"
            onChange={setCode}
          />
        </>
      ) : (
        <OwnPassword value={password} onChange={setPassword} />
      )}
      <FormEnd
        complaint={complaint}
        busy={busy}
        submit={shown ? texts.account.secondStep.turnOn : texts.account.secondStep.next}
        onCancel={onCancel}
      />
    </form>
  )
}
