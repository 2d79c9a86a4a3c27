import { writeZip, type ZipMember } from '../../platform/zip'
import type { Cell } from './exportable'
import type { Column, Table } from './table'
import { bookParts, sheetEnd, sheetHead, sheetRows } from './xlsx-parts'

/** What one sheet takes: Excel has 1,048,576 rows, and a member of a zip file four gigabytes. */
interface Room {
  readonly rows: number
  readonly bytes: number
}
const roomOfSheet: Room = { rows: 1_000_000, bytes: 3 * 1_024 ** 3 }

/** Rows that become one piece of text: what is larger than some ten thousand letters is costly to clear away. */
const rowsOfPiece = 50

/**
 * As bytes of an xlsx file (ECMA-376); numbers, instants and durations stay what they are, and can be computed with.
 * The sheets' text is written here and not by a library, since cells as objects made the process grow by a tenth of a
 * gigabyte for a hundred thousand rows.
 */
export function writeXlsx(table: Table, room: Room = roomOfSheet): AsyncGenerator<Uint8Array> {
  return writeZip(members(table, room))
}

async function* members(table: Table, room: Room): AsyncGenerator<ZipMember> {
  const titles: string[] = []
  const named = (title: string, content: AsyncGenerator<Uint8Array>): ZipMember => {
    titles.push(title)
    return { name: `xl/worksheets/sheet${titles.length}.xml`, content }
  }
  const { title, timeZone, beside } = table
  const list = { next: await table.pages() }
  do {
    yield named(titles.length === 0 ? title : `${title} ${titles.length + 1}`, listSheet(table, list, room))
  } while (list.next !== null)
  if (beside) {
    yield named(beside.title, smallSheet({ columns: factColumns, timeZone, rows: beside.facts }))
    for (const { title: name, columns: own, rows } of beside.tables)
      yield named(name, smallSheet({ columns: own, timeZone, rows }))
  }
  for (const [name, text] of bookParts(titles)) yield { name, content: piece(text) }
}

/** Facts explain themselves: nothing stands above them. */
const factColumns: readonly Column[] = [
  { title: '', kind: 'text' },
  { title: '', kind: 'text' },
]

async function* piece(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}

/** Pages until there is no room for the next one; what is left stays in `list`. */
async function* listSheet(
  { columns, timeZone, pages, beside }: Table,
  list: { next: Cell[][] | null },
  room: Room,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(sheetHead(columns))
  const sheet = { columns, timeZone, titled: true }
  let [rows, bytes] = [0, 0]
  while (list.next !== null && (rows === 0 || (rows + list.next.length <= room.rows && bytes <= room.bytes))) {
    const page = list.next
    for (let at = 0; at < page.length; at += rowsOfPiece) {
      const text = Buffer.from(sheetRows(sheet, page.slice(at, at + rowsOfPiece), rows + at))
      bytes += text.length
      yield text
    }
    rows += page.length
    list.next = await pages()
  }
  if (list.next === null && beside?.totals) yield Buffer.from(sheetRows(sheet, [beside.totals], rows, true))
  yield Buffer.from(sheetEnd)
}

interface Small {
  readonly columns: readonly Column[]
  readonly timeZone: string
  readonly rows: readonly (readonly Cell[])[]
}

async function* smallSheet({ columns, timeZone, rows }: Small): AsyncGenerator<Uint8Array> {
  const titled = columns !== factColumns
  yield* piece(sheetHead(columns, titled) + sheetRows({ columns, timeZone, titled }, rows, 0) + sheetEnd)
}
