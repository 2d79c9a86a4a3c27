import type { ReportColumn } from '@keqiao/contract'
import type { SummedRow } from './report.store'
import { keyOf, valueIn } from './report.view'

interface Order {
  readonly sort: ReportColumn | undefined
  readonly descending: boolean
  /** What the rows are about: their order where the column says nothing. */
  readonly about: readonly ReportColumn[]
}

const collator = new Intl.Collator('zh-CN')

/**
 * Sorted by a column, and by what the rows are about where that says nothing; null comes last either way. A year has
 * tens of thousands of rows and a few dozen names, so each name is compared as a reader would once, and rows by numbers.
 */
export function inOrder(rows: readonly SummedRow[], { sort, descending, about }: Order): SummedRow[] {
  const keys = [
    ...(sort ? [{ places: placesOf(rows, sort), way: descending ? -1 : 1 }] : []),
    ...about.map((column) => ({ places: placesOf(rows, column), way: 1 })),
  ]
  const compare = (a: number, b: number): number => {
    for (const { places, way } of keys) {
      const [left = null, right = null] = [places[a], places[b]]
      if (left === right) continue
      if (left === null) return 1
      if (right === null) return -1
      return (left - right) * way
    }
    const [left, right] = [rows[a], rows[b]]
    return left && right && keyOf(left) < keyOf(right) ? -1 : 1
  }
  return Array.from(rows.keys())
    .sort(compare)
    .flatMap((index) => rows[index] ?? [])
}

/** Where each row stands by a column; null: nowhere. */
function placesOf(rows: readonly SummedRow[], column: ReportColumn): (number | null)[] {
  const values = rows.map((row) => valueIn(row, column))
  const words = new Set(values.filter((value) => typeof value === 'string'))
  const ranks = new Map([...words].sort((a, b) => collator.compare(a, b)).map((word, rank) => [word, rank]))
  return values.map((value) => (typeof value === 'string' ? (ranks.get(value) ?? null) : value))
}
