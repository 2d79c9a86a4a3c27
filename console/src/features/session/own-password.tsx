import { useTexts } from '../../i18n/language'

/** The password one has now. */
export function OwnPassword({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { account } = useTexts()
  return (
    <label>
      {account.current}
      <input
        data-first-focus
        type="password"
        autoComplete="current-password"
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
