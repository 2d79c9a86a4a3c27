import { useId } from 'react'

interface AccountFieldProps {
  label: string
  hint: string
  /** What stands in the empty field. */
  placeholder?: string
  secret?: boolean
  value: string
  complaint?: string | null
  onChange: (value: string) => void
}

/** A line of the form. */
export function AccountField(props: AccountFieldProps) {
  const { label, hint, placeholder = '', secret = false, value, complaint = null, onChange } = props
  const complaintId = useId()
  return (
    <label className="rule">
      <span className="rule-words">
        {label}
        {hint !== '' && <small>{hint}</small>}
        {complaint !== null && (
          <span id={complaintId} className="rules-complaint" role="alert">
            {complaint}
          </span>
        )}
      </span>
      <input
        className="rules-input account-input"
        type={secret ? 'password' : 'text'}
        autoComplete={secret ? 'new-password' : 'off'}
        spellCheck={false}
        aria-label={label}
        aria-invalid={complaint !== null}
        aria-describedby={complaint === null ? undefined : complaintId}
        placeholder={placeholder}
        value={value}
        maxLength={500}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
