/** A process that runs the seeds it is told. */
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

const databases = new Map<string, Promise<SimulationDatabase>>()

/** Runs one job in this process. */
export async function runJob(job: Job): Promise<JobDone> {
  const startedAt = performance.now()
  const { seed, steps, actors, sabotage, databaseUrl, verbose, hashed } = job
  const open = databaseUrl === null ? null : await opened(databaseUrl)
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
            // Idle seconds cost a real database its tail reads; busy ones make transactions meet.
            paceMs: 200,
            // Longer than the shortest silence and the shortest absence that a merchant may choose.
            pauseMs: 75_000,
            quietMs: 0,
          },
        }
      : {}),
  })
  return { job, result, durationMs: performance.now() - startedAt }
}

function opened(url: string): Promise<SimulationDatabase> {
  const database = databases.get(url) ?? openDatabase(url)
  databases.set(url, database)
  return database
}

/** Closes what jobs opened. */
export async function closeDatabases(): Promise<void> {
  for (const database of databases.values()) await (await database).doors.close()
  databases.clear()
}

if (process.send) {
  process.on('message', (job: Job) => {
    void runJob(job).then((done) => process.send?.(done))
  })
  process.on('disconnect', () => process.exit())
}
