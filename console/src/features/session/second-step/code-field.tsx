import { useId } from 'react'
import { useEntranceTexts } from '../../../i18n/language'

interface CodeFieldProps {
  value: string
  /** A recovery code is as good, once there are some. */
  takesRecovery: boolean
  invalid: boolean
  className: string
  onChange: (value: string) => void
}

/** Of the authenticator application, or a recovery code. */
export function CodeField({ value, takesRecovery, invalid, className, onChange }: CodeFieldProps) {
  const { secondStep: words } = useEntranceTexts().session
  const id = useId()
  return (
    <div>
      <label className="sign-in-label" htmlFor={id}>
        {words.code}
      </label>
      <div className={className} data-invalid={invalid}>
        <input
          id={id}
          // What one came here for.
          autoFocus
          value={value}
          inputMode={takesRecovery ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          aria-invalid={invalid}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      <small id={`${id}-hint`} className="second-step-hint">
        {takesRecovery ? words.codeHint : words.firstCodeHint}
      </small>
    </div>
  )
}
