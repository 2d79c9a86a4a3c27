import type { SettingsInForce } from '@keqiao/contract/i18n/report-words'
import type { ReportColumn } from '@keqiao/contract/reports'
import { changedColumns } from './changed-columns'
import { zoneDateTime, type Reading } from './report-values'
import { useReportTexts } from './use-report-texts'

interface CountedChangeProps {
  /** 统计口径 in force in the figures. */
  settings: readonly SettingsInForce[]
  /** Those that are looked at. */
  columns: readonly ReportColumn[]
  reading: Reading
}

/** Says that the figures of some columns were counted in more than one way, and since when; nothing, where none was. */
export function CountedChange({ settings, columns, reading }: CountedChangeProps) {
  const words = useReportTexts()
  const changed = changedColumns(words, settings, columns)
  if (changed.length === 0) return null
  const times = settings.flatMap(({ fromAt }, index) =>
    index === 0 || fromAt === null ? [] : [zoneDateTime(fromAt, reading)],
  )
  const names = changed.map((column) => words.columns[column].name)
  return (
    <p className="report-changed" role="note">
      {words.changedIn(times.join(words.listed), names.join(words.listed))}
    </p>
  )
}
