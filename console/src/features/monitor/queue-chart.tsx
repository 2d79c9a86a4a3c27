import type { BoardGroup } from '@keqiao/contract'
import { clockTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { colouredGroups, type QueueBar } from './queue-bars'

interface QueueChartProps {
  bars: readonly QueueBar[]
  groups: readonly BoardGroup[]
  failed: boolean
  onRetry: () => void
}

const plot = { left: 28, right: 1032, top: 8, bottom: 74 }
const barWidth = 22

/** Steps of the axis: two to four lines, whole people. */
function axisOf(most: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((each) => most / each <= 4) ?? 1_000
  return Array.from({ length: Math.max(2, Math.ceil(most / step)) + 1 }, (_, index) => index * step)
}

/** The last two hours of the line, stacked by group, across the foot of the board. */
export function QueueChart({ bars, groups, failed, onRetry }: QueueChartProps) {
  const texts = useTexts()
  const { chart } = texts.monitor
  const language = useLanguageTag()
  const coloured = colouredGroups(bars, groups)
  const series = [
    ...coloured.map(({ id, name }) => ({ key: id as string, name, of: (bar: QueueBar) => bar.byGroup.get(id) ?? 0 })),
    { key: 'others', name: chart.others, of: (bar: QueueBar) => othersOf(bar, coloured) },
  ].filter(({ of }) => bars.some((bar) => of(bar) > 0))
  const totals = bars.map((bar) => [...bar.byGroup.values()].reduce((sum, count) => sum + count, 0))
  const axis = axisOf(Math.max(1, ...totals))
  const top = axis.at(-1) ?? 1
  const y = (count: number) => plot.bottom - (count / top) * (plot.bottom - plot.top)
  const step = (plot.right - plot.left) / bars.length
  const middle = (index: number) => plot.left + (index + 0.5) * step
  return (
    <section className="queue-chart" aria-label={chart.title}>
      <header>
        <h3>{chart.title}</h3>
        {series.map(({ key, name }, index) => (
          <span key={key} data-slot={key === 'others' ? 'rest' : index + 1}>
            <i />
            {name}
          </span>
        ))}
        {series.length === 0 && !failed && <span>{chart.none}</span>}
        {failed && (
          <span role="alert">
            {chart.failed}{' '}
            <button type="button" className="plain-button" onClick={onRetry}>
              {texts.conversation.retry}
            </button>
          </span>
        )}
      </header>
      <svg viewBox="0 0 1040 96" aria-hidden="true">
        {axis.map((count) => (
          <g key={count}>
            <path className="chart-grid" d={`M${plot.left} ${y(count)}H${plot.right}`} />
            <text x={plot.left - 8} y={y(count) + 4} textAnchor="end">
              {count}
            </text>
          </g>
        ))}
        {bars.map((bar, index) => {
          let below = 0
          return (
            <g key={bar.at}>
              {series.map(({ key, of }, slot) => {
                const count = of(bar)
                if (count === 0) return null
                const [from, to] = [y(below), y(below + count)]
                below += count
                return (
                  <rect
                    key={key}
                    data-slot={key === 'others' ? 'rest' : slot + 1}
                    x={middle(index) - barWidth / 2}
                    y={to}
                    width={barWidth}
                    height={Math.max(1, from - to - 1)}
                  />
                )
              })}
              {index % 3 === 0 && (
                <text x={middle(index)} y={92} textAnchor="middle">
                  {clockTime(bar.at, language)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <table className="heard-only">
        <caption>{chart.table}</caption>
        <thead>
          <tr>
            <th scope="col">{chart.time}</th>
            {series.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.at}>
              <th scope="row">{clockTime(bar.at, language)}</th>
              {series.map(({ key, of }) => (
                <td key={key}>{of(bar)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function othersOf({ byGroup }: QueueBar, coloured: readonly BoardGroup[]): number {
  let sum = 0
  for (const [id, count] of byGroup) if (!coloured.some((group) => group.id === id)) sum += count
  return sum
}
