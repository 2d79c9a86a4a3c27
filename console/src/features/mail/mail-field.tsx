import { useId } from 'react'

interface MailFieldProps {
  label: string
  hint: string
  secret: boolean
  value: string
  complaint: string | null
  onChange: (value: string) => void
}

/** A line of the form. */
export function MailField({ label, hint, secret, value, complaint, onChange }: MailFieldProps) {
  const complaintId = useId()
  return (
    <label className="rule">
      <span className="rule-words">
        {label}
        {complaint !== null && (
          <span id={complaintId} className="rules-complaint" role="alert">
            {complaint}
          </span>
        )}
      </span>
      <input
        className="rules-input mail-input"
        type={secret ? 'password' : 'text'}
        autoComplete={secret ? 'new-password' : 'off'}
        spellCheck={false}
        aria-label={label}
        aria-invalid={complaint !== null}
        aria-describedby={complaint === null ? undefined : complaintId}
        placeholder={hint}
        value={value}
        maxLength={254}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
