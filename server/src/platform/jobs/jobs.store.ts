import type { Tx } from '../database/tx'
import type { Task } from './task'

/** How a job is to be run; by default at once, up to 10 times with growing pauses, beside any other. */
export interface EnqueueOptions {
  /** Epoch milliseconds. */
  readonly runAt?: number
  readonly maxAttempts?: number
  /** While a job of this key waits, another one replaces its payload and keeps its time. */
  readonly key?: string
  /** Jobs of one queue run one after the other. */
  readonly queue?: string
}

/**
 * Enqueues a job in the transaction: it runs after COMMIT or never. Works behind both doors.
 * @throws ZodError when the payload does not fit the task.
 */
export async function enqueue<Payload>(
  tx: Tx,
  task: Task<Payload>,
  payload: Payload,
  { runAt, maxAttempts = 10, key, queue }: EnqueueOptions = {},
): Promise<void> {
  await tx.rows('select enqueue_job($1, $2::json, to_timestamp($3::float8 / 1000), $4, $5, $6)', [
    task.name,
    JSON.stringify(task.schema.parse(payload)),
    runAt ?? null,
    maxAttempts,
    key ?? null,
    queue ?? null,
  ])
}

/** Says that these workers live, and forgets those that have not for a day. */
export async function keepWorkers(tx: Tx, workerIds: readonly string[]): Promise<void> {
  await tx.rows(
    `insert into job_workers (worker_id) select unnest($1::text[])
     on conflict (worker_id) do update set seen_at = now()`,
    [workerIds],
  )
  await tx.rows(`delete from job_workers where seen_at < now() - interval '1 day'`)
}

/** Takes workers off the list that stop, and gives back what they still hold. */
export async function forgetWorkers(tx: Tx, workerIds: readonly string[]): Promise<void> {
  await tx.rows('select unlock_jobs_of($1)', [workerIds])
  await tx.rows('delete from job_workers where worker_id = any($1)', [workerIds])
}

/**
 * Gives back the jobs of workers that were not seen for `patienceMs`. Returns how many such workers held some.
 * A job locked a moment ago may belong to a worker that has not said its first word yet, hence the same patience there.
 */
export async function releaseJobsOfDeadWorkers(tx: Tx, patienceMs: number): Promise<number> {
  const dead = await tx.rows<{ id: string }>(
    `select holder as id from job_lock_holders(make_interval(secs => $1)) holder
      where not exists (
        select from job_workers where worker_id = holder and seen_at > now() - make_interval(secs => $1))`,
    [patienceMs / 1_000],
  )
  if (dead.length > 0) await tx.rows('select unlock_jobs_of($1)', [dead.map(({ id }) => id)])
  return dead.length
}
