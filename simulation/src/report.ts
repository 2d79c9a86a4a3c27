import { faultKinds, noFaults, type FaultCounts } from './world/faults'
import type { Job, JobDone } from './seed-worker'

/** What came out, counted as it comes. */
export interface Report {
  passedCount: number
  failedCount: number
  readonly faults: FaultCounts
  /** A seed that had to hold. */
  seedDone(outcome: JobDone): void
  fail(what: string): void
  pass(): void
}

const say = (line: string) => void process.stdout.write(`${line}\n`)

/** The shortest command that repeats a run. */
export function commandFor({ seed, steps, actors, sabotage, databaseUrl }: Job): string {
  const flags = [
    `--seed ${seed}`,
    ...(steps === defaults.steps ? [] : [`--steps ${steps}`]),
    ...(actors === defaults.actors ? [] : [`--actors ${actors}`]),
    ...(sabotage ? [`--sabotage ${sabotage}`] : []),
    ...(databaseUrl === null ? [] : ['--postgres 1']),
  ]
  return `npm run simulate -- ${flags.join(' ')}`
}

/** What a run is unless the command says otherwise. */
export const defaults = { steps: 200, actors: 8, seeds: 1_000 } as const

/** An empty report. */
export function createReport(): Report {
  const report: Report = {
    passedCount: 0,
    failedCount: 0,
    faults: noFaults(),
    seedDone({ job, result }) {
      for (const kind of faultKinds) report.faults[kind] += result.faults[kind]
      if (result.problems.length === 0) return report.pass()
      report.failedCount += 1
      say(`FAILED seed ${job.seed}${job.databaseUrl === null ? '' : ' on PostgreSQL'}: ${commandFor(job)} --verbose`)
      for (const problem of result.problems.slice(0, 5)) say(`  ${problem.slice(0, 600)}`)
    },
    fail(what) {
      report.failedCount += 1
      say(`FAILED ${what}`)
    },
    pass() {
      report.passedCount += 1
    },
  }
  return report
}

/** Tells how often each fault struck; one that never did proves nothing and is a failure. */
export function reportFaults(report: Report): void {
  say(`faults: ${faultKinds.map((kind) => `${kind} ${report.faults[kind]}`).join(', ')}`)
  for (const kind of faultKinds) if (report.faults[kind] === 0) report.fail(`the fault ${kind} never struck`)
}
