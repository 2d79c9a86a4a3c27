import type { Locale } from '../choose-locale'

/**
 * 今天 14:22, 昨天 09:05, 11月3日 16:40: as the visitor's own clock and calendar say it.
 *
 * @param at, now epoch milliseconds
 */
export function dayTime(locale: Locale, at: number, now: number): string {
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  return `${dayName(locale, at, now)} ${time}`
}

function dayName(locale: Locale, at: number, now: number): string {
  const daysAgo = Math.round((midnight(now) - midnight(at)) / 86_400_000)
  if (daysAgo <= 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.max(0, daysAgo), 'day')
  const thisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const options: Intl.DateTimeFormatOptions = { month: locale === 'en' ? 'short' : 'long', day: 'numeric' }
  return new Intl.DateTimeFormat(locale, thisYear ? options : { ...options, year: 'numeric' }).format(at)
}

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0)
