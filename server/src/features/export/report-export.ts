import {
  operations,
  reportColumns,
  reports,
  type ReportColumn,
  type ReportKey,
  type ReportView,
} from '@keqiao/contract'
import { reportWords } from '@keqiao/contract/i18n/report-words'
import { exportReportTexts } from '../../i18n/export-report-texts'
import type { Language } from '../../i18n/choose-language'
import type { Ask, Cell, CellKind, Conditions, Exportable, ExportPage, Pull, SmallTable } from './exportable'
import { columnWordsIn, type WordsOfColumns } from './report-column-words'
import { factsOf } from './report-facts'

/** As many as the operation gives at once: most reports are one page, which is of one moment. */
const limit = 5_000

const kinds = {
  count: 'number',
  ratio: 'share',
  ms: 'duration',
  date: 'text',
  hour: 'text',
  text: 'text',
  instant: 'instant',
} as const satisfies Record<(typeof reportColumns)[ReportColumn]['unit'], CellKind>

/** How a column is written. 答问比 is no part of a whole. */
export const kindOf = (column: ReportColumn): CellKind =>
  column === 'answerRatio' ? 'proportion' : kinds[reportColumns[column].unit]

const keyOf = (conditions: Conditions): ReportKey =>
  Object.hasOwn(reports, String(conditions['report'])) ? (conditions['report'] as ReportKey) : 'satisfaction'

const columnsOf = (conditions: Conditions): readonly ReportColumn[] => reports[keyOf(conditions)].columns

/** A value as the report gave it; an hour as the screen says it. */
export function reportCell(column: ReportColumn, value: string | number | null | undefined): Cell {
  if (value === null || value === undefined) return null
  return reportColumns[column].unit === 'hour' ? `${String(value).padStart(2, '0')}:00` : value
}

/** The seven reports (RPT-01): the rows and totals of the screen, with what they are of and how each column is computed. */
export const reportExport: Exportable = {
  operation: operations.report.get,
  permission: null,
  formats: ['xlsx', 'csv'],
  columns: (conditions) => columnsOf(conditions).map((key) => ({ key, kind: kindOf(key) })),
  titles: () => ({}),
  name: (language, conditions) => reportWords[language].names[keyOf(conditions)],
  async open(ask, conditions, language) {
    const first = await readPage(ask, conditions, 0)
    const columns = columnsOf(conditions)
    const { total } = exportReportTexts[language]
    const words = columnWordsIn(language, first)
    const totals = Object.fromEntries(columns.map((key) => [key, reportCell(key, first.totals[key])]))
    return {
      total: first.rowCount,
      pages: pagesOf(ask, conditions, first),
      beside: {
        timeZone: first.zone,
        facts: await factsOf(ask, conditions, { language, view: first, filters: reports[keyOf(conditions)].filters }),
        titles: Object.fromEntries(columns.map((key) => [key, words[key].name])),
        totals: { ...totals, [columns[0] ?? '']: total },
        tables: [formulasOf(language, words, columns)],
      },
    }
  },
}

/** 指标公式, as the screen has it below the table. */
export function formulasOf(language: Language, words: WordsOfColumns, columns: readonly ReportColumn[]): SmallTable {
  const { formulas, column, formula } = exportReportTexts[language]
  return {
    title: formulas,
    columns: [column, formula].map((title) => ({ title, kind: 'text' })),
    rows: columns.map((key) => [words[key].name, words[key].formula]),
  }
}

async function readPage(ask: Ask, conditions: Conditions, offset: number): Promise<ReportView> {
  return (await ask(operations.report.get, { ...conditions, offset, limit })) as ReportView
}

function pagesOf(ask: Ask, conditions: Conditions, first: ReportView): Pull<ExportPage> {
  let doneCount = 0
  let { rowCount } = first
  return async () => {
    if (doneCount >= rowCount) return null
    const page = doneCount === 0 ? first : await readPage(ask, conditions, doneCount)
    const { rows } = page
    if (rows.length === 0) return null
    doneCount += rows.length
    rowCount = page.rowCount
    return {
      size: rows.length,
      cells: (keys) =>
        rows.map(({ values }) => keys.map((key) => reportCell(key as ReportColumn, values[key as ReportColumn]))),
      told: () => [],
    }
  }
}
