import type { ReportColumn, ReportKey } from '@keqiao/contract/reports'
import { Link } from '@tanstack/react-router'
import { useDesk } from '../desk/desk-context'
import { PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { FormulaName } from './formula-name'
import type { ReportSearch } from './report-search'
import { valueWords, type Reading } from './report-values'
import { followMs } from './use-report-range'
import { useReportTexts } from './use-report-texts'

interface AgentRankingProps {
  range: { readonly from: string; readonly to: string }
  asked: { readonly from: string; readonly to: string }
  search: ReportSearch
  reading: Reading
  onDrill: (report: ReportKey, column: ReportColumn, row: string) => void
}

const shown = 7

/** 客服排行: who had most dialogues in the range. */
export function AgentRanking({ range, asked, reading, onDrill }: AgentRankingProps) {
  const words = useReportTexts()
  const { me } = useDesk()
  const ranking = useAsked(
    'report.get',
    { report: 'satisfaction', ...asked, sort: 'dialogues', descending: true, offset: 0, limit: shown },
    followMs,
  )
  const rows = ranking.data?.rows
  const most = Math.max(1, ...(rows ?? []).map(({ values }) => Number(values['dialogues'] ?? 0)))
  return (
    <section className="overview-side">
      <header className="overview-title">
        <h3>{words.ranking}</h3>
        <span className="spacer" />
        <Link to="/reports/$report" params={{ report: 'satisfaction' }} search={range} className="report-link">
          {words.wholeReport}
        </Link>
      </header>
      {rows ? (
        <table className="page-table overview-table">
          <thead>
            <tr>
              {(['member', 'dialogues', 'ratings', 'satisfactionRate'] as const).map((column) => (
                <th key={column} scope="col" data-number={column !== 'member'}>
                  <FormulaName column={column} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, memberId, values }, index) => {
              const name = String(values['member'] ?? '')
              const count = valueWords('dialogues', values['dialogues'], reading)
              return (
                <tr key={key} data-active={memberId === me.member.id}>
                  <th scope="row">
                    <small>{index + 1}</small> {name}
                  </th>
                  <td data-number>
                    <span className="rate-bar">
                      <span>
                        <i style={{ width: `${(Number(values['dialogues'] ?? 0) / most) * 100}%` }} />
                      </span>
                      <button
                        type="button"
                        className="report-figure"
                        aria-label={words.drill(name, words.columns.dialogues.name, count)}
                        onClick={() => onDrill('satisfaction', 'dialogues', key)}
                      >
                        {count}
                      </button>
                    </span>
                  </td>
                  <td data-number>{valueWords('ratings', values['ratings'], reading)}</td>
                  <td data-number>{valueWords('satisfactionRate', values['satisfactionRate'], reading)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      ) : ranking.error ? (
        <PageFailed error={ranking.error} onRetry={() => void ranking.refetch()} />
      ) : (
        <PageLoading rows={4} />
      )}
      {rows?.length === 0 && <p className="overview-none">{words.none}</p>}
    </section>
  )
}
