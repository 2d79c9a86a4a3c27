import { useRef, useState, type FormEvent } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { signIn } from './session'
import { checkSignIn, refusalWords, splitLogin, type SignInField } from './sign-in-check'
import { LoginField, PasswordField } from './sign-in-fields'

interface SignInFormProps {
  /** Said above the fields until the first attempt. */
  notice: string | null
  onSignedIn: () => void
}

interface Complaint {
  field: SignInField | null
  text: string
}

export function SignInForm({ notice, onSignedIn }: SignInFormProps) {
  const texts = useTexts()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [remember, setRemember] = useState(false)
  const [complaint, setComplaint] = useState<Complaint | null>(notice ? { field: null, text: notice } : null)
  const [busy, setBusy] = useState(false)
  const loginInput = useRef<HTMLInputElement>(null)
  const passwordInput = useRef<HTMLInputElement>(null)

  const submit = async () => {
    const missing = checkSignIn(login, password, texts)
    if (missing) {
      setComplaint(missing)
      ;(missing.field === 'login' ? loginInput : passwordInput).current?.focus()
      return
    }
    setBusy(true)
    setComplaint(null)
    const reply = await signIn(splitLogin(login).join(':'), password, remember)
    setBusy(false)
    if (reply.ok) {
      onSignedIn()
      return
    }
    setComplaint({ field: null, text: refusalWords(reply.error, texts) })
    // The account was probably right: whoever tries again begins at the password.
    if (reply.error.code === 'sign_in_failed') passwordInput.current?.select()
  }

  const reset = () => {
    setLogin('')
    setPassword('')
    setRemember(false)
    setComplaint(null)
    loginInput.current?.focus()
  }

  return (
    <form
      className="sign-in-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        if (!busy) void submit()
      }}
    >
      <LoginField ref={loginInput} value={login} onChange={setLogin} invalid={complaint?.field === 'login'} />
      <PasswordField
        ref={passwordInput}
        value={password}
        onChange={setPassword}
        invalid={complaint?.field === 'password'}
      />
      <label className="sign-in-remember" title={texts.session.rememberHint}>
        <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
        {texts.session.remember}
        <span>{texts.session.rememberHint}</span>
      </label>
      <div id="sign-in-complaint" className="sign-in-complaint" role="alert">
        {complaint && (
          <>
            <Icon name="alert" small />
            <span>{complaint.text}</span>
          </>
        )}
      </div>
      <div className="sign-in-buttons">
        <button type="submit" className="sign-in-button sign-in-submit" aria-disabled={busy}>
          {busy ? texts.session.submitting : texts.session.submit}
        </button>
        <button type="button" className="sign-in-button" onClick={reset} disabled={busy}>
          {texts.session.reset}
        </button>
      </div>
    </form>
  )
}
