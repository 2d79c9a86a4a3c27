import { defaultSilenceRules, silenceDueAt } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { Services } from '../../platform/operations'
import { closeBySystem } from './close-conversation'
import { readSilences, rearm, removeDeadlines, takeDue, watchDeadlines, type SilenceRow } from './deadline.store'

const everyMs = 1_000
const batchSize = 100
/** A node that dies over a deadline lets another one have it after this time. */
const retakeMs = 30_000
/** A conversation that cannot fall due as it stands (it waits, or the visitor spoke last) is looked at again then. */
const lookAgainMs = 60_000

/** Closes conversations by the rules of silence (RTE-10, G3), swept each second. */
export interface SilenceSweep {
  sweep(): Promise<number>
  stop(): Promise<void>
}

/** Starts the sweep. Deadlines are re-armed lazily: a message never writes one. */
export function startSilenceSweep(services: Services): SilenceSweep {
  let stopped = false
  let cancel: () => void = () => undefined
  let running: Promise<void> | null = null

  async function sweep(): Promise<number> {
    const now = services.clock.now()
    const { count, due, watchedSince } = await services.doors.withSystem('deadline sweep', (tx) => sift(tx, now))
    for (const row of due) {
      // One that cannot be closed is tried again later and holds up none of the others.
      await closeIfSilent(services, row, now, watchedSince).catch((error: unknown) =>
        services.onError(error, 'deadline'),
      )
    }
    return count
  }

  async function tick(): Promise<void> {
    try {
      while (!stopped && (await sweep()) === batchSize);
    } catch (error) {
      services.onError(error, 'deadline sweep')
    } finally {
      running = null
      if (!stopped) schedule()
    }
  }

  function schedule(): void {
    cancel = services.clock.setTimer(everyMs, () => {
      running = tick()
    })
  }

  schedule()
  return {
    sweep,
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}

/** Takes what falls due and tells who is truly silent; the others get their true time, in the same transaction. */
async function sift(tx: Tx, now: number): Promise<{ count: number; due: SilenceRow[]; watchedSince: number }> {
  const { resumed_at: watchedSince } = await watchDeadlines(tx)
  const taken = await takeDue(tx, now, now + retakeMs, batchSize)
  if (taken.length === 0) return { count: 0, due: [], watchedSince }
  const subjects = taken.map((row) => row.subject)
  const rows = await readSilences(tx, subjects)
  const open = new Set(rows.map((row) => row.subject))
  const isDue = (row: SilenceRow) => {
    const at = dueAtOf(row, watchedSince)
    return at !== null && at <= now
  }
  const later = rows.filter((row) => !isDue(row))
  await rearm(
    tx,
    'silence',
    later.map((row) => ({ subject: row.subject, dueAt: dueAtOf(row, watchedSince) ?? now + lookAgainMs })),
  )
  const over = subjects.filter((subject) => !open.has(subject))
  if (over.length > 0) await removeDeadlines(tx, 'silence', over)
  return { count: taken.length, due: rows.filter(isDue), watchedSince }
}

function closeIfSilent(services: Services, due: SilenceRow, now: number, watchedSince: number): Promise<void> {
  return closeBySystem(services, due.tenant_id, due.subject, (row) => {
    const at = dueAtOf({ ...row, accepted_at: due.accepted_at }, watchedSince)
    return row.leg_id === due.leg_id && at !== null && at <= now
  })
}

function dueAtOf(row: Omit<SilenceRow, 'subject' | 'tenant_id'>, watchedSince: number): number | null {
  if (row.status !== 'open') return null
  const silence = {
    acceptedAt: row.accepted_at,
    lastAgentMessageAt: row.last_agent_at,
    lastVisitorMessageAt: row.last_visitor_at,
    visitorGoneAt: null,
    watchedSince,
  }
  return silenceDueAt(silence, defaultSilenceRules)
}
