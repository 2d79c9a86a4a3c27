import { isAccount } from '@keqiao/domain/account'
import { useId, useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useEntranceTexts } from '../../i18n/language'
import { passwordFault } from '../../i18n/password-fault'
import { Icon } from '../../icons/icon'
import { setUp } from './session'
import { BeforeSignIn } from './sign-in-page'

interface SetUpPageProps {
  /** Code of the merchant, for showing; the token says which it is. */
  merchant: string
  token: string
  onDone: () => void
}

/** A merchant's first administrator chooses how he signs in from now on. */
export function SetUpPage({ merchant, token, onDone }: SetUpPageProps) {
  const { session: texts } = useEntranceTexts()
  return (
    <BeforeSignIn title={texts.setUpTitle} who={texts.setUpWho(merchant)}>
      {token === '' ? <p role="alert">{texts.setUpNoToken}</p> : <SetUpForm {...{ merchant, token, onDone }} />}
    </BeforeSignIn>
  )
}

function SetUpForm({ merchant, token, onDone }: SetUpPageProps) {
  const texts = useEntranceTexts()
  const { session } = texts
  const [account, setAccount] = useState('admin')
  const [nickname, setNickname] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const wrong = (): string | null => {
    if (!isAccount(account)) return session.accountWrong
    if (nickname.trim() === '') return session.nicknameMissing
    return passwordFault(session, password) ?? (password === again ? null : session.notTheSame)
  }
  const submit = async () => {
    const problem = wrong()
    setComplaint(problem)
    if (problem !== null || busy) return
    setBusy(true)
    const reply = await setUp({ token, account, nickname: nickname.trim(), password })
    setBusy(false)
    if (reply.ok) onDone()
    else setComplaint(errorWords(texts, reply.error.code))
  }

  return (
    <form
      className="sign-in-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <SetUpField
        label={session.setUpAccount(merchant)}
        value={account}
        autoComplete="username"
        onChange={(text) => setAccount(text.toLowerCase())}
      />
      <SetUpField label={session.nickname} value={nickname} autoComplete="nickname" onChange={setNickname} />
      <SetUpField
        label={session.password}
        value={password}
        type="password"
        autoComplete="new-password"
        onChange={setPassword}
      />
      <SetUpField
        label={session.setUpAgain}
        value={again}
        type="password"
        autoComplete="new-password"
        onChange={setAgain}
      />
      <div className="sign-in-complaint" role="alert">
        {complaint && (
          <>
            <Icon name="alert" small />
            <span>{complaint}</span>
          </>
        )}
      </div>
      <div className="sign-in-buttons">
        <button type="submit" className="sign-in-button sign-in-submit" aria-disabled={busy}>
          {busy ? session.submitting : session.setUpSubmit}
        </button>
      </div>
    </form>
  )
}

interface SetUpFieldProps {
  label: string
  value: string
  type?: 'text' | 'password'
  autoComplete: string
  onChange: (text: string) => void
}

/** A labelled field of a form before sign-in. */
export function SetUpField({ label, value, type = 'text', autoComplete, onChange }: SetUpFieldProps) {
  const id = useId()
  return (
    <div>
      <label className="sign-in-label" htmlFor={id}>
        {label}
      </label>
      <div className="sign-in-input">
        <input
          id={id}
          type={type}
          value={value}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={type === 'password' ? 200 : 64}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    </div>
  )
}
