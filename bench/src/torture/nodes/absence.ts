/**
 * Agents who are gone without saying so: their status stays 在线, nobody holds a socket of theirs. Whoever is gone for
 * longer than a lease lives must not be given anybody, whatever the clock of a node says.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { LegEvent } from '../../replay/read-legs'

/** A time in which somebody was away, by the clock of this machine, which is the database's as well. */
export interface Absence {
  readonly memberId: string
  readonly from: number
  readonly to: number
}

/** Fifteen seconds of a lease, and what is under way when it runs out. */
const leaseMs = 15_000
const graceMs = 2_000

interface Comes {
  readonly memberId: string
  readonly client: { readonly stop: () => void; readonly start: () => void }
  /** Told when nobody can be given him any more, and when he is back. */
  readonly isAway: (away: boolean) => void
}

/** Sends somebody away until `isOver`, at least long enough to prove something. */
export async function goAway({ memberId, client, isAway }: Comes, isOver: () => boolean): Promise<Absence> {
  client.stop()
  const from = Date.now()
  await wait(leaseMs + graceMs)
  isAway(true)
  while (!isOver() || Date.now() - from < leaseMs + graceMs + 4_000) await wait(100)
  const to = Date.now()
  isAway(false)
  client.start()
  return { memberId, from, to }
}

/** Automatic assignments to somebody who had been away for longer than his lease lived. */
export function assignedWhileAway(assignments: readonly LegEvent[], absences: readonly Absence[]): LegEvent[] {
  return assignments.filter(({ memberId, committedAt }) => {
    const at = committedAt / 1_000
    return absences.some((one) => one.memberId === memberId && at > one.from + leaseMs + graceMs && at < one.to)
  })
}
