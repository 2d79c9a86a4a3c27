import type { ReportView } from '@keqiao/contract'
import type { ReportColumn, ReportKey } from '@keqiao/contract/reports'
import { Link } from '@tanstack/react-router'
import { PageFailed, PageLoading } from '../manage/page-states'
import { FormulaName } from './formula-name'
import { valueWords, type Reading } from './report-values'
import { useAllRows } from './use-all-rows'
import { useReportTexts } from './use-report-texts'

interface GroupFiguresProps {
  range: { readonly from: string; readonly to: string }
  asked: { readonly from: string; readonly to: string }
  reading: Reading
  onDrill: (report: ReportKey, column: ReportColumn) => void
}

const summed = ['visits', 'accepted', 'abandoned', 'visitMessages', 'validSessions', 'invalidSessions'] as const

interface GroupSums {
  /** Null: the totals. */
  readonly id: string | null
  readonly name: string
  readonly sums: Readonly<Record<(typeof summed)[number], number>>
  readonly longestWait: number | null
}

/** 接通率 below this is marked. */
const wantedRate = 0.95
/** Whoever waited longer than this waited too long. */
const longMs = 180_000

/** The groups of the range, those with most visits first; sums of counts, so that no mean of means is shown. */
export function GroupFigures({ range, asked, reading, onDrill }: GroupFiguresProps) {
  const words = useReportTexts()
  const { data, error, refetch } = useAllRows({ report: 'groupHourly', ...asked })
  const groups = data && groupSums(data)
  return (
    <section>
      <header className="overview-title">
        <h3>{words.groups}</h3>
        <small className="ellipsis">{`${words.columns.connectRate.name} = ${words.columns.connectRate.formula}`}</small>
        <span className="spacer" />
        <Link to="/reports/$report" params={{ report: 'groupDaily' }} search={range} className="report-link">
          {words.wholeReport}
        </Link>
      </header>
      {groups ? (
        <table className="page-table overview-table">
          <thead>
            <tr>
              {(['group', 'visits', 'accepted', 'abandoned', 'visitMessages', 'connectRate'] as const).map((column) => (
                <th key={column} scope="col" data-number={column !== 'group'}>
                  <FormulaName column={column} />
                </th>
              ))}
              <th scope="col" data-number>
                {words.validInvalid}
              </th>
              <th scope="col" data-number>
                <FormulaName column="longestWait" />
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <GroupRow key={group.id ?? ''} group={group} reading={reading} range={range} />
            ))}
          </tbody>
          {groups.length > 0 && (
            <tfoot>
              <GroupRow group={totalOf(groups, words.total)} reading={reading} range={range} onDrill={onDrill} />
            </tfoot>
          )}
        </table>
      ) : error ? (
        <PageFailed error={error} onRetry={() => void refetch()} />
      ) : (
        <PageLoading rows={4} />
      )}
      {groups?.length === 0 && <p className="overview-none">{words.none}</p>}
    </section>
  )
}

interface GroupRowProps {
  group: GroupSums
  reading: Reading
  range: GroupFiguresProps['range']
  onDrill?: GroupFiguresProps['onDrill']
}

function GroupRow({ group: { id, name, sums, longestWait }, reading, range, onDrill }: GroupRowProps) {
  const words = useReportTexts()
  const rate = sums.visits === 0 ? null : sums.accepted / sums.visits
  const isLow = rate !== null && rate < wantedRate
  return (
    <tr>
      <th scope="row">
        {id === null ? (
          name
        ) : (
          <Link
            to="/reports/$report"
            params={{ report: 'groupDaily' }}
            search={{ ...range, groups: id }}
            className="overview-name"
          >
            {name}
          </Link>
        )}
      </th>
      {(['visits', 'accepted', 'abandoned', 'visitMessages'] as const).map((column) => {
        const text = valueWords(column, sums[column], reading)
        return (
          <td key={column} data-number>
            {onDrill && sums[column] > 0 ? (
              <button
                type="button"
                className="report-figure"
                aria-label={words.drill(name, words.columns[column].name, text)}
                onClick={() => onDrill('groupDaily', column)}
              >
                {text}
              </button>
            ) : (
              text
            )}
          </td>
        )
      })}
      <td data-number>
        <span className="rate-bar" data-low={isLow}>
          <span>
            <i style={{ width: `${(rate ?? 0) * 100}%` }} />
          </span>
          {valueWords('connectRate', rate, reading)}
        </span>
      </td>
      <td
        data-number
      >{`${valueWords('validSessions', sums.validSessions, reading)} / ${valueWords('invalidSessions', sums.invalidSessions, reading)}`}</td>
      <td data-number data-late={(longestWait ?? 0) > longMs}>
        {valueWords('longestWait', longestWait, reading)}
      </td>
    </tr>
  )
}

const numberOf = (value: number | string | null | undefined) => (typeof value === 'number' ? value : 0)

function groupSums(rows: ReportView['rows']): GroupSums[] {
  const groups = new Map<string, GroupSums>()
  for (const { groupId, values } of rows) {
    const key = groupId ?? ''
    const before = groups.get(key)
    const sums = Object.fromEntries(
      summed.map((column) => [column, (before?.sums[column] ?? 0) + numberOf(values[column])]),
    ) as GroupSums['sums']
    const waits = [before?.longestWait, values['longestWait']].filter((one) => typeof one === 'number')
    const name = String(values['group'] ?? '')
    groups.set(key, { id: groupId, name, sums, longestWait: waits.length > 0 ? Math.max(...waits) : null })
  }
  return [...groups.values()].sort((a, b) => b.sums.visits - a.sums.visits)
}

function totalOf(groups: readonly GroupSums[], name: string): GroupSums {
  const sums = Object.fromEntries(
    summed.map((column) => [column, groups.reduce((sum, group) => sum + group.sums[column], 0)]),
  ) as GroupSums['sums']
  const waits = groups.flatMap(({ longestWait }) => longestWait ?? [])
  return { id: null, name, sums, longestWait: waits.length > 0 ? Math.max(...waits) : null }
}
