import { addDays, dayAt, instantOf, isOpenAt, weekdayOf, type BusinessHours, type CalendarDay } from '@keqiao/domain'
import type { Random } from './random'

/** How much of a day comes in which hour: the morning's peak at 10, the afternoon's at 15, the evening's at 20. */
const hourWeights = [
  1, 0.5, 0.3, 0.2, 0.2, 0.3, 0.6, 1.4, 3.4, 6.4, 9.4, 7.2, 4.4, 4.8, 7, 8.9, 6.9, 5, 4.6, 6.6, 8.4, 6, 3.4, 1.8,
] as const
/** Monday to Sunday: people furnish at weekends. */
const weekdayWeights = [0.96, 0.92, 0.94, 0.97, 1.06, 1.26, 1.2] as const

/** A day of the past, with the instants at which somebody opens a conversation, in order. */
export interface PlannedDay {
  readonly day: CalendarDay
  readonly arrivals: readonly number[]
  /** Who comes outside business hours and finds the form for a message. */
  readonly outside: readonly number[]
}

export interface DemandOptions {
  readonly conversations: number
  readonly days: number
  readonly hours: BusinessHours
  /** Nobody comes after it, epoch milliseconds. */
  readonly until: number
}

interface Slot {
  readonly day: CalendarDay
  readonly from: number
  readonly to: number
  readonly weight: number
}

/** Spreads exactly as many conversations over the days as were asked for, the last of them today. */
export function planDemand({ conversations, days, hours, until }: DemandOptions, random: Random): PlannedDay[] {
  const today = dayAt(until, hours.timeZone)
  const calendar = Array.from({ length: days }, (_, at) => addDays(today, at - days + 1))
  const slots = calendar.flatMap((day, at) =>
    slotsOf(day, hours, until, (1 + (0.2 * at) / days) * random.around(1, 0.08)),
  )
  const open = slots.filter(({ from }) => isOpenAt(hours, from))
  if (open.length === 0) throw new Error('the merchant has no business hours in these days')
  const closed = slots.filter(({ from }) => !isOpenAt(hours, from))
  const outsideCount = closed.length > 0 ? Math.round(conversations * 0.03) : 0
  const arrivals = spread(open, conversations, random)
  const outside = closed.length > 0 ? spread(closed, outsideCount, random) : new Map<CalendarDay, number[]>()
  return calendar.map((day) => ({ day, arrivals: arrivals.get(day) ?? [], outside: outside.get(day) ?? [] }))
}

/** Quarters of an hour, as far as they lie before `until`. */
function slotsOf(day: CalendarDay, { timeZone }: BusinessHours, until: number, mood: number): Slot[] {
  const factor = mood * (weekdayWeights[weekdayOf(day) - 1] ?? 1)
  return hourWeights.flatMap((weight, hour) =>
    [0, 15, 30, 45].flatMap((minute) => {
      const from = instantOf(day, hour * 60 + minute, timeZone)
      const to = instantOf(day, hour * 60 + minute + 15, timeZone)
      return to > from && to <= until ? [{ day, from, to, weight: weight * factor }] : []
    }),
  )
}

function spread(slots: readonly Slot[], count: number, random: Random): Map<CalendarDay, number[]> {
  const sums: number[] = []
  let sum = 0
  for (const { weight } of slots) sums.push((sum += weight))
  const byDay = new Map<CalendarDay, number[]>()
  for (let one = 0; one < count; one++) {
    const slot = slots[firstAbove(sums, random.fraction() * sum)]
    if (!slot) continue
    const at = slot.from + Math.floor(random.fraction() * (slot.to - slot.from))
    const arrivals = byDay.get(slot.day)
    if (arrivals) arrivals.push(at)
    else byDay.set(slot.day, [at])
  }
  for (const arrivals of byDay.values()) arrivals.sort((a, b) => a - b)
  return byDay
}

function firstAbove(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
