/** `npm run simulate`: see `--help`. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { startPostgres } from './postgres/start-postgres'
import { regressions } from './regressions'
import { createReport, defaults, reportFaults, commandFor, type Report } from './report'
import { sabotageNames, sabotages, type Sabotage } from './sabotage'
import { closeDatabases, runJob, type Job, type JobDone } from './seed-worker'
import { startWorkers, type WorkerPool } from './worker-pool'

const suitePostgresSeeds = 50

const help = `npm run simulate -- [options]

  --seeds N          run N seeds on the backend in memory (${defaults.seeds})
  --postgres N       run N seeds on a real PostgreSQL as well (0)
  --from K           begin with seed K (1)
  --steps S          acts in each run (${defaults.steps})
  --actors A         people in each run, at least 4 (${defaults.actors})
  --seed X           run seed X alone
  --verbose          with --seed: tell everything that happens
  --suite            ${defaults.seeds} seeds, ${suitePostgresSeeds} on PostgreSQL, the seeds that once failed, and every sabotage
  --sabotage NAME    plant a fault of the product; the run must fail
  --list-sabotages   their names
`

/** Sabotages are looked for in so many seeds at most. */
const sabotageSeeds = 80
const say = (line: string) => void process.stdout.write(`${line}\n`)

interface Settings {
  readonly from: number
  readonly steps: number
  readonly actors: number
  readonly seeds: number
  readonly postgresSeeds: number
  readonly sabotage: Sabotage | null
}

function readArguments() {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({
    options: {
      seeds: text,
      postgres: text,
      from: text,
      steps: text,
      actors: text,
      seed: text,
      sabotage: text,
      verbose: flag,
      suite: flag,
      'list-sabotages': flag,
      help: flag,
    },
  })
  return values
}

function numberFrom(name: string, value: string | undefined, otherwise: number): number {
  const number = value === undefined ? otherwise : Number(value)
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} needs a whole number`)
  return number
}

function sabotageFrom(name: string | undefined): Sabotage | null {
  const known = sabotageNames.find((one) => one === name)
  if (name !== undefined && !known) throw new Error(`no sabotage is called ${name}: see --list-sabotages`)
  return known ?? null
}

async function main(): Promise<void> {
  const values = readArguments()
  if (values.help) return say(help)
  if (values['list-sabotages']) return sabotageNames.forEach((name) => say(`${name.padEnd(28)} ${sabotages[name]}`))
  const settings: Settings = {
    from: numberFrom('from', values.from, 1),
    steps: numberFrom('steps', values.steps, defaults.steps),
    actors: Math.max(4, numberFrom('actors', values.actors, defaults.actors)),
    seeds: numberFrom('seeds', values.seeds, values.postgres === undefined || values.suite ? defaults.seeds : 0),
    postgresSeeds: numberFrom('postgres', values.postgres, values.suite ? suitePostgresSeeds : 0),
    sabotage: sabotageFrom(values.sabotage),
  }
  const report = createReport()
  if (values.seed !== undefined) await runOne(numberFrom('seed', values.seed, 1), settings, values.verbose, report)
  else await runMany(settings, values.suite, report)
  say(`simulate: ${report.passedCount} passed, ${report.failedCount} failed`)
  process.exitCode = report.failedCount > 0 ? 1 : 0
}

async function runOne(seed: number, settings: Settings, verbose: boolean, report: Report): Promise<void> {
  const { steps, actors, sabotage } = settings
  const postgres = settings.postgresSeeds > 0 ? await startPostgres(1) : null
  try {
    const done = await runJob({
      seed,
      steps,
      actors,
      sabotage,
      databaseUrl: postgres?.urls[0] ?? null,
      verbose,
      hashed: true,
    })
    for (const line of done.result.trace) say(line)
    report.seedDone(done)
    say(`${done.result.eventCount} events, ${done.result.taskCount} things happened, trace ${done.result.hash}`)
  } finally {
    await closeDatabases()
    await postgres?.stop()
  }
}

async function runMany(settings: Settings, isSuite: boolean, report: Report): Promise<void> {
  const workers = startWorkers(Math.max(1, availableParallelism()))
  // It makes its cluster while the seeds in memory run.
  const starting = settings.postgresSeeds > 0 ? startPostgres(workers.size * postgresLanes) : Promise.resolve(null)
  starting.catch(() => undefined)
  try {
    const base = {
      steps: settings.steps,
      actors: settings.actors,
      sabotage: settings.sabotage,
      verbose: false,
      hashed: false,
    }
    const inMemory = { ...base, databaseUrl: null }
    const seeds = settings.seeds > 0 ? settings.seeds : 0
    const numbers = (count: number) => Array.from({ length: count }, (_, i) => settings.from + i)
    await timed('in memory', seeds, () =>
      runAll(
        workers,
        numbers(seeds).map((seed) => ({ ...inMemory, seed })),
        report,
      ),
    )
    const postgres = await starting
    if (postgres) {
      await timed(`on PostgreSQL ${postgres.version}`, settings.postgresSeeds, () =>
        runAll(
          workers,
          numbers(settings.postgresSeeds).map((seed) => ({ ...base, seed, databaseUrl: '' })),
          report,
          postgres.urls,
        ),
      )
    }
    if (isSuite) {
      await runAll(
        workers,
        regressions.map((one) => ({ ...inMemory, ...one })),
        report,
      )
      await timed('sabotaged', sabotageNames.length, () => runSabotages(workers, settings, report))
    }
    if (seeds >= 100 && !settings.sabotage) reportFaults(report)
  } finally {
    workers.stop()
    const postgres = await starting.catch(() => null)
    await postgres?.stop()
  }
}

async function timed(where: string, count: number, work: () => Promise<void>): Promise<void> {
  if (count === 0) return
  const startedAt = performance.now()
  await work()
  const seconds = (performance.now() - startedAt) / 1_000
  say(`${count} ${where} in ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(1)} a second`)
}

/** A run on a real database mostly waits for it, so a worker has several under way. */
const postgresLanes = 3

/** Each run has one of the databases to itself. */
async function runAll(
  workers: WorkerPool,
  jobs: readonly Job[],
  report: Report,
  urls?: readonly string[],
): Promise<void> {
  let index = 0
  // A worker keeps to its own, since each that it opens is a pool of connections.
  const free = (urls ?? []).map((url, i) => ({ url, worker: i % workers.size }))
  const next = (worker: number) => {
    const job = jobs[index]
    if (!job) return null
    index += 1
    if (!urls) return job
    const place = free.findIndex((one) => one.worker === worker)
    const [database] = free.splice(place, 1)
    return { ...job, databaseUrl: database?.url ?? null }
  }
  const done = (outcome: JobDone) => {
    const { databaseUrl: url } = outcome.job
    if (url !== null && urls) free.push({ url, worker: urls.indexOf(url) % workers.size })
    report.seedDone(outcome)
  }
  await workers.run(next, done, urls ? postgresLanes : 1)
}

/** A sabotage passes when some seed sees it. */
async function runSabotages(workers: WorkerPool, settings: Settings, report: Report): Promise<void> {
  const { from, steps, actors } = settings
  const open = [...sabotageNames]
  const running = new Map<number, { sabotage: Sabotage; tried: number }>()
  await workers.run(
    (worker) => {
      const sabotage = running.get(worker)?.sabotage ?? open.shift()
      if (!sabotage) return null
      const tried = running.get(worker)?.tried ?? 0
      running.set(worker, { sabotage, tried: tried + 1 })
      return { seed: from + tried, steps, actors, sabotage, databaseUrl: null, verbose: false, hashed: false }
    },
    ({ job, result }) => {
      const worker = [...running].find(([, one]) => one.sabotage === job.sabotage)
      const [problem] = result.problems
      if (problem === undefined && (worker?.[1].tried ?? 0) < sabotageSeeds) return
      if (worker) running.delete(worker[0])
      if (problem === undefined)
        return report.fail(`the sabotage ${job.sabotage ?? ''} was not seen in ${sabotageSeeds} seeds`)
      report.pass()
      say(`seen: ${(job.sabotage ?? '').padEnd(28)} ${commandFor(job)}: ${problem.slice(0, 100)}`)
    },
  )
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
