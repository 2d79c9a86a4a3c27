import { PassThrough, type Readable } from 'node:stream'
import type { KnowledgeEntryId, TenantId } from '@keqiao/domain'
import { stringify } from 'csv-stringify'
import ExcelJS from 'exceljs'
import type { Doors } from '../../platform/database/doors'
import { pathOf } from './category-tree'
import { selectCategories, type CategoryRow } from './category.store'
import { selectEntriesAfter, type EntrySelection } from './entry-page.store'
import type { EntryRow } from './entry.store'
import { guarded, tableColumns, type TableColumn } from './table-columns'

interface ExportOptions {
  readonly doors: Doors
  readonly tenantId: TenantId
  readonly selection: EntrySelection
  readonly format: 'csv' | 'xlsx'
  readonly onError: (error: unknown) => void
}

const pageSize = 500

/** The selected entries as a table, a page of them in memory at a time; it can be imported again. */
export function exportEntries(options: ExportOptions): Readable {
  const output = new PassThrough()
  const write = options.format === 'csv' ? writeCsv : writeXlsx
  write(options, output).catch((error: unknown) => {
    options.onError(error)
    output.destroy(error instanceof Error ? error : new Error('the export failed'))
  })
  return output
}

async function* pagesOf({ doors, tenantId, selection }: ExportOptions): AsyncGenerator<string[][]> {
  const tree = await doors.withTenant(tenantId, (tx) => selectCategories(tx, tenantId))
  let after: KnowledgeEntryId | null = null
  for (;;) {
    const place: { after: KnowledgeEntryId | null; limit: number } = { after, limit: pageSize }
    const rows: EntryRow[] = await doors.withTenant(tenantId, (tx) =>
      selectEntriesAfter(tx, tenantId, selection, place),
    )
    if (rows.length > 0) yield rows.map((row) => cellsOf(row, tree))
    if (rows.length < pageSize) return
    after = rows.at(-1)?.id ?? null
  }
}

const heading = Object.values(tableColumns).map(([word]) => word)

function cellsOf(row: EntryRow, tree: readonly CategoryRow[]): string[] {
  const cells: Record<TableColumn, string> = {
    question: row.question,
    similar: row.similar_questions.join('\n'),
    category: pathOf(tree, row.category_id)
      .map(({ name }) => name)
      .join(' / '),
    keywords: row.keywords.join('；'),
    answer: row.answer.text,
    article: row.article ?? '',
    status: row.is_active ? '启用' : '停用',
    public: row.is_public ? '是' : '否',
  }
  return Object.values(cells).map(guarded)
}

async function writeCsv(options: ExportOptions, output: PassThrough): Promise<void> {
  // The mark by which spreadsheets know the encoding.
  const rows = stringify({ bom: true })
  rows.pipe(output)
  rows.write(heading)
  for await (const page of pagesOf(options)) {
    for (const row of page) {
      if (!rows.write(row)) await new Promise((resolve) => rows.once('drain', resolve))
    }
  }
  rows.end()
}

async function writeXlsx(options: ExportOptions, output: PassThrough): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: false, useSharedStrings: false })
  const sheet = workbook.addWorksheet('知识库')
  sheet.addRow(heading).commit()
  for await (const page of pagesOf(options)) for (const row of page) sheet.addRow(row).commit()
  sheet.commit()
  await workbook.commit()
}
