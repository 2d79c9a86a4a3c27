import {
  instantOf,
  weekdayOf,
  type CalendarDay,
  type GroupId,
  type MemberId,
  type PresenceStatus,
} from '@keqiao/domain'
import type { Random } from './random'

/** Somebody who serves. */
export interface PastAgent {
  readonly id: MemberId
  readonly nickname: string
  readonly groupIds: ReadonlySet<GroupId>
  /** Dialogues at once. */
  readonly slots: number
  /** Of his own: how fast he answers, 1 is usual, and how well he is rated. */
  readonly pace: number
  readonly skill: number
}

/** An agent's day at work. Instants are epoch milliseconds. */
export interface Shift {
  readonly agent: PastAgent
  readonly from: number
  readonly to: number
  /** Statuses in order, each until the next; the first is 在线. */
  readonly statuses: readonly { readonly at: number; readonly status: PresenceStatus }[]
  /** Ends of the dialogues he was given. */
  readonly ends: number[]
}

/** Minutes of the day: early, late, and in between. */
const plans = [
  { from: 505, to: 1_050, lunch: 705 },
  { from: 840, to: 1_385, lunch: 1_080 },
  { from: 600, to: 1_140, lunch: 780 },
] as const

interface ShiftDay {
  readonly day: CalendarDay
  readonly timeZone: string
  /** Nothing is after it. */
  readonly until: number
}

/** Who works on the day: each has one day off a week, and shifts change with the week. */
export function planShifts(agents: readonly PastAgent[], { day, timeZone, until }: ShiftDay, random: Random): Shift[] {
  const week = Math.floor(Date.parse(day) / 604_800_000)
  return agents.flatMap((agent, at) => {
    // Whoever is the only one of a group cannot be spared.
    const isOff = (at * 3) % 7 === weekdayOf(day) % 7 && agents.length > 2
    if (isOff) return []
    const plan = plans[(at + week) % plans.length] ?? plans[0]
    const jitter = () => random.whole(-480, 240) * 1_000
    const from = instantOf(day, plan.from, timeZone) + jitter()
    const to = Math.min(instantOf(day, plan.to, timeZone) + random.whole(0, 900) * 1_000, until - 120_000)
    if (to - from < 30 * 60_000) return []
    const lunch = instantOf(day, plan.lunch, timeZone) + random.whole(-600, 1_200) * 1_000
    return [{ agent, from, to, statuses: statusesOf(from, to, lunch, random), ends: [] }]
  })
}

function statusesOf(from: number, to: number, lunch: number, random: Random): Shift['statuses'] {
  const statuses: { at: number; status: PresenceStatus }[] = [
    { at: from + random.whole(20, 150) * 1_000, status: 'online' },
  ]
  const pause = (at: number, minutes: number, status: PresenceStatus) => {
    const back = at + minutes * 60_000
    const last = statuses.at(-1)?.at ?? from
    if (at < last + 60_000 || back > to - 600_000) return
    statuses.push({ at, status }, { at: back, status: 'online' })
  }
  pause(from + random.whole(70, 110) * 60_000, random.whole(8, 15), 'busy')
  pause(lunch, random.whole(32, 48), 'away')
  pause(lunch + random.whole(95, 150) * 60_000, random.whole(6, 20), random.chance(0.5) ? 'busy' : 'away')
  return statuses
}

/** The status at an instant; null: not at work. */
export function statusOf({ from, to, statuses }: Shift, at: number): PresenceStatus | null {
  if (at < from || at >= to) return null
  let status: PresenceStatus = 'away'
  for (const change of statuses) {
    if (change.at > at) break
    ;({ status } = change)
  }
  return status
}

/** Drops the dialogues that are over; returns how many he holds. */
export function heldAt({ ends }: Shift, at: number): number {
  for (let index = ends.length - 1; index >= 0; index--) if ((ends[index] ?? 0) <= at) ends.splice(index, 1)
  return ends.length
}
