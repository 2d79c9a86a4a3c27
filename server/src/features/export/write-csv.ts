import { stringify } from 'csv-stringify/sync'
import type { Cell } from './exportable'
import { typed, wallClock, type Column, type Table } from './table'

/**
 * As bytes of a CSV file: with a mark by which Excel knows UTF-8, and no cell that a spreadsheet would compute. What a
 * report is of stands above its rows, its further tables below; a list is its rows alone.
 */
export async function* writeCsv({ columns, pages, timeZone, beside }: Table): AsyncGenerator<Uint8Array> {
  const lines = (rows: (string | number)[][]) =>
    Buffer.from(stringify(rows, { escape_formulas: true, record_delimiter: 'windows' }))
  const written = (rows: readonly Cell[][], of: readonly Column[]) =>
    lines(rows.map((row) => row.map((cell, index) => csvCell(typed(cell, of[index]?.kind), timeZone))))
  const titles = (of: readonly Column[]) => lines([of.map(({ title }) => title)])
  const gap = Buffer.from('\r\n')
  yield Buffer.from('\ufeff')
  if (beside) {
    yield written(
      beside.facts.map(([name, fact]) => [name, fact]),
      [],
    )
    yield gap
  }
  yield titles(columns)
  for (let page = await pages(); page !== null; page = await pages()) yield written(page, columns)
  if (beside?.totals) yield written([[...beside.totals]], columns)
  for (const table of beside?.tables ?? []) {
    if (table.rows.length === 0) continue
    yield gap
    yield lines([[table.title]])
    yield titles(table.columns)
    yield written(table.rows, table.columns)
  }
}

function csvCell({ kind, value }: ReturnType<typeof typed>, timeZone: string): string | number {
  if (value === null) return ''
  if (typeof value === 'string') return value
  switch (kind) {
    case 'instant':
      return wallClock(value, timeZone).toFormat('yyyy-MM-dd HH:mm:ss')
    case 'duration':
      return Math.round(value / 1_000)
    case 'share':
      return `${(value * 100).toFixed(1)}%`
    case 'proportion':
      return value.toFixed(2)
    case 'number':
    case 'text':
      return value
  }
}
