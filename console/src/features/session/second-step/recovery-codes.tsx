import { useState } from 'react'
import { useEntranceTexts } from '../../../i18n/language'
import './second-step.css'

interface RecoveryCodesProps {
  codes: readonly string[]
  onDone: () => void
}

/** Shown once: they are not stored anywhere but here. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { secondStep: words } = useEntranceTexts().session
  const [copied, setCopied] = useState(false)
  const text = `${codes.join('\n')}\n`
  return (
    <div className="second-step-codes">
      <p>{words.codesHint}</p>
      <ol aria-label={words.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="second-step-buttons">
        <button
          type="button"
          className="second-step-button"
          onClick={() =>
            void navigator.clipboard?.writeText(text).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {copied ? words.copied : words.copy}
        </button>
        <a
          className="second-step-button"
          download="keqiao-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          {words.download}
        </a>
        <button type="button" className="second-step-button second-step-main" data-first-focus onClick={onDone}>
          {words.kept}
        </button>
      </div>
    </div>
  )
}
