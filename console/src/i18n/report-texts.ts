import type { ReportWords } from '@keqiao/contract/i18n/report-words'
import type { Preset } from '../features/report/report-search'
import { reportsEn } from './en.reports'
import type { Language } from './language'
import { reportsZhCN } from './zh-cn.reports'
import { reportsZhTW } from './zh-tw.reports'

/**
 * What the reports say. Apart from the other catalogues, and fetched with the first report: most people who sign in never
 * open one.
 */
export interface ReportTexts extends ReportWords {
  readonly sections: { readonly overview: string; readonly standard: string; readonly settings: string }
  readonly overview: string
  readonly presets: Readonly<Record<Preset, string>>
  readonly range: string
  readonly custom: string
  readonly from: string
  readonly to: string
  readonly wrongRange: string
  readonly allGroups: string
  readonly allMembers: string
  readonly allChannels: string
  readonly print: string
  readonly asOf: (time: string) => string
  readonly notYet: string
  readonly zone: (name: string) => string
  readonly total: string
  readonly sortBy: (column: string) => string
  readonly drill: (row: string, column: string, value: string) => string
  readonly none: string
  readonly noneHint: string
  readonly widen: string
  readonly rows: (from: number, to: number, count: number) => string
  readonly pages: string
  readonly previousPage: string
  readonly nextPage: string
  readonly formulas: string
  /** 统计口径 was changed in the range. */
  readonly changedIn: (times: string, columns: string) => string
  /** Between things that are named one after the other. */
  readonly listed: string
  readonly printed: string
  readonly printedFilters: string
  readonly asChart: string
  readonly asTable: string
  readonly points: (count: string) => string
  readonly compared: (from: string, to: string) => string
  readonly sessions: (valid: string, invalid: string) => string
  readonly partOf: (part: string, partName: string, whole: string, wholeName: string) => string
  readonly hourly: string
  readonly daily: string
  readonly by: string
  readonly acceptedBefore: string
  readonly hour: string
  readonly perHours: string
  readonly minutes: string
  readonly ratings: string
  readonly ratingCount: (count: string) => string
  readonly levels: Readonly<Record<1 | 2 | 3 | 4 | 5, string>>
  readonly noRatings: string
  readonly reasons: (words: string) => string
  readonly reason: (text: string, count: number) => string
  readonly lowRatings: (count: number) => string
  readonly groups: string
  readonly ranking: string
  readonly wholeReport: string
  readonly validInvalid: string
  readonly behind: {
    readonly title: (column: string) => string
    readonly whose: (row: string) => string
    readonly count: (count: string) => string
    readonly sum: (words: string) => string
    readonly close: string
    readonly none: string
    readonly open: string
    readonly detail: string
    readonly kinds: { readonly visit: string; readonly dialogue: string; readonly offlineMessage: string }
    readonly stars: (count: number) => string
    readonly newer: string
    readonly older: string
  }
  readonly charts: {
    readonly satisfaction: string
    readonly groupDaily: string
    readonly groupHourly: string
    readonly agentDaily: string
    readonly onlineTime: string
    readonly offlineMessages: string
    readonly agentDuration: string
  }
  readonly others: (count: number) => string
}

const byLanguage: Readonly<Record<Language, ReportTexts>> = {
  'zh-CN': reportsZhCN,
  'zh-TW': reportsZhTW,
  en: reportsEn,
}

export const reportTextsOf = (language: Language): ReportTexts => byLanguage[language]
