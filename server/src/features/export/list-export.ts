import type { ExportSubject, Operation } from '@keqiao/contract'
import type { Permission } from '@keqiao/domain'
import type { z } from 'zod'
import { exportTexts } from '../../i18n/export-texts'
import type { Ask, Conditions, Exportable, ExportColumn, ExportPage, Told } from './exportable'

interface Source<Output, Row> {
  readonly permission?: Permission
  /** The paging of the operation. */
  readonly limit: number
  readonly rows: (output: Output) => readonly Row[]
  /** What is added to the input for the page after this one; null: there is none. */
  readonly next: (output: Output, rows: readonly Row[], doneCount: number) => Record<string, unknown> | null
  readonly columns: readonly ExportColumn<Row>[]
  readonly count?: (ask: Ask, conditions: Conditions) => Promise<number | null>
  readonly told?: (row: Row) => Told
}

/** Subjects that are lists: their columns are the same however they are asked for. */
export type ListSubject = Exclude<ExportSubject, 'report' | 'overview'>

/** Makes a list exportable: the operation that pages through it, and what each column shows. */
export function exportOf<Output extends z.ZodType, Row>(
  subject: ListSubject,
  operation: Operation<z.ZodType, Output>,
  source: Source<z.output<Output>, Row>,
): Exportable {
  const { limit, rows, next, columns, told } = source
  const byKey = new Map(columns.map((column) => [column.key, column]))
  return {
    operation,
    permission: source.permission ?? null,
    formats: told ? ['xlsx', 'csv', 'transcript'] : ['xlsx', 'csv'],
    columns: () => columns,
    titles: (language) => exportTexts[language].columns[subject],
    name: (language) => exportTexts[language].subjects[subject],
    async open(ask, conditions, language) {
      const texts = exportTexts[language]
      let more: Record<string, unknown> | null = {}
      let doneCount = 0
      const pages = async (): Promise<ExportPage | null> => {
        if (more === null) return null
        // The binding answered what the operation promises.
        const output = (await ask(operation, { ...conditions, limit, ...more })) as z.output<Output>
        const page = rows(output)
        doneCount += page.length
        more = next(output, page, doneCount)
        return {
          size: page.length,
          cells: (keys) => page.map((row) => keys.map((key) => byKey.get(key)?.cell(row, texts) ?? null)),
          told: () => (told ? page.map(told) : []),
        }
      }
      return { total: (await source.count?.(ask, conditions)) ?? null, pages, beside: null }
    },
  }
}
