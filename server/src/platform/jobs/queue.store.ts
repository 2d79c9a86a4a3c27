import { Logger, runMigrations } from 'graphile-worker'
import { Pool, types } from 'pg'
import type { Log } from '../log'

/** Any number will do as long as nobody else takes it. */
const lockKey = 7_239_116

/**
 * Brings the queue's own tables up to date. Every role calls it after our migrations, so that `enqueue` works on a node
 * that runs no jobs itself. Several processes may do it at once: the library itself stumbles over that on a new database.
 */
export async function prepareJobs(url: string, log: Log): Promise<void> {
  const pool = openQueuePool(url, 2, log)
  try {
    const lock = await pool.connect()
    try {
      await lock.query('select pg_advisory_lock($1)', [lockKey])
      await runMigrations({ pgPool: pool, logger: loggerFor(log) })
    } finally {
      // Not given back to the pool: the lock ends with its connection.
      lock.release(true)
    }
  } finally {
    await pool.end()
  }
}

/** A pool of the owner's own, with the library's idea of an instant: ours makes numbers of timestamps. */
export function openQueuePool(url: string, max: number, log: Log): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    application_name: 'keqiao jobs',
    options: '-c TimeZone=UTC',
    types: { getTypeParser: parserOf },
  })
  pool.on('error', (error) => log.warn({ err: error }, 'idle connection of the jobs'))
  return pool
}

const parserOf: typeof types.getTypeParser = (id, format) => {
  if (id === types.builtins.TIMESTAMPTZ) return (text: string) => new Date(text)
  if (id === types.builtins.INT8) return (text: string) => text
  return types.getTypeParser(id, format)
}

const levels: Record<string, 'error' | 'warn'> = { error: 'error', warning: 'warn' }

/** The library's own words go to our log; its scope holds ids only, its data may hold payloads and stays out. */
export function loggerFor(log: Log): Logger {
  return new Logger((scope) => (level, message, details) => {
    // Failures of jobs are told by the worker's listener, without the error's values.
    if (details?.failure) return
    const { workerId, taskIdentifier, jobId } = scope
    log[levels[level] ?? 'debug']({ workerId, task: taskIdentifier, jobId }, message.slice(0, 300))
  })
}
