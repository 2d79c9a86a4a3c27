import type { ReportColumn, ReportKey } from '../reports'
import { reportWordsEn } from './en.reports'
import { reportWordsZhCN } from './zh-cn.reports'
import { reportWordsZhTW } from './zh-tw.reports'

/** A column by its name, and how it is computed. */
export interface ColumnWords {
  readonly name: string
  readonly formula: string
}

/**
 * What reports and their columns are called and how they are computed, said alike on screens and in files: this is why
 * these words stand here and not in the catalogue of one of them. A column or report without words does not compile.
 */
export interface ReportWords {
  readonly names: Readonly<Record<ReportKey, string>>
  readonly columns: Readonly<Record<ReportColumn, ColumnWords>>
}

/** The words of each language. */
export const reportWords = {
  'zh-CN': reportWordsZhCN,
  'zh-TW': reportWordsZhTW,
  en: reportWordsEn,
} as const satisfies Readonly<Record<string, ReportWords>>
