/**
 * `bench connections`: what an idle visitor costs. Thousands of them said hello with a token, follow their conversation
 * and answer heartbeats; the memory each takes, after garbage collection, beside a bare `ws` server measured the same
 * way. Then some of them, chosen at random, get a message.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { median, rounded, say, spread, type Figures } from '../figures'
import { startBareServer } from '../process/bare-process'
import { inspectArg, readMemory, type Memory } from '../process/inspector'
import { openFilesLimit } from '../process/process-tree'
import { startWorker, type WorkerProcess } from '../process/worker-call'
import type { Bench } from '../reference/prepare-bench'
import { signInAgents } from '../seed/sign-in'
import type { ConnectionsCalls } from './connections-calls'
import { sendMessages } from './send-messages'

/** How many and how long. */
export interface ConnectionsOptions {
  readonly rounds: number
  readonly connectionCount: number
  readonly messageCount: number
  readonly workerCount: number
  /** Every connection is beaten once in twenty seconds; 0 does not wait for that. */
  readonly beatWithinMs: number
  readonly nodeArgs: readonly string[]
}

/** The size the figure is defined for. */
export const fullConnections: ConnectionsOptions = {
  rounds: 5,
  connectionCount: 10_000,
  messageCount: 100,
  workerCount: 4,
  beatWithinMs: 30_000,
  nodeArgs: [],
}

/** Files, database connections and the like that a server holds beside its sockets. */
const otherFiles = 300

interface PerConnection {
  readonly residentBytes: number
  readonly heapBytes: number
}

interface Round {
  readonly product: PerConnection
  readonly bare: PerConnection
  readonly heardCount: number
}

/** Fails with a clear word when this machine does not let a process hold that many sockets. Returns what it allows. */
export function checkOpenFiles(connectionCount: number): number {
  const needed = connectionCount + otherFiles
  const limit = openFilesLimit()
  say(`the server needs ${needed} file descriptors, ${limit} are allowed`)
  if (limit >= needed) return limit
  throw new Error(`${needed} file descriptors are needed and ${limit} are allowed: raise it with ulimit -n ${needed}`)
}

/** Runs it; throws when a connection is lost, is not beaten or does not hear its message. */
export async function runConnections(bench: Bench, options: ConnectionsOptions): Promise<Figures> {
  const limit = checkOpenFiles(options.connectionCount)
  say(`connections on ${bench.server.description}; ${options.connectionCount} visitors, ${options.rounds} rounds`)
  const workers = Array.from({ length: options.workerCount }, () =>
    startWorker<ConnectionsCalls>('connections/connections-worker.ts'),
  )
  const rounds: Round[] = []
  for (let number = 1; number <= options.rounds; number++) {
    const bare = await measureBare(workers, options)
    const { perConnection: product, heardCount } = await measureProduct(bench, workers, options)
    rounds.push({ product, bare, heardCount })
    say(
      `  round ${number}: ${kib(product.residentBytes)} KiB resident (${kib(product.heapBytes)} heap) each, bare ws ${kib(bare.residentBytes)} (${kib(bare.heapBytes)}); ratio ${rounded(product.residentBytes / bare.residentBytes)}; ${heardCount} of ${options.messageCount} messages heard`,
    )
  }
  return figuresOf(rounds, options, limit)
}

const kib = (bytes: number) => rounded(bytes / 1024)

function perConnection(before: Memory, after: Memory, count: number): PerConnection {
  return {
    residentBytes: (after.residentBytes - before.residentBytes) / count,
    heapBytes: (after.heapBytes - before.heapBytes) / count,
  }
}

const addressOf = (worker: number) => `127.0.0.${worker + 2}`

/** Opens a few first: what is loaded and compiled once is no cost of a connection. */
const warmUpCount = (count: number) => Math.min(200, Math.ceil(count / 10))

async function measureBare(
  workers: readonly WorkerProcess<ConnectionsCalls>[],
  { connectionCount }: ConnectionsOptions,
): Promise<PerConnection> {
  const server = await startBareServer([inspectArg])
  const open = (count: number) =>
    Promise.all(
      workers.map((worker, i) =>
        worker.call('openBare', {
          port: server.port,
          localAddress: addressOf(i),
          count: Math.floor(count / workers.length) + (i < count % workers.length ? 1 : 0),
        }),
      ),
    )
  await open(warmUpCount(connectionCount))
  await closeAll(workers)
  const before = await readMemory(server.pid, () => server.notes.join('\n'))
  await open(connectionCount)
  const after = await readMemory(server.pid, () => server.notes.join('\n'))
  await closeAll(workers)
  await server.stop()
  return perConnection(before, after, connectionCount)
}

async function measureProduct(
  bench: Bench,
  workers: readonly WorkerProcess<ConnectionsCalls>[],
  options: ConnectionsOptions,
): Promise<{ perConnection: PerConnection; heardCount: number }> {
  const { connectionCount, messageCount } = options
  const { visitors, agents } = bench.people
  const limits = { MAX_CONNECTIONS: String(connectionCount + 1_000) }
  const product = await bench.start([inspectArg, ...options.nodeArgs], limits)
  const cookies = await signInAgents(product.origin, agents)
  const open = async (count: number) => {
    const shares = workers.map((worker, i) => {
      const share = visitors.slice(0, count).filter((_, index) => index % workers.length === i)
      return worker.call('openVisitors', { port: product.port, localAddress: addressOf(i), visitors: share })
    })
    return Promise.all(shares)
  }
  await open(warmUpCount(connectionCount))
  await closeAll(workers)
  const before = await readMemory(product.pid, product.notes)
  const shares = await open(connectionCount)
  await allBeaten(workers, options)
  const after = await readMemory(product.pid, product.notes)
  const conversationOf = (index: number) => shares[index % workers.length]?.[Math.floor(index / workers.length)] ?? ''
  const chosen = sample(connectionCount, messageCount)
  await sendMessages({ port: product.port, bench, cookies, chosen, conversationOf })
  const ids = chosen.map(conversationOf)
  const heard = await Promise.all(workers.map((worker) => worker.call('expectMessages', ids)))
  const heardCount = heard.reduce((sum, each) => sum + each, 0)
  if (heardCount !== messageCount) throw new Error(`${heardCount} of ${messageCount} messages were heard`)
  await closeAll(workers)
  await product.stop()
  return { perConnection: perConnection(before, after, connectionCount), heardCount }
}

async function closeAll(workers: readonly WorkerProcess<ConnectionsCalls>[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.call('close')))
  // The server notices at its own pace.
  await wait(500)
}

async function allBeaten(
  workers: readonly WorkerProcess<ConnectionsCalls>[],
  { connectionCount, beatWithinMs }: ConnectionsOptions,
): Promise<void> {
  for (let leftMs = beatWithinMs; ; leftMs -= 250) {
    const counts = await Promise.all(workers.map((worker) => worker.call('counts')))
    const [beaten, lost] = [sum(counts.map((each) => each.beaten)), sum(counts.map((each) => each.lost))]
    if (lost > 0) throw new Error(`${lost} connections were lost`)
    if (beaten === connectionCount || beatWithinMs === 0) return
    if (leftMs <= 0) throw new Error(`only ${beaten} of ${connectionCount} connections got a heartbeat`)
    await wait(250)
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** `count` different numbers below `limit`. */
function sample(limit: number, count: number): number[] {
  const chosen = new Set<number>()
  while (chosen.size < Math.min(count, limit)) chosen.add(Math.floor(Math.random() * limit))
  return [...chosen]
}

function figuresOf(rounds: readonly Round[], options: ConnectionsOptions, limit: number): Figures {
  const ratios = rounds.map(({ product, bare }) => product.residentBytes / bare.residentBytes)
  return {
    connections: options.connectionCount,
    kib_per_connection: median(rounds.map(({ product }) => product.residentBytes / 1024)),
    bare_kib_per_connection: median(rounds.map(({ bare }) => bare.residentBytes / 1024)),
    ratio: median(ratios),
    ratio_spread: spread(ratios),
    heap_ratio: median(rounds.map(({ product, bare }) => product.heapBytes / bare.heapBytes)),
    messages_heard: sum(rounds.map(({ heardCount }) => heardCount)),
    files_allowed: limit,
    rounds: options.rounds,
  }
}
