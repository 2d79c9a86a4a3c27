import type { ReportView } from '@keqiao/contract'
import { reports, type ReportColumn, type ReportKey } from '@keqiao/contract/reports'

/** A colour of the palette, by its custom property in theme/tokens.css. */
export type ChartColour = 'c1' | 'c2' | 'c3' | 'c4' | 'c5' | 'c6' | 'rated1' | 'rated2' | 'rated3' | 'rated4' | 'rated5'

export interface ChartSeries {
  readonly name: string
  readonly colour: ChartColour
  /** A dashed line to compare with; else a segment of the stack. */
  readonly line?: true
  readonly values: readonly (number | null)[]
}

/** What is drawn, and what the same says as a table. */
export interface ChartSpec {
  /** Columns stand over time, bars lie beside names. */
  readonly kind: 'columns' | 'bars'
  readonly categories: readonly string[]
  /** At the end of the axis. */
  readonly unit: string
  /** How values are read. */
  readonly read: (value: number) => string
  readonly series: readonly ChartSeries[]
}

type Rows = ReportView['rows']

interface Drawing {
  readonly kind: ChartSpec['kind']
  readonly by: ReportColumn
  /** What is stacked; milliseconds are drawn in hours or minutes. */
  readonly stack: readonly (readonly [ReportColumn, ChartColour])[]
  readonly scale: 'count' | 'hours' | 'minutes'
}

const volume = [
  ['accepted', 'c1'],
  ['visitMessages', 'c3'],
  ['abandoned', 'c2'],
] as const

/** What each report draws of itself. */
export const drawingOf: Readonly<Record<ReportKey, Drawing>> = {
  satisfaction: {
    kind: 'bars',
    by: 'member',
    scale: 'count',
    stack: [
      ['rated5', 'rated5'],
      ['rated4', 'rated4'],
      ['rated3', 'rated3'],
      ['rated2', 'rated2'],
      ['rated1', 'rated1'],
    ],
  },
  groupDaily: { kind: 'columns', by: 'date', scale: 'count', stack: volume },
  groupHourly: { kind: 'columns', by: 'hour', scale: 'count', stack: volume },
  agentDaily: {
    kind: 'columns',
    by: 'date',
    scale: 'count',
    stack: [
      ['validDialogues', 'c1'],
      ['invalidDialogues', 'c5'],
    ],
  },
  onlineTime: {
    kind: 'bars',
    by: 'member',
    scale: 'hours',
    stack: [
      ['onlineTime', 'c1'],
      ['busyTime', 'c2'],
      ['awayTime', 'c5'],
    ],
  },
  offlineMessages: {
    kind: 'columns',
    by: 'date',
    scale: 'count',
    stack: [
      ['repliedMessages', 'c1'],
      ['openMessages', 'c2'],
    ],
  },
  agentDuration: { kind: 'bars', by: 'member', scale: 'minutes', stack: [['meanDuration', 'c1']] },
}

/** Names beyond these would be too thin to read. */
export const mostBars = 12

const numberOf = (value: number | string | null | undefined) => (typeof value === 'number' ? value : 0)

/** Sums of the rows by what the report draws over, in their order; of names those with most first. */
export function chartSums(report: ReportKey, rows: Rows): { categories: string[]; sums: number[][] } {
  const { by, stack, kind } = drawingOf[report]
  const totals = new Map<string, number[]>()
  if (by === 'hour')
    for (let hour = 0; hour < 24; hour++)
      totals.set(
        String(hour),
        stack.map(() => 0),
      )
  for (const { values } of rows) {
    const key = String(values[by] ?? '')
    const before = totals.get(key) ?? stack.map(() => 0)
    totals.set(
      key,
      stack.map(([column], index) => (before[index] ?? 0) + numberOf(values[column])),
    )
  }
  const size = (sums: readonly number[]) => sums.reduce((sum, value) => sum + value, 0)
  const entries = [...totals].sort(([a, sumsOfA], [b, sumsOfB]) =>
    kind === 'bars' ? size(sumsOfB) - size(sumsOfA) : by === 'hour' ? Number(a) - Number(b) : a.localeCompare(b),
  )
  const drawn = kind === 'bars' ? entries.slice(0, mostBars) : entries
  return { categories: drawn.map(([key]) => key), sums: drawn.map(([, sums]) => sums) }
}

/** Whether a report's columns of a chart may be summed over its rows: every one but means, which stand for themselves. */
export const rowsAreNames = (report: ReportKey) => (reports[report].rows as readonly string[]).length === 1
