import { mustRun } from '../process/run-program'
import type { DatabaseServer } from '../postgres/database-server'
import { startWorker } from '../process/worker-call'
import { appendOnePath } from './append-one'
import type { PgLoopCalls } from './pg-loop-worker'
import type { Reference } from './prepare-reference'

/** As the figure is defined: 32 clients, prepared statements, two threads. */
const clientCount = 32

/** Measures the yardstick: transactions a second over `seconds`. */
export type RunReference = (seconds: number) => Promise<number>

/** pgbench where it is there; otherwise a loop of Node with as many connections. */
export function referenceRunner(server: DatabaseServer, reference: Reference): RunReference {
  const { programs } = server
  if (programs) return (seconds) => runPgbench(`${programs}/pgbench`, reference, seconds)
  const worker = startWorker<PgLoopCalls>('reference/pg-loop-worker.ts')
  return (seconds) =>
    worker.call('run', { url: reference.applicationUrl, prefix: reference.prefix, seconds, clientCount })
}

async function runPgbench(pgbench: string, { applicationUrl, prefix }: Reference, seconds: number): Promise<number> {
  const args = ['-n', '-M', 'prepared', '-c', String(clientCount), '-j', '2', '-T', String(seconds)]
  const output = await mustRun(pgbench, [...args, '-f', appendOnePath, '-D', `prefix=${prefix}`, applicationUrl])
  const tps = /tps = ([\d.]+) \(without initial connection time\)/.exec(output)?.[1]
  const failed = /number of failed transactions: (\d+)/.exec(output)?.[1]
  if (tps === undefined || (failed !== undefined && failed !== '0')) throw new Error(`pgbench failed:\n${output}`)
  return Number(tps)
}
