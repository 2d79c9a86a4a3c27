import { EventEmitter } from 'node:events'
import { parseCronItems, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Clock } from '../clock'
import type { Doors } from '../database/doors'
import type { Log } from '../log'
import type { Metrics } from '../metrics'
import { enqueue, forgetWorkers, keepWorkers, releaseJobsOfDeadWorkers } from './jobs.store'
import { loggerFor, openQueuePool } from './queue.store'
import type { Recurring, TaskHandler } from './task'

/** How long a worker may be silent before its jobs are given to others. */
const patienceMs = 60_000
const heartbeatMs = 15_000
/** Pause before a runner that gave up (the database was away) is started again. */
const restartMs = 3_000

interface WorkerOptions {
  readonly url: string
  readonly doors: Doors
  readonly log: Log
  readonly metrics: Pick<Metrics, 'jobs' | 'jobSeconds'>
  readonly clock: Clock
  readonly handlers: readonly TaskHandler[]
  /** Also run once at every start, so that a machine that is off at night is kept as well. */
  readonly calendar: readonly Recurring[]
  /** Jobs at once in this process; 2 by default. */
  readonly concurrency?: number
}

/** The part of this process that runs jobs. */
export interface Worker {
  /** Takes no new job and waits for those that run; after 5 s they are told to abort, after `boundMs` given back. */
  stop(boundMs: number): Promise<void>
}

/** Begins to run jobs. Goes on through losses of the database; jobs of nodes that died are picked up within two minutes. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { url, doors, log, clock, calendar, handlers, concurrency = 2 } = options
  const known = new Set(handlers.map(({ task }) => task.name))
  if (known.size !== handlers.length) throw new Error('a task has two handlers')
  const pool = openQueuePool(url, concurrency + 1, log)
  const taskList = Object.fromEntries(handlers.map((handler) => [handler.task.name, runnable(handler, options)]))
  const workers = new Set<string>()
  let runner: Runner | undefined
  let stopping = false

  async function begin(): Promise<void> {
    const started = await startRunner({
      pool,
      taskList,
      calendar,
      log,
      concurrency,
      events: eventsOf(options, workers),
    })
    runner = started
    const again = () => {
      workers.clear()
      if (!stopping) clock.setTimer(restartMs, () => void begin().catch(retry))
    }
    started.promise.then(again, again)
  }

  function retry(error: unknown): void {
    log.warn({ err: error }, 'jobs could not be started; trying again')
    if (!stopping) clock.setTimer(restartMs, () => void begin().catch(retry))
  }

  const heartbeat = beat(options, workers)
  await begin()
  await doors.withSystem('jobs', async (tx) => {
    for (const { task } of calendar) await enqueue(tx, task, {}, { key: task.name })
  })
  return {
    async stop(boundMs) {
      stopping = true
      heartbeat.stop()
      const ids = [...workers]
      await bounded(clock, boundMs, runner?.stop())
      await doors.withSystem('jobs', (tx) => forgetWorkers(tx, ids)).catch(() => undefined)
      await bounded(clock, 1_000, pool.end())
    },
  }
}

interface RunnerOptions {
  readonly pool: Pool
  readonly taskList: TaskList
  readonly calendar: readonly Recurring[]
  readonly log: Log
  readonly concurrency: number
  readonly events: WorkerEvents
}

function startRunner({ pool, taskList, calendar, log, concurrency, events }: RunnerOptions): Promise<Runner> {
  return run({
    pgPool: pool,
    taskList,
    parsedCronItems: parseCronItems(
      calendar.map(({ task, cron, catchUpMs }) => ({
        task: task.name,
        match: cron,
        identifier: task.name,
        options: { backfillPeriod: catchUpMs, jobKey: task.name, jobKeyMode: 'preserve_run_at' },
      })),
    ),
    concurrency,
    // Signals are handled in one place, by the program.
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 5_000,
    logger: loggerFor(log),
    events,
  })
}

function runnable(handler: TaskHandler, { metrics, clock }: WorkerOptions): TaskList[string] {
  return async (payload, { job, abortSignal }) => {
    const startedAt = clock.monotonic()
    // The calendar adds a field of its own to the payload.
    const { _cron, ...own } = payload as Record<string, unknown>
    try {
      await handler.run(own, { attempt: job.attempts, signal: abortSignal ?? new AbortController().signal })
    } finally {
      metrics.jobSeconds.observe({ task: handler.task.name }, (clock.monotonic() - startedAt) / 1_000)
    }
  }
}

function eventsOf({ metrics, log }: WorkerOptions, workers: Set<string>): WorkerEvents {
  const events: WorkerEvents = new EventEmitter()
  events.on('worker:create', ({ worker }) => void workers.add(worker.workerId))
  events.on('worker:stop', ({ worker }) => void workers.delete(worker.workerId))
  events.on('job:success', ({ job }) => metrics.jobs.inc({ task: job.task_identifier, outcome: 'done' }))
  events.on('job:error', ({ job, error }) => {
    const givenUp = job.attempts >= job.max_attempts
    metrics.jobs.inc({ task: job.task_identifier, outcome: givenUp ? 'given_up' : 'failed' })
    log.warn({ err: error, task: job.task_identifier, attempt: job.attempts, givenUp }, 'job failed')
  })
  return events
}

/** Says every few seconds that our workers live, and gives back the jobs of those that do not. */
function beat({ doors, clock, log }: WorkerOptions, workers: Set<string>): { stop(): void } {
  let cancel = () => {}
  let stopped = false
  async function once(): Promise<void> {
    try {
      const dead = await doors.withSystem('jobs', async (tx) => {
        await keepWorkers(tx, [...workers])
        return releaseJobsOfDeadWorkers(tx, patienceMs)
      })
      if (dead > 0) log.warn({ count: dead }, 'jobs of dead workers given back')
    } catch (error) {
      log.warn({ err: error }, 'heartbeat of the jobs failed')
    }
    if (!stopped) cancel = clock.setTimer(heartbeatMs, () => void once())
  }
  cancel = clock.setTimer(0, () => void once())
  return {
    stop() {
      stopped = true
      cancel()
    },
  }
}

async function bounded(clock: Clock, boundMs: number, work: Promise<void> | undefined): Promise<void> {
  let cancel = () => {}
  const bound = new Promise<void>((resolve) => {
    cancel = clock.setTimer(boundMs, resolve)
  })
  await Promise.race([work, bound])
  cancel()
}
