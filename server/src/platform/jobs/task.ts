import type { z } from 'zod'

/** A kind of background work: its name in the queue and the shape of what it is told. */
export interface Task<Payload> {
  readonly name: string
  readonly schema: z.ZodType<Payload>
}

/** What a running job may use beside its payload. */
export interface JobContext {
  /** 1 for the first try. */
  readonly attempt: number
  /** Aborted when the process shuts down and will not wait any longer. */
  readonly signal: AbortSignal
}

/** A task with the code that does it. A job may run twice (a node that died is not asked), so it must be idempotent. */
export interface TaskHandler {
  readonly task: Task<unknown>
  readonly run: (payload: unknown, context: JobContext) => Promise<void>
}

/** Runs a task by the calendar, in UTC, on one of the nodes. */
export interface Recurring {
  readonly task: Task<Record<string, never>>
  /** Five fields of cron: minute, hour, day of month, month, day of week. */
  readonly cron: string
  /** How long ago a missed run may lie to be made up for, in milliseconds. */
  readonly catchUpMs: number
}

/** Names a kind of work. Whoever enqueues it needs only this, not the code that does it. */
export const defineTask = <Payload>(name: string, schema: z.ZodType<Payload>): Task<Payload> => ({ name, schema })

/** Joins a task with its code; the payload is checked against the schema before each run. */
export function handle<Payload>(
  task: Task<Payload>,
  run: (payload: Payload, context: JobContext) => Promise<void>,
): TaskHandler {
  return { task, run: (payload, context) => run(task.schema.parse(payload), context) }
}
