import { reports, type ReportColumn, type ReportKey } from '@keqiao/contract/reports'
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useDesk } from '../desk/desk-context'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { ReportChart } from './report-chart'
import { CountedChange } from './counted-change'
import { ReportDrill } from './report-drill'
import { ReportFilters } from './report-filters'
import { ReportFormulas } from './report-formulas'
import { paperLine, ReportHead } from './report-head'
import type { ReportSearch } from './report-search'
import { ReportTable, rowName } from './report-table'
import { ReportPages } from './report-pages'
import { useAllRows } from './use-all-rows'
import { usePrinting } from './use-printing'
import { askedOf, followMs, useReportRange } from './use-report-range'
import { CountedBy, useReading, useReportTexts } from './use-report-texts'

const pageSize = 200

/** One of the seven reports (RPT-01 ... RPT-10): filters, chart, table with totals, and what is behind each figure. */
export function ReportPage() {
  const { report } = useParams({ from: '/staff/reports/$report' })
  if (!Object.hasOwn(reports, report)) return <Navigate to="/reports/overview" replace />
  return <Report key={report} report={report as ReportKey} />
}

function Report({ report }: { report: ReportKey }) {
  const { me } = useDesk()
  const words = useReportTexts()
  const search = useSearch({ from: '/staff/reports/$report' })
  const navigate = useNavigate()
  const { range, today, zone, choices } = useReportRange(search, 'week')
  const { filters, rows: dimensions } = reports[report]
  const asked = askedOf(range, search, filters)
  const { sort, desc, page = 1, column, row } = search
  const isSorted = sort !== undefined && (reports[report].columns as readonly string[]).includes(sort)
  const whole = { report, ...asked }
  const ordered = { ...whole, ...(isSorted && { sort, descending: desc === true }) }
  const view = useAsked('report.get', { ...ordered, offset: (page - 1) * pageSize, limit: pageSize }, followMs)
  const { data } = view
  const all = useAllRows(whole)
  const isLong = data !== undefined && data.rowCount > pageSize
  // Paper has every row, in the order of the screen.
  const paper = useAllRows(ordered, isLong)
  const isPrinting = usePrinting()
  const reading = useReading(data?.zone ?? zone)
  const show = (next: ReportSearch) =>
    void navigate({ to: '/reports/$report', params: { report }, search: next, replace: true })
  const { column: _column, row: _row, ...closed } = search
  const sortBy = (by: ReportColumn) => {
    const { sort: _sort, desc: _desc, page: _page, ...others } = closed
    // Figures begin with the largest, names with the first.
    const isName = (dimensions as readonly string[]).includes(by)
    const descends = sort === by ? desc !== true : !isName
    show({ ...others, sort: by, ...(descends && { desc: true }) })
  }
  const shownRow = data?.rows.find(({ key }) => key === row)
  return (
    <CountedBy settings={data?.settings} reading={reading}>
      <ReportHead
        title={words.names[report]}
        range={range}
        reading={reading}
        search={search}
        choices={choices}
        view={data}
        exported={{ what: 'report', conditions: ordered }}
        printable={!isLong || paper.data !== undefined}
      >
        <ReportFilters {...{ search, range, today, choices, filters }} usual="week" onChange={show} />
      </ReportHead>
      <div className="page-scroll report-scroll">
        {data && <CountedChange settings={data.settings} columns={reports[report].columns} reading={reading} />}
        {all.data && all.data.length > 0 && <ReportChart report={report} rows={all.data} reading={reading} />}
        {data && data.rowCount > 0 ? (
          <ReportTable
            {...{ report, search, reading }}
            view={isPrinting && isLong && paper.data ? { ...data, rows: paper.data } : data}
            paperLine={isPrinting ? paperLine([me.tenant.name, words.names[report]], range, reading) : null}
            onSort={sortBy}
            onDrill={(by, key) => show({ ...closed, column: by, ...(key !== undefined && { row: key }) })}
          />
        ) : data ? (
          data.asOf === null ? (
            <PageEmpty text={words.notYet} />
          ) : (
            <PageEmpty text={words.none} hint={words.noneHint}>
              <Button size="small" onClick={() => show({ preset: 'month' })}>
                {words.widen}
              </Button>
            </PageEmpty>
          )
        ) : view.isError ? (
          <PageFailed error={view.error} onRetry={() => void view.refetch()} />
        ) : (
          <PageLoading rows={10} />
        )}
        {data && data.rowCount > pageSize && (
          <ReportPages
            {...{ page, pageSize }}
            shownCount={data.rows.length}
            rowCount={data.rowCount}
            onPage={(next) => show({ ...closed, page: next })}
          />
        )}
        <ReportFormulas columns={reports[report].columns} />
      </div>
      {column && (
        <ReportDrill
          key={`${column} ${row ?? ''}`}
          {...{ report, column, row, asked }}
          name={shownRow ? rowName(shownRow, dimensions, reading) : row === undefined ? words.total : ''}
          onClose={() => show(closed)}
        />
      )}
    </CountedBy>
  )
}
