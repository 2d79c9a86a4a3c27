import type { OverviewView } from '@keqiao/contract'
import { Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { ChartFigure } from './chart-figure'
import { chartSums, type ChartSpec } from './chart-spec'
import type { Reading } from './report-values'
import { useAllRows } from './use-all-rows'
import { useReportTexts } from './use-report-texts'

interface OverviewChartProps {
  view: OverviewView
  asked: { readonly from: string; readonly to: string }
  reading: Reading
}

/** Accepted, left as messages and abandoned over the day or the days, beside the period before. */
export function OverviewChart({ view, asked, reading }: OverviewChartProps) {
  const words = useReportTexts()
  const isOneDay = view.trend.by === 'hour'
  const [byHour, setByHour] = useState(false)
  const { hourly } = useHourly(asked)
  const spec = useMemo((): ChartSpec => {
    const read = (value: number) => value.toLocaleString(reading.language)
    const names = [
      [words.columns.accepted.name, 'c1'],
      [words.columns.visitMessages.name, 'c3'],
      [words.columns.abandoned.name, 'c2'],
    ] as const
    const stack = (sums: readonly (readonly number[])[]) =>
      names.map(([name, colour], index) => ({ name, colour, values: sums.map((one) => one[index] ?? 0) }))
    if (!isOneDay && byHour && hourly) {
      return { kind: 'columns', categories: hourly.categories, unit: words.hour, read, series: stack(hourly.sums) }
    }
    const { points } = view.trend
    const sums = points.map(({ accepted, visitMessages, abandoned }) => [accepted, visitMessages, abandoned])
    const before = points.map(({ acceptedBefore }) => acceptedBefore)
    const categories = points.map(({ key }) => (isOneDay ? key : key.slice(5)))
    return {
      ...{ kind: 'columns', categories, unit: '', read },
      series: [...stack(sums), { name: words.acceptedBefore, colour: 'c5', line: true, values: before }],
    }
  }, [view, hourly, byHour, isOneDay, words, reading.language])
  const shownByHour = isOneDay || byHour
  return (
    <ChartFigure
      title={shownByHour ? words.hourly : words.daily}
      spec={spec}
      over={shownByHour ? words.columns.hour.name : words.columns.date.name}
    >
      {!isOneDay && (
        <Segmented
          size="small"
          aria-label={words.by}
          value={byHour ? 'hour' : 'date'}
          options={[
            { value: 'date', label: words.columns.date.name },
            { value: 'hour', label: words.columns.hour.name },
          ]}
          onChange={(by) => setByHour(by === 'hour')}
        />
      )}
    </ChartFigure>
  )
}

/** The hours of all days together. */
function useHourly(asked: OverviewChartProps['asked']) {
  const { data } = useAllRows({ report: 'groupHourly', ...asked })
  return { hourly: useMemo(() => (data ? chartSums('groupHourly', data) : null), [data]) }
}
