/**
 * `bench chat`: how many durable, acknowledged messages a second go the whole way (authentication, gateway, decision,
 * batch, row-level security, acknowledgement, relay, two subscribers each), beside what pgbench reaches with one row per
 * transaction on the same server. Product and yardstick take turns in every round.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { median, say, rounded, spread, type Figures } from '../figures'
import { connected } from '../postgres/connect'
import { cpuUsOf, machineUse } from '../process/process-tree'
import { startWorker, type WorkerProcess } from '../process/worker-call'
import type { Bench } from '../reference/prepare-bench'
import { checkReference } from '../reference/prepare-reference'
import { referenceRunner } from '../reference/run-reference'
import { signInAgents } from '../seed/sign-in'
import { verifySaid } from '../wire/verify-said'
import type { ChatCalls } from './chat-calls'

/** How long and how much. */
export interface ChatOptions {
  readonly rounds: number
  readonly warmUpMs: number
  readonly windowMs: number
  readonly conversationCount: number
  readonly outstanding: number
  readonly nodeArgs: readonly string[]
}

/** The size the figure is defined for. */
export const fullChat: ChatOptions = {
  rounds: 5,
  warmUpMs: 3_000,
  windowMs: 8_000,
  conversationCount: 256,
  outstanding: 1,
  nodeArgs: [],
}

interface Window {
  readonly perSecond: number
  readonly serverUsPerMessage: number
  readonly databaseUsPerMessage: number
  /** Percent of the machine that nothing of ours used: with much of it the figures say little. */
  readonly foreignPercent: number
}

/** Processes whose processor time is counted. */
interface Parties {
  readonly server: number
  readonly database: number
  readonly load: number
}

/** Runs it; throws when anything acknowledged is not in the log exactly once, or was not heard. */
export async function runChat(bench: Bench, options: ChatOptions): Promise<Figures> {
  say(`chat on ${bench.server.description}; ${options.conversationCount} conversations, ${options.rounds} rounds`)
  const product = await bench.start(options.nodeArgs)
  const worker = startWorker<ChatCalls>('chat/chat-worker.ts')
  const { agents } = bench.people
  const visitors = bench.people.visitors.slice(0, options.conversationCount)
  const cookies = await signInAgents(product.origin, agents)
  await worker.call('open', { port: product.port, agents, visitors, cookies })
  const parties = { server: product.pid, database: bench.server.postmasterPid, load: worker.pid }
  const reference = referenceRunner(bench.server, bench.reference)

  const windows: Window[] = []
  const references: number[] = []
  for (let round = 1; round <= options.rounds; round++) {
    await settle(bench)
    windows.push(await measure(worker, parties, options))
    await settle(bench)
    references.push(await reference((options.warmUpMs + options.windowMs) / 1_000))
    const [window, pgbench] = [windows.at(-1), references.at(-1)]
    if (!window || pgbench === undefined) break
    say(
      `  round ${round}: ${rounded(window.perSecond)} messages/s, ${rounded(window.serverUsPerMessage)} + ${rounded(window.databaseUsPerMessage)} µs of server and database each; reference ${rounded(pgbench)}/s; ratio ${rounded(window.perSecond / pgbench)}; others used ${rounded(window.foreignPercent)} % of the machine`,
    )
  }
  await checkReference(bench.reference)
  const outcome = await worker.call('end')
  await product.stop()
  return figuresOf(bench, options, windows, references, outcome)
}

/** Nobody pays for the dirty pages of the one before. */
async function settle({ server }: Bench): Promise<void> {
  await connected(server.superuserUrl, (client) => client.query('checkpoint'))
}

async function measure(
  worker: WorkerProcess<ChatCalls>,
  { server, database, load }: Parties,
  { warmUpMs, windowMs, outstanding }: ChatOptions,
): Promise<Window> {
  const look = async () => ({
    ...(await worker.call('counts')),
    serverUs: cpuUsOf(server),
    databaseUs: cpuUsOf(database),
    loadUs: cpuUsOf(load),
    machine: machineUse(),
  })
  await worker.call('begin', { outstanding })
  await wait(warmUpMs)
  const before = await look()
  await wait(windowMs)
  const after = await look()
  await worker.call('pause')
  const count = after.ackCount - before.ackCount
  const serverUs = after.serverUs - before.serverUs
  const databaseUs = after.databaseUs - before.databaseUs
  const ownUs = serverUs + databaseUs + after.loadUs - before.loadUs
  const foreignUs = after.machine.busyUs - before.machine.busyUs - ownUs
  return {
    perSecond: (count * 1_000) / (after.atMs - before.atMs),
    serverUsPerMessage: serverUs / count,
    databaseUsPerMessage: databaseUs / count,
    foreignPercent: Math.max(0, (100 * foreignUs) / (after.machine.totalUs - before.machine.totalUs)),
  }
}

async function figuresOf(
  bench: Bench,
  options: ChatOptions,
  windows: readonly Window[],
  references: readonly number[],
  outcome: Awaited<ReturnType<ChatCalls['end']>>,
): Promise<Figures> {
  const faults = [...outcome.faults, ...(await verifySaid(bench.superuserUrl, outcome.said))]
  if (outcome.heardCount !== outcome.ackCount * 2) {
    faults.push(`${outcome.ackCount * 2} deliveries were due, ${outcome.heardCount} were heard`)
  }
  if (outcome.gapCount > 0) faults.push(`${outcome.gapCount} events did not continue from the one before`)
  if (faults.length > 0) throw new Error(`chat is wrong:\n  ${faults.slice(0, 10).join('\n  ')}`)
  const ratios = windows.map(({ perSecond }, i) => perSecond / (references[i] ?? Number.NaN))
  return {
    messages_per_second: median(windows.map(({ perSecond }) => perSecond)),
    [bench.server.programs ? 'pgbench_tps' : 'pg_loop_tps']: median(references),
    [bench.server.programs ? 'ratio' : 'ratio_pg_loop']: median(ratios),
    ratio_spread: spread(ratios),
    cpu_us_per_message: median(windows.map((window) => window.serverUsPerMessage + window.databaseUsPerMessage)),
    server_us_per_message: median(windows.map(({ serverUsPerMessage }) => serverUsPerMessage)),
    database_us_per_message: median(windows.map(({ databaseUsPerMessage }) => databaseUsPerMessage)),
    foreign_percent: median(windows.map(({ foreignPercent }) => foreignPercent)),
    acknowledged: outcome.ackCount,
    repeats: outcome.repeatCount,
    deliveries: outcome.heardCount,
    lost: 0,
    duplicated: 0,
    rounds: options.rounds,
  }
}
