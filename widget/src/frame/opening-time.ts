import type { Locale } from '../choose-locale'

/**
 * 今天 14:00, 明天 9:00, 11月23日 9:00: when business time begins, by the visitor's own clock and calendar.
 *
 * @param at, now epoch milliseconds, `at` the later one
 */
export function openingTime(locale: Locale, at: number, now: number): string {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).format(at)
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000)
  if (days <= 1) return `${new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')} ${time}`
  const options: Intl.DateTimeFormatOptions = { month: locale === 'en' ? 'short' : 'long', day: 'numeric' }
  return `${new Intl.DateTimeFormat(locale, options).format(at)} ${time}`
}

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0)
