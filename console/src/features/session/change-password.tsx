import { App } from 'antd'
import { useState, type FormEvent } from 'react'
import { FormEnd } from '../../dialog/form-end'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { passwordFault } from '../../i18n/password-fault'
import { changeOwnPassword } from './own-account'
import { OwnPassword } from './own-password'
import './own-account.css'

interface ChangePasswordProps {
  open: boolean
  onDone: () => void
}

/** The own password; the other sessions end with it. */
export function ChangePassword({ open, onDone }: ChangePasswordProps) {
  const { account } = useTexts()
  return (
    <Dialog open={open} width={400} title={account.changePassword} onClose={onDone}>
      <PasswordForm onDone={onDone} />
    </Dialog>
  )
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const texts = useTexts()
  const { account } = texts
  const { message } = App.useApp()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const wrong = (): string | null => {
    if (current === '') return account.currentMissing
    return passwordFault(texts.session, password) ?? (password === again ? null : texts.session.notTheSame)
  }
  const save = async () => {
    const problem = wrong()
    setComplaint(problem)
    if (problem !== null || busy) return
    setBusy(true)
    const reply = await changeOwnPassword(current, password)
    setBusy(false)
    if (!reply.ok) {
      setComplaint(errorWords(texts, reply.error.code))
      return
    }
    void message.success(account.changed)
    onDone()
  }

  return (
    <form
      className="own-account-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save()
      }}
    >
      <OwnPassword value={current} onChange={setCurrent} />
      <label>
        {account.next}
        <input
          type="password"
          autoComplete="new-password"
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      <label>
        {account.again}
        <input
          type="password"
          autoComplete="new-password"
          maxLength={200}
          value={again}
          onChange={(event) => setAgain(event.target.value)}
        />
      </label>
      <FormEnd complaint={complaint} busy={busy} onCancel={onDone} />
    </form>
  )
}
