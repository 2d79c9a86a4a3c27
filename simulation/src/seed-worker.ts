/** A process that runs the seeds it is told, one after the other. */
import { createPostgresBackend, type SimulationDatabase } from './postgres/backend'
import { openDatabase } from './postgres/start-postgres'
import { simulate, type SimulationResult } from './simulate'
import type { Sabotage } from './sabotage'

/** What a worker is told to run. */
export interface Job {
  readonly seed: number
  readonly steps: number
  readonly actors: number
  readonly sabotage: Sabotage | null
  /** Connection string of a migrated database; null: the backend in memory. */
  readonly databaseUrl: string | null
  readonly verbose: boolean
  /** Makes the hash of the trace. */
  readonly hashed: boolean
}

/** What it answers. */
export interface JobDone {
  readonly job: Job
  readonly result: SimulationResult
  readonly durationMs: number
}

let database: SimulationDatabase | null = null

/** Runs one job in this process. */
export async function runJob(job: Job): Promise<JobDone> {
  const startedAt = performance.now()
  const { seed, steps, actors, sabotage, databaseUrl, verbose, hashed } = job
  if (databaseUrl !== null) database ??= await openDatabase(databaseUrl)
  const open = database
  const result = await simulate({
    seed,
    steps,
    actors,
    sabotage,
    verbose,
    hashed,
    ...(databaseUrl !== null && open
      ? {
          backend: {
            create: (world, staffing) => createPostgresBackend(world, staffing, open),
            // Reads of a real database are as stale as they are.
            canFail: (kind) => kind !== 'staleRead',
          },
        }
      : {}),
  })
  return { job, result, durationMs: performance.now() - startedAt }
}

/** Closes what jobs opened. */
export async function closeDatabase(): Promise<void> {
  await database?.doors.close()
  database = null
}

if (process.send) {
  let line: Promise<unknown> = Promise.resolve()
  process.on('message', (job: Job) => {
    line = line.then(async () => process.send?.(await runJob(job)))
  })
  process.on('disconnect', () => process.exit())
}
