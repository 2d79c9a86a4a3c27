import { lowRating, ratingLevels } from '@keqiao/domain/conversation/rating-levels'
import { useTexts } from '../../i18n/language'
import './stars.css'

/** A rating in stars; heard as its words. */
export function Stars({ score }: { score: number }) {
  const { rating } = useTexts()
  const level = rating.levels[score - 1] ?? ''
  return (
    <span className="stars" data-low={score <= lowRating} title={level}>
      <span aria-hidden="true">
        {'★'.repeat(score)}
        <span className="stars-rest">{'★'.repeat(ratingLevels - score)}</span>
      </span>
      <span className="heard-only">{rating.rated(score, level)}</span>
    </span>
  )
}
