import { z } from 'zod'
import type { Doors } from '../database/doors'
import type { Tx } from '../database/tx'
import type { Log } from '../log'
import { keepEventPartitions, removeExpiredTokens, removeOldRequests, removeStaleLeases } from './maintenance.store'
import { defineTask, handle, type JobContext, type Recurring, type TaskHandler } from './task'

const nothing = z.object({}).transform((): Record<string, never> => ({}))

/** Keeps the log's monthly partitions ahead of the calendar. */
export const keepPartitions = defineTask('maintenance.keep-partitions', nothing)

/** Removes what has served its time: client ids, visitors' tokens, leases. */
export const removeOutdated = defineTask('maintenance.remove-outdated', nothing)

const day = 24 * 60 * 60 * 1_000

/** When maintenance runs. Partitions daily although they are monthly: a failed run then costs nothing. */
export const maintenanceCalendar: readonly Recurring[] = [
  { task: keepPartitions, cron: '7 2 * * *', catchUpMs: 2 * day },
  { task: removeOutdated, cron: '23 * * * *', catchUpMs: 0 },
]

const removals: readonly { what: string; remove: (tx: Tx) => Promise<number> }[] = [
  { what: 'requests', remove: removeOldRequests },
  { what: 'visitor_tokens', remove: removeExpiredTokens },
  { what: 'leases', remove: removeStaleLeases },
]

/** The code of the maintenance tasks. */
export function maintenance(doors: Doors, log: Log): TaskHandler[] {
  async function removeAll(what: string, remove: (tx: Tx) => Promise<number>, signal: AbortSignal): Promise<void> {
    let total = 0
    for (let count = -1; count !== 0 && !signal.aborted; total += count) {
      count = await doors.withSystem('maintenance', remove)
    }
    if (total > 0) log.info({ what, count: total }, 'outdated rows removed')
  }

  return [
    handle(keepPartitions, async () => {
      const count = await doors.withSystem('maintenance', keepEventPartitions)
      if (count > 0) log.info({ count }, 'partitions of the log made')
    }),
    handle(removeOutdated, async (_payload: Record<string, never>, { signal }: JobContext) => {
      for (const { what, remove } of removals) await removeAll(what, remove, signal)
    }),
  ]
}
