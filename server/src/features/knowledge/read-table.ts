import { KNOWLEDGE_LIMITS } from '@keqiao/contract'
import { parse } from 'csv-parse'
import ExcelJS from 'exceljs'
import { refuse, type Refused } from '../../platform/operations'
import { tableColumns, unguarded, type TableColumn } from './table-columns'

/** One line of a table under its heading. */
export interface TableRow {
  /** As people count them: the heading is 1. */
  readonly line: number
  readonly cells: Readonly<Record<TableColumn, string>>
}

const maxRows = KNOWLEDGE_LIMITS.maxImportRows

/** Reads a table with a heading; lines with nothing in them are passed over. */
export async function readTable(format: 'csv' | 'xlsx', content: Buffer): Promise<TableRow[] | Refused> {
  const grid = await (format === 'csv' ? readCsv(content) : readXlsx(content)).catch(() => null)
  if (!grid) return refuse('import_file_unreadable', { reason: 'malformed' })
  const [heading, ...lines] = grid
  if (!heading) return refuse('import_file_unreadable', { reason: 'empty' })
  const places = placesOf(heading)
  const missing = (['question', 'answer'] as const).filter((column) => places[column] < 0)
  if (missing.length > 0) return refuse('import_file_unreadable', { reason: 'columns_missing', missing })
  const rows = lines.flatMap((cells, at): TableRow[] => {
    if (cells.every((cell) => cell.trim() === '')) return []
    const cellOf = (column: TableColumn) => unguarded((cells[places[column]] ?? '').replace(/\r\n?/g, '\n')).trim()
    return [{ line: at + 2, cells: mapColumns(cellOf) }]
  })
  if (rows.length > maxRows) return refuse('knowledge_limit_reached', { of: 'importRows', max: maxRows })
  return rows
}

const columns = Object.keys(tableColumns) as TableColumn[]

const mapColumns = <Value>(valueOf: (column: TableColumn) => Value) =>
  Object.fromEntries(columns.map((column) => [column, valueOf(column)])) as Record<TableColumn, Value>

function placesOf(heading: readonly string[]): Record<TableColumn, number> {
  const words = heading.map((cell) => cell.trim().toLowerCase())
  return mapColumns((column) => words.findIndex((word) => (tableColumns[column] as readonly string[]).includes(word)))
}

async function readCsv(content: Buffer): Promise<string[][]> {
  const grid: string[][] = []
  const parser = parse(decoded(content), {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: 200_000,
  })
  for await (const row of parser) {
    grid.push((row as unknown[]).map(String))
    if (grid.length > maxRows + 1) break
  }
  return grid
}

/** Spreadsheets of this country still write GB 18030, and say so nowhere. */
function decoded(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('gb18030').decode(content)
  }
}

async function readXlsx(content: Buffer): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(content as unknown as ArrayBuffer)
  const sheet = workbook.worksheets[0]
  const grid: string[][] = []
  sheet?.eachRow({ includeEmpty: true }, (row, number) => {
    if (number > maxRows + 2) return
    grid[number - 1] = Array.from({ length: row.cellCount }, (_, at) => row.getCell(at + 1).text ?? '')
  })
  return Array.from(grid, (row) => row ?? [])
}
