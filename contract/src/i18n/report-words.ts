import type { ReportColumn, ReportKey } from '../reports'
import type { MetricSettings } from '../settings'
import { reportWordsEn } from './en.reports'
import { reportWordsZhCN } from './zh-cn.reports'
import { reportWordsZhTW } from './zh-tw.reports'

/** A column by its name, and how it is computed. */
export interface ColumnWords {
  readonly name: string
  readonly formula: string
}

/** Columns whose formula (or name) goes by 统计口径. */
export type VariedColumn =
  | 'validSessions'
  | 'invalidSessions'
  | 'dialogues'
  | 'validDialogues'
  | 'invalidDialogues'
  | 'repliedDialogues'
  | 'meanFirstReply'
  | 'firstReplyInTimeRate'
  | 'replyInTimeRate'
  | 'threeMinuteRate'
  | 'closedDialogues'
  | 'totalDuration'
  | 'closedValidDialogues'
  | 'satisfactionRate'

/**
 * What reports and their columns are called and how they are computed, said alike on screens and in files: this is why
 * these words stand here and not in the catalogue of one of them. A column or report without words does not compile.
 */
export interface ReportWords {
  readonly names: Readonly<Record<ReportKey, string>>
  readonly columns: Readonly<Record<Exclude<ReportColumn, VariedColumn>, ColumnWords>>
  readonly varied: Readonly<Record<VariedColumn, (settings: MetricSettings) => ColumnWords>>
  /** A formula that holds since a time, and one that held before. */
  readonly since: (time: string, formula: string) => string
  readonly until: (formula: string) => string
}

/** The words of each language. */
export const reportWords = {
  'zh-CN': reportWordsZhCN,
  'zh-TW': reportWordsZhTW,
  en: reportWordsEn,
} as const satisfies Readonly<Record<string, ReportWords>>

/** 统计口径 that held from an instant on; null: from the beginning. Epoch milliseconds. */
export interface SettingsInForce {
  readonly fromAt: number | null
  readonly settings: MetricSettings
}

/**
 * What every column is called and how it is computed by the settings that were in force in a range, in order. Where they
 * changed in it and a column goes by what was changed, each formula is said with its time.
 * @param timeOf says an instant in the merchant's time.
 */
export function columnWordsOf(
  { columns, varied, since, until }: ReportWords,
  inForce: readonly SettingsInForce[],
  timeOf: (at: number) => string,
): Readonly<Record<ReportColumn, ColumnWords>> {
  const told = Object.entries(varied).map(([column, wordsOf]) => {
    const spans = inForce.map(({ fromAt, settings }) => ({ fromAt, ...wordsOf(settings) }))
    const changed = spans.filter((span, index) => index === 0 || span.formula !== spans[index - 1]?.formula)
    const [first] = changed
    const formula =
      changed.length === 1 || !first
        ? (first?.formula ?? '')
        : changed
            .map((span, index) =>
              index === 0 || span.fromAt === null ? until(span.formula) : since(timeOf(span.fromAt), span.formula),
            )
            .toReversed()
            .join('\n')
    return [column, { name: [...new Set(spans.map(({ name }) => name))].join(' / '), formula }] as const
  })
  return { ...columns, ...(Object.fromEntries(told) as Record<VariedColumn, ColumnWords>) }
}
