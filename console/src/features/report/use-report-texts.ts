import { useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { reportTextsOf, type ReportTexts } from '../../i18n/report-texts'
import type { Reading } from './report-values'

/** What the reports say in the chosen language. */
export const useReportTexts = (): ReportTexts => reportTextsOf(useLanguageTag())

/** How values are read: in the chosen language, by the clocks of the merchant. */
export function useReading(zone: string): Reading & { readonly points: ReportTexts['points'] } {
  const { points } = useReportTexts()
  return { texts: useTexts(), language: useLanguageTag(), zone, points }
}
