import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { noFaults } from './world/faults'
import type { Job, JobDone } from './seed-worker'

/** Processes that run seeds side by side. */
export interface WorkerPool {
  readonly size: number
  /**
   * Runs jobs of one source until it has no more; each worker asks for its next one, given its own number, and has `lanes`
   * of them under way. No two of them may have the same seed.
   */
  run(next: (worker: number) => Job | null, done: (outcome: JobDone) => void, lanes?: number): Promise<void>
  stop(): void
}

const script = fileURLToPath(new URL('./seed-worker.ts', import.meta.url))

/** Starts `size` processes. */
export function startWorkers(size: number): WorkerPool {
  // The loader that runs this file runs the workers too: fork hands on the arguments of Node.
  const children: ChildProcess[] = Array.from({ length: size }, () => fork(script))

  async function drive(worker: number, next: (worker: number) => Job | null, done: (outcome: JobDone) => void) {
    for (let job = next(worker); job; job = next(worker)) {
      const child = children[worker]
      const outcome = await runOn(child, job)
      if (!outcome && children[worker] === child) children[worker] = fork(script)
      done(outcome ?? crashed(job))
    }
  }

  return {
    size,
    async run(next, done, lanes = 1) {
      const drivers = children.flatMap((_, worker) => Array.from({ length: lanes }, () => drive(worker, next, done)))
      await Promise.all(drivers)
    },
    stop() {
      for (const child of children) child.disconnect()
    },
  }
}

function runOn(child: ChildProcess | undefined, job: Job): Promise<JobDone | null> {
  return new Promise((resolve) => {
    if (!child?.connected) return resolve(null)
    const finish = (outcome: JobDone | null) => {
      child.off('message', onMessage)
      child.off('exit', onExit)
      resolve(outcome)
    }
    const onMessage = (outcome: JobDone) => {
      if (outcome.job.seed === job.seed) finish(outcome)
    }
    const onExit = () => finish(null)
    child.on('message', onMessage)
    child.on('exit', onExit)
    child.send(job)
  })
}

/** Something was thrown that nobody caught. */
function crashed(job: Job): JobDone {
  const problems = ['the process that ran this seed died: see above']
  const nothing = { faults: noFaults(), eventCount: 0, taskCount: 0, hash: '', trace: [] }
  return { job, result: { seed: job.seed, problems, ...nothing }, durationMs: 0 }
}
