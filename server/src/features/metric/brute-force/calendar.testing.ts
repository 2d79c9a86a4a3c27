import type { ReportKey } from '@keqiao/contract'
import { DateTime } from 'luxon'
import type { MadeEvent } from './world.testing'

/**
 * The figures once more, from nothing but the log, in the plainest way: every event of every stream is looked at again
 * for each thing that is counted. It shares no code with what the product counts by, not even the calendar (luxon).
 */
export interface Recount {
  /** Values by key of the row and column; the row `total` is over all. */
  readonly rows: ReadonlyMap<string, Readonly<Record<string, string | number | null>>>
  /** Names of what a row is about. */
  readonly names: ReadonlyMap<string, string>
}

/** What is asked, as of the report. */
export interface Asked {
  readonly report: ReportKey
  readonly from: string
  readonly to: string
  readonly groupIds?: readonly string[]
  readonly memberIds?: readonly string[]
  readonly channelIds?: readonly string[]
}

interface Change {
  readonly holdsFrom: number
  readonly zone: string
}

const changes = new WeakMap<readonly MadeEvent[], Change[]>()

function changesIn(events: readonly MadeEvent[]): Change[] {
  const known = changes.get(events)
  if (known) return known
  const found = events.flatMap(({ type, payload, at }) => {
    const to = type === 'settings.changed' ? (payload.to as { timeZone?: string }).timeZone : undefined
    return to === undefined ? [] : [{ holdsFrom: Math.ceil((at + 60_000) / 900_000) * 900_000, zone: to }]
  })
  changes.set(events, found)
  return found
}

/** The zone whose day it is at an instant: a change holds from the first quarter of an hour a minute or more later. */
export function zoneAt(events: readonly MadeEvent[], at: number): string {
  return changesIn(events).findLast(({ holdsFrom }) => holdsFrom <= at)?.zone ?? 'Asia/Shanghai'
}

/** What a clock of the merchant shows; asked again and again, so it is remembered. */
const clocks = new Map<string, { readonly day: string; readonly hour: number }>()

function clockAt(events: readonly MadeEvent[], at: number): { readonly day: string; readonly hour: number } {
  const zone = zoneAt(events, at)
  const key = `${zone} ${at}`
  const known = clocks.get(key)
  if (known) return known
  const time = DateTime.fromMillis(at, { zone })
  const shown = { day: time.toISODate() ?? '', hour: time.hour }
  clocks.set(key, shown)
  return shown
}

export const dayOf = (events: readonly MadeEvent[], at: number): string => clockAt(events, at).day
export const hourOf = (events: readonly MadeEvent[], at: number): number => clockAt(events, at).hour
