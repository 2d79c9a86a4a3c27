import type { OverviewView } from '@keqiao/contract'
import { reportColumns, type ReportColumn, type ReportKey } from '@keqiao/contract/reports'
import { Tooltip } from 'antd'
import { Icon } from '../../icons/icon'
import { changeOf, nothing, valueWords, type Change } from './report-values'
import { Sparkline } from './sparkline'
import { useReportTexts, type useReading } from './use-report-texts'

type Figure = OverviewView['figures'][number]

interface KpiStripProps {
  view: OverviewView
  reading: ReturnType<typeof useReading>
  onDrill: (report: ReportKey, column: ReportColumn) => void
}

/** The six of the strip, in its order, and the report that has what is behind each. */
const strip = [
  ['accepted', 'groupDaily'],
  ['connectRate', 'groupDaily'],
  ['meanFirstReply', 'agentDaily'],
  ['threeMinuteRate', 'agentDaily'],
  ['satisfactionRate', 'satisfaction'],
  ['participationRate', 'satisfaction'],
] as const satisfies readonly (readonly [Figure['key'], ReportKey])[]

/** The main figures with their trend, beside the period before. */
export function KpiStrip({ view, reading, onDrill }: KpiStripProps) {
  const words = useReportTexts()
  const { before } = view
  return (
    <ul className="kpi-strip">
      {strip.map(([key, report]) => {
        const figure = view.figures.find((one) => one.key === key)
        if (!figure) return null
        const { name, formula } = words.columns[key]
        const change = changeOf(key, figure.value, figure.before, reading)
        const text = valueWords(key, figure.value, reading)
        const foot = footOf(figure, view, words, reading)
        return (
          <li key={key}>
            <Tooltip
              title={<span className="formula-words">{formula}</span>}
              trigger={['hover', 'focus']}
              mouseEnterDelay={0.2}
            >
              <button
                type="button"
                className="kpi"
                aria-description={formula}
                disabled={figure.value === null}
                onClick={() => onDrill(report, key)}
              >
                <span className="kpi-name">{name}</span>
                <span className="kpi-value">
                  <b>{text}</b>
                  <Sparkline points={figure.points} />
                </span>
                <span className="kpi-foot">
                  <span className="ellipsis" title={foot}>
                    {foot}
                  </span>
                  {change && <ChangeMark change={change} title={words.compared(before.from, before.to)} />}
                </span>
              </button>
            </Tooltip>
          </li>
        )
      })}
    </ul>
  )
}

function ChangeMark({ change: { direction, verdict, words }, title }: { change: Change; title: string }) {
  return (
    <span className="kpi-change" data-verdict={verdict} title={title}>
      {direction !== 'same' && <Icon name={direction === 'up' ? 'arrowUp' : 'arrowDown'} small />}
      {words}
    </span>
  )
}

function footOf(
  { key, part, whole }: Figure,
  { validSessions, invalidSessions }: OverviewView,
  words: ReturnType<typeof useReportTexts>,
  reading: KpiStripProps['reading'],
): string {
  const count = (value: number | null) => (value === null ? nothing : value.toLocaleString(reading.language))
  if (key === 'accepted') return words.sessions(count(validSessions), count(invalidSessions))
  if (reportColumns[key].unit === 'ms') return words.columns.repliedDialogues.name + ' ' + count(whole)
  const names: Partial<Record<ReportColumn, readonly [ReportColumn, ReportColumn]>> = {
    connectRate: ['accepted', 'visits'],
    participationRate: ['ratings', 'invites'],
  }
  const pair = names[key]
  if (pair) return words.partOf(count(part), words.columns[pair[0]].name, count(whole), words.columns[pair[1]].name)
  return `${count(part)} / ${count(whole)}`
}
