import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import excel from 'exceljs'
import { DateTime } from 'luxon'
import type { Cell, CellKind } from './exportable'

export interface Column {
  readonly title: string
  readonly kind: CellKind
}

/** A table that is written while it is read: never more of it is in memory than some pages. */
export interface Table {
  readonly title: string
  readonly columns: readonly Column[]
  readonly pages: AsyncIterable<Cell[][]>
  /** By whose clock instants are written. */
  readonly timeZone: string
}

const wallClock = (at: number, zone: string) => DateTime.fromMillis(at, { zone })

/** As bytes of a CSV file: with a mark by which Excel knows UTF-8, and no cell that a spreadsheet would compute. */
export async function* writeCsv({ columns, pages, timeZone }: Table): AsyncGenerator<Uint8Array> {
  const lines = (rows: (string | number)[][]) =>
    Buffer.from(stringify(rows, { escape_formulas: true, record_delimiter: 'windows' }))
  yield Buffer.from('\ufeff')
  yield lines([columns.map(({ title }) => title)])
  for await (const page of pages) {
    yield lines(page.map((row) => row.map((cell, index) => csvCell(cell, columns[index]?.kind, timeZone))))
  }
}

function csvCell(cell: Cell, kind: CellKind | undefined, timeZone: string): string | number {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  if (kind === 'instant') return wallClock(cell, timeZone).toFormat('yyyy-MM-dd HH:mm:ss')
  return kind === 'duration' ? Math.round(cell / 1_000) : cell
}

/** Excel has rows up to 1,048,576. */
const rowsOfSheet = 1_000_000
const dayMs = 86_400_000

const formats: Readonly<Record<CellKind, string | undefined>> = {
  text: '@',
  number: '0',
  instant: 'yyyy-mm-dd hh:mm:ss',
  duration: '[h]:mm:ss',
}
const widths: Readonly<Record<CellKind, number>> = { text: 18, number: 10, instant: 20, duration: 10 }

/** As bytes of an xlsx file; numbers, instants and durations stay what they are, and can be computed with. */
export function writeXlsx(table: Table): Readable {
  const out = new PassThrough({ highWaterMark: 1 << 16 })
  void fill(out, table).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  return out
}

async function fill(out: PassThrough, { title, columns, pages, timeZone }: Table): Promise<void> {
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  const addSheet = (number: number) => {
    const sheet = book.addWorksheet(number === 1 ? title : `${title} ${number}`, {
      views: [{ state: 'frozen', ySplit: 1 }],
    })
    sheet.columns = columns.map((column) => {
      const numFmt = formats[column.kind]
      return { header: column.title, width: widths[column.kind], ...(numFmt && { style: { numFmt } }) }
    })
    sheet.getRow(1).font = { bold: true }
    sheet.getRow(1).commit()
    return sheet
  }
  let [number, written, sheet] = [1, 0, addSheet(1)]
  for await (const page of pages) {
    if (written + page.length > rowsOfSheet) {
      sheet.commit()
      ;[written, sheet] = [0, addSheet((number += 1))]
    }
    for (const row of page) {
      sheet.addRow(row.map((cell, index) => excelCell(cell, columns[index]?.kind, timeZone))).commit()
    }
    written += page.length
    await flowed(out)
  }
  sheet.commit()
  await book.commit()
}

/** The writer takes what it is given whether anybody reads or not: whoever writes waits for the reader here. */
async function flowed(out: PassThrough): Promise<void> {
  while (out.writableNeedDrain && !out.destroyed) await once(out, 'drain')
}

function excelCell(cell: Cell, kind: CellKind | undefined, zone: string): string | number | Date | null {
  if (typeof cell !== 'number') return cell === null ? null : excelText(cell)
  // A spreadsheet knows no zones: what is written is the wall clock.
  if (kind === 'instant') return wallClock(cell, zone).setZone('utc', { keepLocalTime: true }).toJSDate()
  return kind === 'duration' ? cell / dayMs : cell
}

/** What XML cannot hold is left out, and what a cell cannot hold is cut. */
const excelText = (text: string): string => text.replace(notInXml, '').slice(0, 32_767)

const notInXml = /[^\t\n\r\u0020-\ufffd]/g
