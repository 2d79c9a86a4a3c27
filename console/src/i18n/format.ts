import type { Catalogue } from './catalogue'
import { useLanguage, type Language } from './language'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs far more than using it. */
function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(language, options)
  formats.set(key, made)
  return made
}

/** `14:05`, in the time zone of this machine. @param at epoch milliseconds. */
export const clockTime = (at: number, language: Language): string =>
  format(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** Whole days between two instants on this machine's calendar. */
export function daysBetween(earlier: number, later: number): number {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0)
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000)
}

/** Of a day divider: 今天11月18日 星期三. The year only when it is not this one. */
export function dayTitle(at: number, now: number, language: Language, texts: Catalogue): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const date = format(language, { month: 'long', day: 'numeric', ...(!sameYear && { year: 'numeric' }) }).format(at)
  const weekday = format(language, { weekday: 'long' }).format(at)
  const days = daysBetween(at, now)
  const relative = days === 0 ? texts.time.today : days === 1 ? texts.time.yesterday : ''
  return texts.time.day(relative, date, weekday)
}

/** `14:05` today, otherwise with the date before it. */
export function shortTime(at: number, now: number, language: Language): string {
  const time = clockTime(at, language)
  if (daysBetween(at, now) === 0) return time
  return `${format(language, { month: '2-digit', day: '2-digit' }).format(at)} ${time}`
}

/** `2026/11/21`, in the order of the language. */
export const fullDate = (at: number, language: Language): string =>
  format(language, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** `12分36秒`; from one hour on without seconds. @param ms not negative. */
export function durationWords(ms: number, { duration }: Catalogue): string {
  const seconds = Math.max(0, Math.round(ms / 1_000))
  if (seconds < 60) return duration.seconds(seconds)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return duration.minutes(minutes, seconds % 60)
  return duration.hours(Math.floor(minutes / 60), minutes % 60)
}

const units = ['B', 'KB', 'MB', 'GB'] as const

/** `1.4 MB`; units of 1,024. @param bytes a whole number of bytes. */
export function fileSize(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1_024 && unit < units.length - 1) {
    value /= 1_024
    unit += 1
  }
  const digits = unit === 0 || value >= 10 ? 0 : 1
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`
}

/** The language, for the functions above. */
export const useLanguageTag = (): Language => useLanguage((state) => state.language)

/** `13:04:09` on the clocks of a zone. @param at epoch milliseconds. */
export const zonedClock = (at: number, timeZone: string, language: Language): string =>
  format(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone }).format(at)

/** `11/18 13:04` on the clocks of a zone, with the year when it is not this one. @param at epoch milliseconds. */
export function zonedTime(at: number, now: number, timeZone: string, language: Language): string {
  const year = (instant: number) => format(language, { year: 'numeric', timeZone }).format(instant)
  const date = format(language, {
    month: '2-digit',
    day: '2-digit',
    timeZone,
    ...(year(at) !== year(now) && { year: 'numeric' }),
  }).format(at)
  const time = format(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at)
  return `${date} ${time}`
}
