import { columnWordsOf, type ColumnWords, type SettingsInForce } from '@keqiao/contract/i18n/report-words'
import type { ReportColumn } from '@keqiao/contract/reports'
import { settingsSpanAtFirst } from '@keqiao/domain/metric/settings-history'
import { createContext, createElement, useContext, useMemo, type ReactNode } from 'react'
import { useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { reportTextsOf, type ReportTexts } from '../../i18n/report-texts'
import { zoneDateTime, type Reading } from './report-values'

/** What the reports say, with every column as it was counted in what is looked at. */
export type CountedTexts = Omit<ReportTexts, 'columns'> & {
  readonly columns: Readonly<Record<ReportColumn, ColumnWords>>
}

const CountedContext = createContext<CountedTexts | null>(null)

interface CountedByProps {
  /** 统计口径 in force in the figures; undefined: they have not come yet. */
  settings: readonly SettingsInForce[] | undefined
  reading: Reading
  children: ReactNode
}

/** What is inside names and explains its columns by these settings. */
export function CountedBy({ settings, reading, children }: CountedByProps) {
  const value = useCountedTexts(settings, reading)
  return createElement(CountedContext.Provider, { value }, children)
}

const atFirst: readonly SettingsInForce[] = [{ fromAt: null, settings: settingsSpanAtFirst.settings }]

/** The same for whoever has the figures himself. */
export function useCountedTexts(settings: readonly SettingsInForce[] | undefined, reading: Reading): CountedTexts {
  const words = reportTextsOf(useLanguageTag())
  const { texts, language, zone } = reading
  return useMemo(() => {
    const timeOf = (at: number) => zoneDateTime(at, { texts, language, zone })
    return { ...words, columns: columnWordsOf(words, settings ?? atFirst, timeOf) }
  }, [words, settings, texts, language, zone])
}

/** What the reports say in the chosen language. */
export function useReportTexts(): CountedTexts {
  const told = useContext(CountedContext)
  const usual = useCountedTexts(undefined, { texts: useTexts(), language: useLanguageTag(), zone: 'UTC' })
  return told ?? usual
}

/** How values are read: in the chosen language, by the clocks of the merchant. */
export function useReading(zone: string): Reading & { readonly points: ReportTexts['points'] } {
  const { points } = useReportTexts()
  return { texts: useTexts(), language: useLanguageTag(), zone, points }
}
