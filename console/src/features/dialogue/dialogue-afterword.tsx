import type { DialogueDetailView } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'
import { useCellTools } from './use-cell-tools'

/** What came after it: 评价 and 小结. */
export function Afterword({ dialogue, timeZone }: { dialogue: DialogueDetailView; timeZone: string }) {
  const { dialogues: words } = useTexts()
  const { detail } = words
  const { time } = useCellTools(timeZone)
  const { ratingDetail: rating, summaryDetail: summary } = dialogue
  return (
    <footer className="dialogue-afterword">
      <section>
        <h4>{detail.rating}</h4>
        {rating ? (
          <>
            <p className={rating.score <= 2 ? 'dialogue-low' : ''}>
              <span aria-hidden="true">{'★'.repeat(rating.score) + '☆'.repeat(5 - rating.score)}</span>{' '}
              {words.score(rating.score)}
            </p>
            {rating.text !== '' && <p>{rating.text}</p>}
            <p>
              {rating.reasons.map((reason) => (
                <span key={reason} className="dialogue-tag">
                  {reason}
                </span>
              ))}
              <time className="dialogue-quiet">{time(rating.at)}</time>
            </p>
          </>
        ) : (
          <p className="dialogue-quiet">{dialogue.rating.invited ? words.invited : detail.notRated}</p>
        )}
      </section>
      <section>
        <h4>{detail.summary}</h4>
        {summary ? (
          <>
            <p>{summary.category}</p>
            {Object.entries(summary.values).map(([name, value]) =>
              typeof value === 'string' && value !== '' ? <p key={name}>{value}</p> : null,
            )}
            <p>
              {summary.solved !== null && (
                <span className={summary.solved ? 'dialogue-tag tag-green' : 'dialogue-tag'}>
                  {summary.solved ? detail.solved : detail.unsolved}
                </span>
              )}
              {summary.followUp && <span className="dialogue-tag tag-amber">{detail.followUp}</span>}
            </p>
          </>
        ) : (
          <p className="dialogue-quiet">{detail.notSummed}</p>
        )}
      </section>
    </footer>
  )
}
