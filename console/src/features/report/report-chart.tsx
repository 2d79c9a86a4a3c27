import type { ReportKey } from '@keqiao/contract/reports'
import { useMemo } from 'react'
import { durationWords } from '../../i18n/format'
import { ChartFigure } from './chart-figure'
import { chartSums, drawingOf, mostBars, type ChartSpec } from './chart-spec'
import { valueWords, type Reading } from './report-values'
import type { useAllRows } from './use-all-rows'
import { useReportTexts } from './use-report-texts'

interface ReportChartProps {
  report: ReportKey
  rows: NonNullable<ReturnType<typeof useAllRows>['data']>
  reading: Reading
}

const divisors = { count: 1, hours: 3_600_000, minutes: 60_000 }

/** What a report draws of its rows. */
export function ReportChart({ report, rows, reading }: ReportChartProps) {
  const words = useReportTexts()
  const { by, stack, kind, scale } = drawingOf[report]
  const names = new Set(rows.map(({ values }) => values[by])).size
  const spec = useMemo((): ChartSpec => {
    const { categories, sums } = chartSums(report, rows)
    const divisor = divisors[scale]
    return {
      kind,
      categories: by === 'hour' ? categories : categories.map((key) => valueWords(by, key, reading)),
      unit: { count: '', hours: words.perHours, minutes: words.minutes }[scale],
      read: (value) =>
        scale === 'count' ? value.toLocaleString(reading.language) : durationWords(value * divisor, reading.texts),
      series: stack.map(([column, colour], index) => ({
        name: words.columns[column].name,
        colour,
        values: sums.map((one) => (one[index] ?? 0) / divisor),
      })),
    }
  }, [report, rows, reading, words, by, stack, kind, scale])
  if (spec.categories.length === 0) return null
  return (
    <ChartFigure
      title={words.charts[report]}
      spec={spec}
      over={words.columns[by].name}
      note={kind === 'bars' && names > mostBars ? words.others(mostBars) : undefined}
    />
  )
}
