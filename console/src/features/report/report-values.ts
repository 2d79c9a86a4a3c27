import { reportColumns, type ReportColumn } from '@keqiao/contract/reports'
import { durationWords } from '../../i18n/format'
import type { Catalogue } from '../../i18n/catalogue'
import type { Language } from '../../i18n/language'

/** In whose words and on whose clocks values are read. */
export interface Reading {
  readonly texts: Catalogue
  readonly language: Language
  /** Of the merchant. */
  readonly zone: string
}

/** What stands where nothing can be said: there is nothing below the line. */
export const nothing = '–'

const clocks = new Map<string, Intl.DateTimeFormat>()

function clock(zone: string, language: Language, withDate: boolean): Intl.DateTimeFormat {
  const key = `${zone} ${language} ${withDate}`
  const known = clocks.get(key)
  if (known) return known
  const date = withDate ? ({ month: '2-digit', day: '2-digit' } as const) : {}
  const made = new Intl.DateTimeFormat(language, {
    ...{ timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...date,
  })
  clocks.set(key, made)
  return made
}

/** `14:32` by the clocks of the zone. @param at epoch milliseconds. */
export const zoneTime = (at: number, { zone, language }: Reading): string => clock(zone, language, false).format(at)

/** The same with its day. */
export const zoneDateTime = (at: number, { zone, language }: Reading): string => clock(zone, language, true).format(at)

const count = (value: number, language: Language) => value.toLocaleString(language)
/** Of 答问比: messages for each message, not a part of a whole. */
const isProportion = (column: ReportColumn) => column === 'answerRatio'

/** A value as it is read in a cell. */
export function valueWords(column: ReportColumn, value: number | string | null | undefined, reading: Reading): string {
  if (value === null || value === undefined) return nothing
  if (typeof value === 'string') return value
  switch (reportColumns[column].unit) {
    case 'count':
      return count(value, reading.language)
    case 'ratio':
      return isProportion(column) ? value.toFixed(2) : `${(value * 100).toFixed(1)}%`
    case 'ms':
      return durationWords(value, reading.texts)
    case 'hour':
      return `${String(value).padStart(2, '0')}:00`
    case 'instant':
      return zoneTime(value, reading)
    case 'date':
    case 'text':
      return String(value)
  }
}

/** Which way is better; null: neither. */
const better: Partial<Record<ReportColumn, 'up' | 'down'>> = {
  visits: 'up',
  accepted: 'up',
  connectRate: 'up',
  threeMinuteRate: 'up',
  satisfactionRate: 'up',
  participationRate: 'up',
  meanFirstReply: 'down',
}

export interface Change {
  readonly direction: 'up' | 'down' | 'same'
  readonly verdict: 'good' | 'bad' | 'none'
  readonly words: string
}

/** How a figure stands to the same of the period before: a share in points, a time by its length, a count in per cent. */
export function changeOf(
  column: ReportColumn,
  value: number | null,
  before: number | null,
  reading: Reading & { readonly points: (count: string) => string },
): Change | null {
  if (value === null || before === null) return null
  const difference = value - before
  const words = changeWords(column, difference, before, reading)
  if (words === null) return null
  const direction = difference === 0 ? 'same' : difference > 0 ? 'up' : 'down'
  const verdict = direction === 'same' || !better[column] ? 'none' : better[column] === direction ? 'good' : 'bad'
  return { direction, verdict, words }
}

function changeWords(
  column: ReportColumn,
  difference: number,
  before: number,
  { texts, points }: Reading & { readonly points: (count: string) => string },
): string | null {
  const size = Math.abs(difference)
  switch (reportColumns[column].unit) {
    case 'ratio':
      return points((size * 100).toFixed(1))
    case 'ms':
      return durationWords(size, texts)
    case 'count':
      // From nothing to something is no percentage.
      return before === 0 ? null : `${((size / before) * 100).toFixed(1)}%`
    case 'date':
    case 'hour':
    case 'text':
    case 'instant':
      return null
  }
}
