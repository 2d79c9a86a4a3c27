import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import excel from 'exceljs'
import { DateTime } from 'luxon'
import type { Cell, CellKind, Pull, SmallTable } from './exportable'

export interface Column {
  readonly title: string
  readonly kind: CellKind
}

/** A table that is written while it is read: never more of it is in memory than some pages. */
export interface Table {
  readonly title: string
  readonly columns: readonly Column[]
  readonly pages: Pull<Cell[][]>
  /** By whose clock instants are written. */
  readonly timeZone: string
  /** What a report is of, its last row, and its further tables. */
  readonly beside: {
    readonly title: string
    readonly facts: readonly (readonly [string, Cell])[]
    readonly totals: readonly Cell[] | null
    readonly tables: readonly SmallTable[]
  } | null
}

const wallClock = (at: number, zone: string) => DateTime.fromMillis(at, { zone })

/** A value and how it reads. */
function typed(cell: Cell, kind: CellKind | undefined): { kind: CellKind; value: string | number | null } {
  return typeof cell === 'object' && cell !== null ? cell : { kind: kind ?? 'text', value: cell }
}

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

/** Excel has rows up to 1,048,576. */
const rowsOfSheet = 1_000_000
const dayMs = 86_400_000

const formats: Readonly<Record<CellKind, string>> = {
  text: '@',
  number: '0',
  instant: 'yyyy-mm-dd hh:mm:ss',
  duration: '[h]:mm:ss',
  share: '0.0%',
  proportion: '0.00',
}
const widths: Readonly<Record<CellKind, number>> = {
  text: 18,
  number: 10,
  instant: 20,
  duration: 10,
  share: 10,
  proportion: 10,
}

/** As bytes of an xlsx file; numbers, instants and durations stay what they are, and can be computed with. */
export function writeXlsx(table: Table): Readable {
  const out = new PassThrough({ highWaterMark: 1 << 16 })
  void fill(out, table).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  return out
}

async function fill(out: PassThrough, { title, columns, pages, timeZone, beside }: Table): Promise<void> {
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  const open = (number: number) =>
    addSheet(book, { title: number === 1 ? title : `${title} ${number}`, columns, timeZone })
  let [number, written, sheet] = [1, 0, open(1)]
  for (let page = await pages(); page !== null; page = await pages()) {
    if (written + page.length > rowsOfSheet) {
      sheet.end()
      ;[written, sheet] = [0, open((number += 1))]
    }
    for (const row of page) sheet.add(row)
    written += page.length
    await flowed(out)
  }
  if (beside?.totals) sheet.add(beside.totals, true)
  sheet.end()
  if (beside) {
    const about = addSheet(book, { title: beside.title, columns: factColumns, timeZone })
    for (const [name, fact] of beside.facts) about.add([name, fact])
    about.end()
  }
  for (const { title: name, columns: own, rows } of beside?.tables ?? []) {
    const small = addSheet(book, { title: name, columns: own, timeZone })
    for (const row of rows) small.add(row)
    small.end()
  }
  await book.commit()
}

/** Facts explain themselves: nothing stands above them. */
const factColumns: readonly Column[] = [
  { title: '', kind: 'text' },
  { title: '', kind: 'text' },
]

interface SheetOptions {
  readonly title: string
  readonly columns: readonly Column[]
  readonly timeZone: string
}

function addSheet(book: excel.stream.xlsx.WorkbookWriter, { title, columns, timeZone }: SheetOptions) {
  const isTitled = columns.some((column) => column.title !== '')
  const views: Partial<excel.WorksheetView>[] = isTitled ? [{ state: 'frozen', ySplit: 1 }] : []
  const sheet = book.addWorksheet(title, { views })
  sheet.columns = columns.map((column) => ({
    ...(isTitled && { header: column.title }),
    width: widthOf(column),
    style: { numFmt: formats[column.kind] },
  }))
  if (isTitled) {
    sheet.getRow(1).font = { bold: true }
    sheet.getRow(1).commit()
  }
  return {
    add(cells: readonly Cell[], isBold = false): void {
      const all = cells.map((cell, index) => typed(cell, columns[index]?.kind))
      const row = sheet.addRow(all.map((cell) => excelCell(cell, timeZone)))
      for (const [index, { kind }] of all.entries()) {
        // Most cells read as their column does, and need no style of their own.
        if (kind !== columns[index]?.kind) row.getCell(index + 1).numFmt = formats[kind]
      }
      if (isBold) row.font = { bold: true }
      row.commit()
    },
    end: () => sheet.commit(),
  }
}

/** A title is not cut off; what is Chinese is as wide as two letters. */
function widthOf({ title, kind }: Column): number {
  const wide = [...title].reduce((width, letter) => width + (letter > '\u2e7f' ? 2 : 1), 2)
  return Math.max(widths[kind], Math.min(wide, 40))
}

/** The writer takes what it is given whether anybody reads or not: whoever writes waits for the reader here. */
async function flowed(out: PassThrough): Promise<void> {
  while (out.writableNeedDrain && !out.destroyed) await once(out, 'drain')
}

function excelCell({ kind, value }: ReturnType<typeof typed>, zone: string): string | number | Date | null {
  if (typeof value !== 'number') return value === null ? null : excelText(value)
  // A spreadsheet knows no zones: what is written is the wall clock.
  if (kind === 'instant') return wallClock(value, zone).setZone('utc', { keepLocalTime: true }).toJSDate()
  return kind === 'duration' ? value / dayMs : value
}

/** What XML cannot hold is left out, and what a cell cannot hold is cut. */
const excelText = (text: string): string => text.replace(notInXml, '').slice(0, 32_767)

const notInXml = /[^\t\n\r\u0020-\ufffd]/g
