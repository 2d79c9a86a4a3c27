import type { BusinessHoursSettings } from '@keqiao/contract'
import { addDays } from '@keqiao/domain/schedule/zoned-time'
import { isComplete, slotDraftsOf, storedSlotOf, type SlotDraft } from './week-slots'

type Exceptions = BusinessHoursSettings['exceptions']

/** Days one after the other that are not as their weekdays say; dates as `YYYY-MM-DD`, empty while somebody types. */
export interface DaysDraft {
  readonly key: number
  readonly from: string
  /** The last of them. */
  readonly until: string
  /** None: closed. */
  readonly slots: readonly SlotDraft[]
}

/** What is wrong, and of which day; of too many there is none to blame. */
export interface WrongDays {
  readonly wrong: 'date' | 'reversed' | 'slot' | 'twice' | 'tooMany'
  readonly day: string
}

/** As many as a merchant may have. */
const most = 400

let keys = 0
/** A new line of the editor: closed on that day. */
export const newDays = (from: string, until = from, slots: readonly SlotDraft[] = []): DaysDraft => ({
  key: (keys += 1),
  from,
  until,
  slots,
})

/**
 * The days as they are edited, in their order: what is the same on days that follow each other is one line. Days before
 * `since` decide nothing any more and are let go.
 */
export function daysDraftOf({ exceptions }: Pick<BusinessHoursSettings, 'exceptions'>, since: string): DaysDraft[] {
  const lines: { from: string; until: string; slots: Exceptions[number]['slots'] }[] = []
  for (const { day, slots } of exceptions.toSorted((one, other) => (one.day < other.day ? -1 : 1))) {
    if (day < since) continue
    const last = lines.at(-1)
    if (last && addDays(last.until, 1) === day && same(last.slots, slots)) last.until = day
    else lines.push({ from: day, until: day, slots })
  }
  return lines.map(({ from, until, slots }) => newDays(from, until, slotDraftsOf(slots)))
}

const same = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other)

/** Whether it names days that there are, the last not before the first. */
export const areDays = ({ from, until }: DaysDraft): boolean => isDate(from) && isDate(until) && from <= until

const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text)

/** The days as they are stored, each by itself and in their order; else the first thing that is wrong. */
export function exceptionsOf(days: readonly DaysDraft[]): Exceptions | WrongDays {
  const exceptions = new Map<string, Exceptions[number]>()
  for (const line of days) {
    const { from, until, slots } = line
    if (!isDate(from) || !isDate(until)) return { wrong: 'date', day: from || until }
    if (from > until) return { wrong: 'reversed', day: from }
    if (!slots.every(isComplete)) return { wrong: 'slot', day: from }
    for (let day = from; day <= until; day = addDays(day, 1)) {
      if (exceptions.has(day)) return { wrong: 'twice', day }
      if (exceptions.size === most) return { wrong: 'tooMany', day }
      exceptions.set(day, { day, slots: slots.map(storedSlotOf) })
    }
  }
  return [...exceptions.values()].toSorted((one, other) => (one.day < other.day ? -1 : 1))
}
