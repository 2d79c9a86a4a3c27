/** A day of the calendar, `YYYY-MM-DD`. */
export type CalendarDay = string

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs far more than using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, made)
  return made
}

/** Whether this machine knows the name as one of the tz database, such as `Asia/Shanghai`. */
export function isTimeZone(name: string): boolean {
  // Offsets such as +08:00 are time zones to Intl, but say nothing of summer time.
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}

/** What a clock of the zone shows at `instant` (epoch milliseconds), as if it were UTC. */
function wallClock(instant: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** The day it is in the zone at `instant`, epoch milliseconds. */
export function dayAt(instant: number, timeZone: string): CalendarDay {
  return new Date(wallClock(instant, timeZone)).toISOString().slice(0, 10)
}

/** The hour of the day, 0 ... 23, that clocks of the zone show at `instant`, epoch milliseconds. */
export function hourAt(instant: number, timeZone: string): number {
  return new Date(wallClock(instant, timeZone)).getUTCHours()
}

/** The day that many days later; negative: earlier. */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10)
}

/** 1 Monday ... 7 Sunday. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(Date.parse(day)).getUTCDay() || 7
}

/**
 * The instant at which the zone's clocks show `minutes` after the midnight of `day`; 1,440 and more are of the day after.
 * A time that summer time skips is the first instant after the gap; of one that comes twice it is the first.
 */
export function instantOf(day: CalendarDay, minutes: number, timeZone: string): number {
  const wall = Date.parse(day) + minutes * minuteMs
  // Clocks show whole seconds.
  const offsetAt = (instant: number) => wallClock(instant, timeZone) - Math.floor(instant / 1_000) * 1_000
  // The offsets of the days around it: summer time changes between them at most once.
  const [before, after] = [offsetAt(wall - dayMs), offsetAt(wall + dayMs)]
  const early = wall - Math.max(before, after)
  const late = wall - Math.min(before, after)
  if (wallClock(early, timeZone) === wall) return early
  if (wallClock(late, timeZone) === wall) return late
  // Skipped: the change lies between the two, and the clocks jump over the wanted time at it.
  let [low, high] = [early, late]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle) === before) low = middle
    else high = middle
  }
  return high
}
