import { useRef, useState, type FormEvent } from 'react'
import { useEntranceTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { signIn } from './session'
import { keepLogin, readKeptLogin } from './kept-login'
import { checkSignIn, refusalWords, splitLogin, waitWords, type SignInField } from './sign-in-check'
import { Check, LoginField, PasswordField } from './sign-in-fields'
import { ProviderSignIn } from './provider-sign-in'
import { askedStepOf, type AskedStep } from './second-step/asked-step'
import { RecoveryCodes } from './second-step/recovery-codes'
import { SignInStep } from './second-step/sign-in-step'
import { useCountdown } from './use-countdown'

interface SignInFormProps {
  /** Said above the fields until the first attempt. */
  notice: string | null
  /** Whose sign-in page it is; null: everybody's. */
  merchant: string | null
  /** Path of the console to go to afterwards. */
  next: string
  onSignedIn: () => void
}

/** What stands in the field at first: the kept account, if it is of the merchant whose page it is. */
const loginOf = (kept: string, merchant: string | null): string =>
  merchant === null || splitLogin(kept)[0] === merchant ? kept : `${merchant}:`

interface Complaint {
  field: SignInField | null
  text: string
}

export function SignInForm({ notice, merchant, next, onSignedIn }: SignInFormProps) {
  const texts = useEntranceTexts()
  const [kept] = useState(readKeptLogin)
  const [login, setLogin] = useState(() => loginOf(kept, merchant))
  const [password, setPassword] = useState('')
  const [keep, setKeep] = useState(kept !== '')
  const [automatic, setAutomatic] = useState(false)
  const [throttledUntil, setThrottledUntil] = useState<number | null>(null)
  const waitMs = useCountdown(throttledUntil)
  const [complaint, setComplaint] = useState<Complaint | null>(notice ? { field: null, text: notice } : null)
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState<AskedStep | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const loginInput = useRef<HTMLInputElement>(null)
  const passwordInput = useRef<HTMLInputElement>(null)

  const attempt = async (proof: { code?: string; setUp?: string }) => {
    setBusy(true)
    setComplaint(null)
    setThrottledUntil(null)
    const name = splitLogin(login).join(':')
    const reply = await signIn({ login: name, password, remember: automatic, ...proof })
    setBusy(false)
    if (reply.ok) {
      keepLogin(keep ? name : null)
      if (reply.result.recoveryCodes) setCodes(reply.result.recoveryCodes)
      else onSignedIn()
      return
    }
    const { code, retryAfterMs } = reply.error
    if (code === 'sign_in_throttled' && retryAfterMs !== undefined) {
      setThrottledUntil(Date.now() + retryAfterMs)
      return
    }
    const step = askedStepOf(reply.error)
    if (step) return setAsked(step)
    setComplaint({ field: null, text: refusalWords(reply.error, texts) })
    // A key that was shown too long ago is of no use any more: the password shows a new one.
    if (code === 'second_factor_set_up_expired') setAsked(null)
    // The account was probably right: whoever tries again begins at the password.
    if (code === 'sign_in_failed') passwordInput.current?.select()
  }

  const submit = async () => {
    const missing = checkSignIn(login, password, texts)
    if (missing) {
      setComplaint(missing)
      ;(missing.field === 'login' ? loginInput : passwordInput).current?.focus()
      return
    }
    await attempt({})
  }

  const reset = () => {
    setLogin('')
    setPassword('')
    setKeep(false)
    setAutomatic(false)
    setComplaint(null)
    setThrottledUntil(null)
    keepLogin(null)
    loginInput.current?.focus()
  }

  // Counted down where he sees it; when it is over he may try again, and nothing stands there any more.
  const shown = waitMs > 0 ? texts.session.throttled(waitWords(waitMs, texts)) : (complaint?.text ?? null)

  if (codes) return <RecoveryCodes codes={codes} onDone={onSignedIn} />
  if (asked)
    return (
      <SignInStep
        asked={asked}
        busy={busy}
        complaint={shown}
        onCode={(code) => void attempt({ code, ...(asked.kind === 'set-up' && { setUp: asked.shown.setUp }) })}
        onBack={() => {
          setAsked(null)
          setComplaint(null)
        }}
      />
    )
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
      <div className="sign-in-remember">
        <Check text={texts.session.keepLogin} hint={texts.session.keepLoginHint} checked={keep} onChange={setKeep} />
        <Check
          text={texts.session.automatic}
          hint={texts.session.automaticHint}
          checked={automatic}
          onChange={setAutomatic}
        />
      </div>
      <div id="sign-in-complaint" className="sign-in-complaint" role="alert">
        {shown !== null && (
          <>
            <Icon name="alert" small />
            <span>{shown}</span>
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
      <ProviderSignIn merchant={splitLogin(login)[0]} next={next} remember={automatic} />
    </form>
  )
}
