import { useId } from 'react'

interface SwitchRuleProps {
  label: string
  hint: string
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A line of a form of settings that is on or off. */
export function SwitchRule({ label, hint, checked, onChange }: SwitchRuleProps) {
  const hintId = useId()
  return (
    <label className="rule">
      <span className="rule-words">
        {label}
        <small id={hintId}>{hint}</small>
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        aria-describedby={hintId}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  )
}
