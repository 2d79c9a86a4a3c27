import type { ReportWords, SettingsInForce, VariedColumn } from '@keqiao/contract/i18n/report-words'
import type { ReportColumn } from '@keqiao/contract/reports'

/** Columns that were counted in more than one way by these settings. */
export function changedColumns(
  { varied }: Pick<ReportWords, 'varied'>,
  inForce: readonly SettingsInForce[],
  columns: readonly ReportColumn[],
): VariedColumn[] {
  const isVaried = (column: ReportColumn): column is VariedColumn => Object.hasOwn(varied, column)
  return columns
    .filter(isVaried)
    .filter((column) => new Set(inForce.map(({ settings }) => varied[column](settings).formula)).size > 1)
}
