import { dayAt, hourAt, type CalendarDay } from '../schedule/zoned-time'

/** Figures are gathered in quarters of an hour of UTC: every zone's hours and days begin with one. Milliseconds. */
export const quarterMs = 15 * 60_000

/** A zone and since when it tells the days of figures. `version` is the setting's. */
export interface ZoneSpan {
  readonly fromAt: number
  readonly zone: string
  readonly version: number
}

/**
 * When a change of the zone takes hold: with the first quarter of an hour that begins at least a minute later. So each
 * quarter lies in one zone, and a reader of the log has met the change before whatever happens in it: a transaction that
 * writes events lasts seconds (architecture.md section 5).
 */
export function zoneHoldsFrom(changedAt: number): number {
  return Math.ceil((changedAt + 60_000) / quarterMs) * quarterMs
}

/** The zones of a merchant in order; the first one has held for ever. */
export type ZoneHistory = readonly ZoneSpan[]

/** The history with a change added; a later change before the same quarter replaces the one before. */
export function withZone(history: ZoneHistory, changedAt: number, zone: string, version: number): ZoneHistory {
  const fromAt = zoneHoldsFrom(changedAt)
  return [...history.filter((span) => span.fromAt < fromAt), { fromAt, zone, version }]
}

/** The zone in force at an instant. */
export function zoneAt(history: ZoneHistory, at: number): ZoneSpan {
  const found = history.findLast((span) => span.fromAt <= at) ?? history[0]
  if (!found) throw new Error('a merchant has a zone')
  return found
}

/** Where an instant lies in the merchant's calendar, as it was then. */
export interface Place {
  readonly day: CalendarDay
  readonly hour: number
  /** Quarters since 1970. */
  readonly quarter: number
  readonly zone: string
  readonly version: number
}

const known = new Map<string, Pick<Place, 'day' | 'hour'>>()
const mostKnown = 50_000

/** Day and hour are the same for a whole quarter, so each is worked out once. */
export function placeOf(history: ZoneHistory, at: number, zoneOf: (zone: string) => string): Place {
  const span = zoneAt(history, at)
  const zone = zoneOf(span.zone)
  const quarter = Math.floor(at / quarterMs)
  const key = `${zone} ${quarter}`
  let place = known.get(key)
  if (!place) {
    if (known.size >= mostKnown) known.clear()
    const begins = quarter * quarterMs
    place = { day: dayAt(begins, zone), hour: hourAt(begins, zone) }
    known.set(key, place)
  }
  return { ...place, quarter, zone, version: span.version }
}

/** The parts of a span of time by quarters. */
export function* quartersOf(from: number, to: number): Generator<{ readonly at: number; readonly ms: number }> {
  for (let at = from; at < to;) {
    const next = Math.min(to, (Math.floor(at / quarterMs) + 1) * quarterMs)
    yield { at, ms: next - at }
    at = next
  }
}
