import type { OverviewView } from '@keqiao/contract'
import type { ReportColumn, ReportKey } from '@keqiao/contract/reports'
import type { Reading } from './report-values'
import { useReportTexts } from './use-report-texts'

interface RatingLevelsProps {
  view: OverviewView
  reading: Reading
  onDrill: (report: ReportKey, column: ReportColumn) => void
}

const columnOf = { 5: 'rated5', 4: 'rated4', 3: 'rated3', 2: 'rated2', 1: 'rated1' } as const

/** 满意度分布, best to worst, with why the low ones are low; each level leads to its dialogues. */
export function RatingLevels({ view: { ratings }, reading, onDrill }: RatingLevelsProps) {
  const words = useReportTexts()
  const most = Math.max(1, ...ratings.levels.map(({ count }) => count))
  const share = (count: number) => (ratings.count === 0 ? 0 : count / ratings.count)
  const worst = ratings.levels.find(({ score }) => score === 1)?.count ?? 0
  const reasons = ratings.reasons.slice(0, 3).map(({ text, count }) => words.reason(text, count))
  return (
    <section className="overview-side">
      <header className="overview-title">
        <h3>{words.ratings}</h3>
        <span className="spacer" />
        <small>{words.ratingCount(ratings.count.toLocaleString(reading.language))}</small>
      </header>
      {ratings.count === 0 ? (
        <p className="overview-none">{words.noRatings}</p>
      ) : (
        <ul className="rating-levels">
          {ratings.levels.map(({ score, count }) => {
            const column = columnOf[score as keyof typeof columnOf]
            const name = words.levels[score as keyof typeof columnOf]
            return (
              <li key={score}>
                <span>{name}</span>
                <span className="rating-bar">
                  <i data-colour={column} style={{ width: `${(count / most) * 100}%` }} />
                </span>
                <button
                  type="button"
                  className="report-figure"
                  disabled={count === 0}
                  aria-label={words.drill(words.ratings, name, String(count))}
                  onClick={() => onDrill('satisfaction', column)}
                >
                  {count.toLocaleString(reading.language)}
                </button>
                <small>{`${(share(count) * 100).toFixed(1)}%`}</small>
              </li>
            )
          })}
        </ul>
      )}
      {(reasons.length > 0 || worst > 0) && (
        <p className="rating-reasons">
          {reasons.length > 0 && <span>{words.reasons(reasons.join('，'))}</span>}
          {worst > 0 && (
            <button type="button" className="report-link" onClick={() => onDrill('satisfaction', 'rated1')}>
              {words.lowRatings(worst)}
            </button>
          )}
        </p>
      )}
    </section>
  )
}
