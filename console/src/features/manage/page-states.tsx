import { Button } from 'antd'
import type { ReactNode } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { EmptyDrawing } from '../desk/empty-drawing'
import { RefusedError } from '../session/session'
import './page-states.css'

interface PageHeadProps {
  title: string
  /** Beside the title. */
  fact?: ReactNode
  /** At the right. */
  children?: ReactNode
}

/** The title row of a page of the management centre. */
export function PageHead({ title, fact, children }: PageHeadProps) {
  return (
    <header className="page-head">
      <h2>{title}</h2>
      <span className="page-fact">{fact}</span>
      <span className="spacer" />
      {children}
    </header>
  )
}

/** Grey bars of the height of what comes, after a moment. */
export function PageLoading({ rows = 6 }: { rows?: number }) {
  const { rules } = useTexts()
  return (
    <div role="status" aria-label={rules.loading} className="page-loading">
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  )
}

/** One sentence, a way to try again, and the code for whoever is asked about it. */
export function PageFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const texts = useTexts()
  const code = error instanceof RefusedError ? error.error.code : 'unknown'
  return (
    <div className="page-empty" role="alert">
      <p>{texts.rules.loadFailed}</p>
      <p>{errorWords(texts, code)}</p>
      <Button size="small" onClick={onRetry}>
        {texts.conversation.retry}
      </Button>
      <small>{code}</small>
    </div>
  )
}

/** Nothing is there: a drawing, a sentence and what to do next. */
export function PageEmpty({ text, hint, children }: { text: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="page-empty">
      <EmptyDrawing />
      <p>{text}</p>
      {hint !== undefined && <small>{hint}</small>}
      {children}
    </div>
  )
}
