import type { ReportView } from '@keqiao/contract'
import { columnWordsOf, reportWords } from '@keqiao/contract/i18n/report-words'
import { DateTime } from 'luxon'
import type { Language } from '../../i18n/choose-language'

/** What every column is called and how it is computed. */
export type WordsOfColumns = ReturnType<typeof columnWordsOf>

/** The same by 统计口径 that were in force in what was read. */
export const columnWordsIn = (
  language: Language,
  { settings, zone }: Pick<ReportView, 'settings' | 'zone'>,
): WordsOfColumns =>
  columnWordsOf(reportWords[language], settings, (at) => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm'))
