import type { ViewPayload } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'
import { Stars } from './stars'

/** 评价 as the thread tells it: stars, reasons, the visitor's own words. */
export function GivenRating({ name, rating }: { name: string; rating: ViewPayload<'rating.submitted'> }) {
  const { rating: words } = useTexts()
  const { score, reasons, text } = rating
  return (
    <span className="given-rating">
      {words.given(name, words.levels[score - 1] ?? '')} <Stars score={score} />
      {reasons.map((reason) => (
        <span key={reason} className="given-rating-reason">
          {reason}
        </span>
      ))}
      {text !== '' && <q>{text}</q>}
    </span>
  )
}
