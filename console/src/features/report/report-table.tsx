import type { ReportView } from '@keqiao/contract'
import { reportColumns, reports, type ReportColumn, type ReportKey } from '@keqiao/contract/reports'
import { FormulaName } from './formula-name'
import type { ReportSearch } from './report-search'
import { nothing, valueWords, zoneDateTime, type Reading } from './report-values'
import { useReportTexts } from './use-report-texts'

type Row = ReportView['rows'][number]

interface ReportTableProps {
  report: ReportKey
  view: ReportView
  search: ReportSearch
  reading: Reading
  /** Stands above the columns on each sheet of paper; null: this is a screen. */
  paperLine: string | null
  onSort: (column: ReportColumn) => void
  /** Shows what is behind a figure; without a row behind the totals. */
  onDrill: (column: ReportColumn, row: string | undefined) => void
}

/** The rows of a report with their totals, which stay in sight like the head. */
export function ReportTable({ report, view, search, reading, paperLine, onSort, onDrill }: ReportTableProps) {
  const words = useReportTexts()
  const dimensions: readonly string[] = reports[report].rows
  const columns = view.columns.map(({ key }) => key)
  const isText = (column: ReportColumn) => dimensions.includes(column)
  const sorted = (column: ReportColumn) =>
    search.sort !== column ? undefined : search.desc ? 'descending' : 'ascending'
  const asked = { columns, isText, reading, active: search.column }
  return (
    <table className="page-table report-table">
      <thead>
        {paperLine !== null && (
          <tr className="report-paper-line">
            <td colSpan={columns.length}>{paperLine}</td>
          </tr>
        )}
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" data-number={!isText(column)} aria-sort={sorted(column)}>
              <FormulaName column={column} sorted={sorted(column)} onSort={() => onSort(column)} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <tr key={row.key}>
            <Cells
              {...asked}
              values={row.values}
              name={rowName(row, dimensions, reading)}
              shown={search.column !== undefined && search.row === row.key}
              onDrill={(column) => onDrill(column, row.key)}
            />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <Cells
            {...asked}
            values={view.totals}
            name={words.total}
            isTotal
            shown={search.column !== undefined && search.row === undefined}
            onDrill={(column) => onDrill(column, undefined)}
          />
        </tr>
      </tfoot>
    </table>
  )
}

/** What a row is about, in one line. */
export function rowName({ values }: Pick<Row, 'values'>, dimensions: readonly string[], reading: Reading): string {
  return dimensions
    .map((column) => valueWords(column as ReportColumn, values[column], reading))
    .filter((text) => text !== nothing)
    .join(' ')
}

interface CellsProps {
  columns: readonly ReportColumn[]
  values: Row['values']
  name: string
  isText: (column: ReportColumn) => boolean
  isTotal?: boolean
  reading: Reading
  /** Behind one of its figures is what is shown beside the table. */
  shown: boolean
  active: ReportColumn | undefined
  onDrill: (column: ReportColumn) => void
}

function Cells({ columns, values, name, isText, isTotal = false, reading, shown, active, onDrill }: CellsProps) {
  const words = useReportTexts()
  return columns.map((column, index) => {
    const value = values[column]
    const text =
      isTotal && index === 0 ? words.total : isTotal && isText(column) ? '' : valueWords(column, value, reading)
    if (isText(column)) {
      return index === 0 ? (
        <th key={column} scope="row">
          {text}
        </th>
      ) : (
        <td key={column}>{text}</td>
      )
    }
    const isInstant = reportColumns[column].unit === 'instant' && typeof value === 'number'
    const hasMore = reportColumns[column].drill && typeof value === 'number' && value !== 0
    return (
      <td key={column} data-number {...(isInstant && { title: zoneDateTime(value, reading) })}>
        {hasMore ? (
          <button
            type="button"
            className="report-figure"
            aria-label={words.drill(name, words.columns[column].name, text)}
            aria-pressed={shown && active === column}
            onClick={() => onDrill(column)}
          >
            {text}
          </button>
        ) : (
          text
        )}
      </td>
    )
  })
}
