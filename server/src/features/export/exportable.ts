import type { ExportFormat, Operation } from '@keqiao/contract'
import type { ConversationId, Permission } from '@keqiao/domain'
import type { z } from 'zod'
import type { ExportTexts } from '../../i18n/export-texts'

/** What stands in a cell: text, a number, an instant (epoch milliseconds), a duration (milliseconds), or nothing. */
export type Cell = string | number | null
export type CellKind = 'text' | 'number' | 'instant' | 'duration'

export interface ExportColumn<Row> {
  readonly key: string
  readonly kind: CellKind
  readonly cell: (row: Row, texts: ExportTexts) => Cell
}

/** Asks an operation as whoever exports: his permissions and his data scope hold for each page. Throws `Refusal`. */
export type Ask = (operation: Operation, input: Record<string, unknown>) => Promise<unknown>

/** A conversation whose words go into a transcript. */
export interface Told {
  readonly conversationId: ConversationId
  readonly title: readonly string[]
}

/** A list that can be exported, with its rows hidden behind columns. */
export interface Exportable {
  readonly operation: Operation
  /** Beside what the list itself asks for. */
  readonly permission: Permission | null
  readonly formats: readonly ExportFormat[]
  readonly columns: readonly { readonly key: string; readonly kind: CellKind }[]
  /** How many rows there are; null: nobody counts them. */
  count(ask: Ask, conditions: Record<string, unknown>): Promise<number | null>
  /** Page after page, each read in a transaction of its own. */
  pages(ask: Ask, conditions: Record<string, unknown>): AsyncIterable<ExportPage>
}

export interface ExportPage {
  readonly size: number
  cells(keys: readonly string[], texts: ExportTexts): Cell[][]
  told(): Told[]
}

interface Source<Output, Row> {
  readonly permission?: Permission
  /** The paging of the operation. */
  readonly limit: number
  readonly rows: (output: Output) => readonly Row[]
  /** What is added to the input for the page after this one; null: there is none. */
  readonly next: (output: Output, rows: readonly Row[], doneCount: number) => Record<string, unknown> | null
  readonly columns: readonly ExportColumn<Row>[]
  readonly count?: (ask: Ask, conditions: Record<string, unknown>) => Promise<number | null>
  readonly told?: (row: Row) => Told
}

/** Makes a list exportable: the operation that pages through it, and what each column shows. */
export function exportOf<Output extends z.ZodType, Row>(
  operation: Operation<z.ZodType, Output>,
  source: Source<z.output<Output>, Row>,
): Exportable {
  const { limit, rows, next, columns, told } = source
  const byKey = new Map(columns.map((column) => [column.key, column]))
  return {
    operation,
    permission: source.permission ?? null,
    formats: told ? ['xlsx', 'csv', 'transcript'] : ['xlsx', 'csv'],
    columns,
    count: source.count ?? (() => Promise.resolve(null)),
    async *pages(ask, conditions) {
      let more: Record<string, unknown> | null = {}
      let doneCount = 0
      while (more !== null) {
        // The binding answered what the operation promises.
        const output = (await ask(operation, { ...conditions, limit, ...more })) as z.output<Output>
        const page = rows(output)
        yield {
          size: page.length,
          cells: (keys, texts) => page.map((row) => keys.map((key) => byKey.get(key)?.cell(row, texts) ?? null)),
          told: () => (told ? page.map(told) : []),
        }
        doneCount += page.length
        more = next(output, page, doneCount)
      }
    },
  }
}
