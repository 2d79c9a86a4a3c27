import { overviewFigures, type ReportColumn, type ReportKey } from '@keqiao/contract/reports'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { AgentRanking } from './agent-ranking'
import { CountedChange } from './counted-change'
import { GroupFigures } from './group-figures'
import { KpiStrip } from './kpi-strip'
import { OverviewChart } from './overview-chart'
import { RatingLevels } from './rating-levels'
import { ReportDrill } from './report-drill'
import { ReportFilters } from './report-filters'
import { ReportHead } from './report-head'
import type { ReportSearch } from './report-search'
import { askedOf, followMs, useReportRange } from './use-report-range'
import { CountedBy, useReading, useReportTexts } from './use-report-texts'

const filters = ['groupIds', 'channelIds'] as const

/** 运营总览: how are we doing, against the period before; every figure leads to what is behind it. */
export function OverviewPage() {
  const words = useReportTexts()
  const search = useSearch({ from: '/staff/reports/overview' })
  const navigate = useNavigate()
  const { range, today, zone, choices } = useReportRange(search, 'today')
  const asked = askedOf(range, search, filters)
  const overview = useAsked('report.overview', asked, followMs)
  const { data } = overview
  const reading = useReading(data?.zone ?? zone)
  const show = (next: ReportSearch) => void navigate({ to: '/reports/overview', search: next, replace: true })
  const { column, of, row, ...closed } = search
  const drill = (report: ReportKey, by: ReportColumn, key?: string) =>
    show({ ...closed, column: by, of: report, ...(key !== undefined && { row: key }) })
  const parts = { range, asked, reading, onDrill: drill }
  return (
    <CountedBy settings={data?.settings} reading={reading}>
      <ReportHead
        {...{ range, reading, search, choices }}
        title={words.overview}
        view={data}
        exported={{ what: 'overview', conditions: asked }}
      >
        <ReportFilters {...{ search, range, today, choices }} filters={filters} usual="today" onChange={show} />
      </ReportHead>
      <div className="page-scroll report-scroll">
        {data ? (
          data.asOf === null ? (
            <PageEmpty text={words.notYet} />
          ) : (
            <>
              <CountedChange settings={data.settings} columns={overviewFigures} reading={reading} />
              <KpiStrip view={data} reading={reading} onDrill={drill} />
              <div className="overview-pair">
                <OverviewChart view={data} asked={asked} reading={reading} />
                <RatingLevels view={data} reading={reading} onDrill={drill} />
              </div>
              <div className="overview-pair">
                <GroupFigures {...parts} />
                <AgentRanking {...parts} search={search} />
              </div>
            </>
          )
        ) : overview.isError ? (
          <PageFailed error={overview.error} onRetry={() => void overview.refetch()} />
        ) : (
          <PageLoading rows={10} />
        )}
      </div>
      {column && of && (
        <ReportDrill
          key={`${of} ${column} ${row ?? ''}`}
          {...{ report: of, column, row, asked }}
          name={range.from === range.to ? range.from : `${range.from} – ${range.to}`}
          onClose={() => show(closed)}
        />
      )}
    </CountedBy>
  )
}
