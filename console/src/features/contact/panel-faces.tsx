import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import './customer-info.css'

/** Grey bars in the place of what is on its way. */
export function Waiting() {
  const { contact: texts } = useTexts()
  return (
    <section className="panel-waiting" role="status" aria-label={texts.loading}>
      <span />
      <span />
    </section>
  )
}

/** What went wrong, and once more. */
export function NotLoaded({ code, onRetry }: { code: string; onRetry: () => void }) {
  const texts = useTexts()
  return (
    <section className="panel-failed" role="alert">
      <p>{errorWords(texts, code)}</p>
      <button type="button" className="small-button" onClick={onRetry}>
        {texts.conversation.retry}
      </button>
      <p className="list-face-code">{code}</p>
    </section>
  )
}
