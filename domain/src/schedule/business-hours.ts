import { addDays, dayAt, instantOf, weekdayOf, type CalendarDay } from './zoned-time'

/** Minutes after midnight. One that does not end after it begins goes on into the next day: 22:00 to 06:00. */
export interface OpenSlot {
  /** 0 ... 1,439. */
  readonly from: number
  /** 1 ... 1,440. */
  readonly to: number
}

/** 1 Monday ... 7 Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** When a merchant's agents are at work, by the clocks of his time zone. */
export interface BusinessHours {
  /** Round the clock: the rest is kept for the day on which he changes his mind. */
  readonly always: boolean
  readonly timeZone: string
  readonly weekly: readonly (OpenSlot & { readonly weekday: Weekday })[]
  /** Days that are not as their weekday says, a public holiday for one; without slots it is closed all day. */
  readonly exceptions: readonly { readonly day: CalendarDay; readonly slots: readonly OpenSlot[] }[]
}

/** How far it is looked ahead: a long public holiday lies within. */
const daysAhead = 31
const wholeDay = 24 * 60

/** Beginning and end, both epoch milliseconds, the end not included. */
interface OpenTime {
  readonly from: number
  readonly to: number
}

function openTimesOf(hours: BusinessHours, day: CalendarDay): OpenTime[] {
  const exception = hours.exceptions.find((one) => one.day === day)
  const weekday = weekdayOf(day)
  const slots = exception?.slots ?? hours.weekly.filter((slot) => slot.weekday === weekday)
  return slots.map(({ from, to }) => ({
    from: instantOf(day, from, hours.timeZone),
    to: instantOf(day, to > from ? to : to + wholeDay, hours.timeZone),
  }))
}

/** Whether it is business time at `instant`, epoch milliseconds. */
export function isOpenAt(hours: BusinessHours, instant: number): boolean {
  if (hours.always) return true
  const today = dayAt(instant, hours.timeZone)
  // A slot of yesterday may go on into today.
  return [addDays(today, -1), today].some((day) =>
    openTimesOf(hours, day).some(({ from, to }) => from <= instant && instant < to),
  )
}

/**
 * When `ms` of business time have gone by since `from`; both epoch milliseconds. Null: not within a month.
 */
export function afterOpenTime(hours: BusinessHours, from: number, ms: number): number | null {
  if (hours.always) return from + ms
  const today = dayAt(from, hours.timeZone)
  let at = from
  let left = ms
  // A slot of yesterday may go on into today; slots may overlap.
  for (let ahead = -1; ahead <= daysAhead; ahead++) {
    for (const slot of openTimesOf(hours, addDays(today, ahead)).toSorted((a, b) => a.from - b.from)) {
      const begins = Math.max(slot.from, at)
      if (slot.to <= begins) continue
      if (left <= slot.to - begins) return begins + left
      left -= slot.to - begins
      at = slot.to
    }
  }
  return null
}

/** When business time next begins after `instant`; null: it is business time, or there is none within a month. */
export function opensAt(hours: BusinessHours, instant: number): number | null {
  if (isOpenAt(hours, instant)) return null
  const today = dayAt(instant, hours.timeZone)
  for (let ahead = 0; ahead <= daysAhead; ahead++) {
    const begins = openTimesOf(hours, addDays(today, ahead)).flatMap(({ from }) => (from > instant ? [from] : []))
    if (begins.length > 0) return Math.min(...begins)
  }
  return null
}
