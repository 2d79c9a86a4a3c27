/**
 * Deadlines of conversations, swept each second, one kind at a time.
 *
 * A message never writes a deadline: rows are armed when a conversation opens and are put to their true times by whoever
 * finds them due. What is taken is pushed on a little in the same transaction, so that no other node takes it meanwhile and
 * a node that dies over it loses nothing. What is done about one is done in a transaction of its own, which looks at the
 * locked row once more.
 */
import type { Tx } from '../../platform/database/tx'
import type { Services } from '../../platform/operations'
import { rearm, removeDeadlines, takeDue, watchDeadlines, type DeadlineKind } from './deadline.store'

const everyMs = 1_000
/** Of one look into the table. */
export const sweepSize = 100
/** A node that dies over a deadline lets another one have it after this time. */
const retakeMs = 30_000

/** When it is looked, and since when it has been looked without a pause. Epoch milliseconds. */
export interface Looked {
  readonly now: number
  readonly watchedSince: number
}

/** What became of the deadlines that were looked at; one that is in none of the lists is looked at again soon. */
export interface Sifted<Due> {
  readonly due: readonly Due[]
  readonly later: readonly { readonly subject: string; readonly dueAt: number }[]
  readonly over: readonly string[]
}

/** A kind of deadline. */
export interface DeadlineRules<Due> {
  readonly kind: DeadlineKind
  sift(tx: Tx, subjects: readonly string[], looked: Looked): Promise<Sifted<Due>>
  act(due: Due): Promise<void>
}

/** The sweep of one kind. */
export interface DeadlineSweep {
  /** Looks once; returns how many were looked at. */
  sweep(): Promise<number>
  stop(): Promise<void>
}

/** Starts the sweep of a kind in this process; any number of processes may. */
export function startDeadlineSweep<Due>(services: Services, rules: DeadlineRules<Due>): DeadlineSweep {
  const { doors, clock, onError } = services
  let stopped = false
  let cancel: () => void = () => undefined
  let running: Promise<void> | null = null

  async function sweep(): Promise<number> {
    const now = clock.now()
    const { count, due } = await doors.withSystem('deadline sweep', (tx) => look(tx, rules, now))
    for (const one of due) {
      // One that fails is tried again later and holds up none of the others.
      await rules.act(one).catch((error: unknown) => onError(error, `deadline ${rules.kind}`))
    }
    return count
  }

  async function tick(): Promise<void> {
    try {
      while (!stopped && (await sweep()) === sweepSize);
    } catch (error) {
      onError(error, `deadline sweep ${rules.kind}`)
    } finally {
      running = null
      if (!stopped) schedule()
    }
  }

  function schedule(): void {
    cancel = clock.setTimer(everyMs, () => {
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

async function look<Due>(
  tx: Tx,
  rules: DeadlineRules<Due>,
  now: number,
): Promise<{ count: number; due: readonly Due[] }> {
  const { resumed_at: watchedSince } = await watchDeadlines(tx)
  const taken = await takeDue(tx, rules.kind, { now, again: now + retakeMs, limit: sweepSize })
  if (taken.length === 0) return { count: 0, due: [] }
  const subjects = taken.map((row) => row.subject)
  const { due, later, over } = await rules.sift(tx, subjects, { now, watchedSince })
  await rearm(tx, rules.kind, later)
  if (over.length > 0) await removeDeadlines(tx, rules.kind, over)
  return { count: taken.length, due }
}
