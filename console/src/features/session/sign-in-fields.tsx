import { useId, useState, type Ref } from 'react'
import { useEntranceTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'

interface FieldProps {
  ref: Ref<HTMLInputElement>
  value: string
  onChange: (value: string) => void
  invalid: boolean
}

const complaintOf = (invalid: boolean) => ({
  'aria-invalid': invalid,
  'aria-describedby': invalid ? 'sign-in-complaint' : undefined,
})

export function LoginField({ ref, value, onChange, invalid }: FieldProps) {
  const texts = useEntranceTexts()
  const id = useId()
  return (
    <div>
      <label className="sign-in-label" htmlFor={id}>
        {texts.session.login}
      </label>
      <div className="sign-in-input" data-invalid={invalid}>
        <Icon name="user" />
        <input
          ref={ref}
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          placeholder={texts.session.loginHint}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={120}
          // The page has this one purpose.
          autoFocus
          {...complaintOf(invalid)}
        />
        {value !== '' && (
          <button
            type="button"
            className="sign-in-inside"
            aria-label={texts.session.loginClear}
            onClick={() => onChange('')}
          >
            <Icon name="close" small />
          </button>
        )}
      </div>
    </div>
  )
}

export function PasswordField({ ref, value, onChange, invalid }: FieldProps) {
  const texts = useEntranceTexts()
  const id = useId()
  const [shown, setShown] = useState(false)
  const [forgotten, setForgotten] = useState(false)
  const action = shown ? texts.session.passwordHide : texts.session.passwordShow
  return (
    <div>
      <div className="sign-in-above">
        <label className="sign-in-label" htmlFor={id}>
          {texts.session.password}
        </label>
        <button
          type="button"
          className="sign-in-forgotten"
          aria-expanded={forgotten}
          aria-controls={`${id}-forgotten`}
          onClick={() => setForgotten(!forgotten)}
        >
          {texts.session.forgotten}
        </button>
      </div>
      <p id={`${id}-forgotten`} className="sign-in-help" hidden={!forgotten}>
        {texts.session.forgottenHelp}
      </p>
      <div className="sign-in-input" data-invalid={invalid}>
        <Icon name="lock" />
        <input
          ref={ref}
          id={id}
          type={shown ? 'text' : 'password'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoComplete="current-password"
          spellCheck={false}
          maxLength={200}
          {...complaintOf(invalid)}
        />
        <button
          type="button"
          className="sign-in-inside"
          aria-label={action}
          title={action}
          onClick={() => setShown(!shown)}
        >
          <Icon name={shown ? 'eye' : 'eyeOff'} />
        </button>
      </div>
    </div>
  )
}

interface CheckProps {
  text: string
  /** What it means, for who rests on it; read out with it. */
  hint: string
  checked: boolean
  onChange: (checked: boolean) => void
}

export function Check({ text, hint, checked, onChange }: CheckProps) {
  const id = useId()
  return (
    <label title={hint}>
      <input
        type="checkbox"
        checked={checked}
        aria-describedby={id}
        onChange={(event) => onChange(event.target.checked)}
      />
      {text}
      <span id={id} className="heard-only">
        {hint}
      </span>
    </label>
  )
}
