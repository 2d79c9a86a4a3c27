import type { Reply } from '@keqiao/client'
import { useState, type FormEvent } from 'react'
import { FormEnd } from '../../../dialog/form-end'
import { useTexts } from '../../../i18n/language'
import { refusalWords } from '../sign-in-check'
import { CodeField } from './code-field'
import { OwnPassword } from '../own-password'
import './second-step.css'

interface ProofFormProps<Result> {
  send: (password: string, code: string) => Promise<Reply<Result>>
  /** What sending it does. */
  submit: string
  onCancel: () => void
  onDone: (result: Result) => void
}

/** Password and code, before something of the second step is changed: a screen may have been left open. */
export function ProofForm<Result>({ send, submit, onCancel, onDone }: ProofFormProps<Result>) {
  const texts = useTexts()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const prove = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (password === '') return setComplaint(texts.account.currentMissing)
    if (code.trim() === '') return setComplaint(texts.account.secondStep.codeMissing)
    setBusy(true)
    const reply = await send(password, code.trim())
    setBusy(false)
    if (reply.ok) onDone(reply.result)
    else setComplaint(refusalWords(reply.error, texts))
  }
  return (
    <form className="own-account-form" noValidate onSubmit={(event) => void prove(event)}>
      <OwnPassword value={password} onChange={setPassword} />
      <CodeField value={code} takesRecovery invalid={false} className="second-step-input" onChange={setCode} />
      <FormEnd complaint={complaint} busy={busy} submit={submit} onCancel={onCancel} />
    </form>
  )
}
