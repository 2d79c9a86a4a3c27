import { CopyText } from '../channel/copy-text'
import { useTexts } from '../../i18n/language'

/** Something to be put in elsewhere, as it is. */
export function CopiedLine({ label, hint, text }: { label: string; hint: string; text: string }) {
  const { accounts: words } = useTexts()
  return (
    <div className="rule">
      <span className="rule-words">
        {label}
        <small>{hint}</small>
      </span>
      <span className="account-copied">
        <code>{text}</code>
        <CopyText text={text} label={words.copyOf(label)} />
      </span>
    </div>
  )
}
