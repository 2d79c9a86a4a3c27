/**
 * `bench latency`: how long a message takes from the moment somebody meant to send it until the other end's socket has
 * it, under loads that do not wait. Beside it, in every round, what nobody can be faster than: the echo of a bare
 * WebSocket server plus the commit of one row.
 */
import { median, percentile, rounded, say, type Figures } from '../figures'
import { connected } from '../postgres/connect'
import { startBareServer } from '../process/bare-process'
import { startWorker, type WorkerProcess } from '../process/worker-call'
import type { Bench } from '../reference/prepare-bench'
import { signInAgents } from '../seed/sign-in'
import { verifySaid } from '../wire/verify-said'
import type { Latencies, LatencyCalls, Load } from './latency-calls'

/** How long and how much. */
export interface LatencyOptions {
  readonly rounds: number
  readonly rates: readonly number[]
  readonly productMs: number
  readonly floorMs: number
  readonly warmUp: Load
  readonly conversationCount: number
  readonly nodeArgs: readonly string[]
}

/** The size the figures are defined for. */
export const fullLatency: LatencyOptions = {
  rounds: 5,
  rates: [300, 2_000],
  productMs: 8_000,
  floorMs: 5_000,
  warmUp: { perSecond: 2_000, durationMs: 4_000 },
  conversationCount: 256,
  nodeArgs: [],
}

interface Round {
  readonly p50: number
  readonly p99: number
  readonly echo: number
  readonly commit: number
}

/** Connections of the floor's commits: enough that none waits for another. */
const commitConnections = 32

/** Runs it; throws when anything did not arrive or is not in the log. */
export async function runLatency(bench: Bench, options: LatencyOptions): Promise<Figures> {
  say(`latency on ${bench.server.description}; ${options.conversationCount} conversations, ${options.rounds} rounds`)
  const product = await bench.start(options.nodeArgs)
  const bare = await startBareServer()
  const worker = startWorker<LatencyCalls>('latency/latency-worker.ts')
  const { agents } = bench.people
  const visitors = bench.people.visitors.slice(0, options.conversationCount)
  const cookies = await signInAgents(product.origin, agents)
  const count = await worker.call('openDialogues', { port: product.port, agents, visitors, cookies })
  await worker.call('openEcho', { port: bare.port, count: count * 2 })
  const { applicationUrl: url, prefix } = bench.reference
  await worker.call('openCommit', { url, prefix, count: commitConnections })
  for (const part of ['product', 'echo', 'commit'] as const) await worker.call(part, options.warmUp)

  const rounds = new Map(options.rates.map((rate) => [rate, [] as Round[]]))
  for (let number = 1; number <= options.rounds; number++) {
    for (const [rate, measured] of rounds) {
      const round = await measure(bench, worker, rate, options)
      measured.push(round)
      say(
        `  round ${number}, ${rate}/s: p50 ${rounded(round.p50)} ms, p99 ${rounded(round.p99)} ms; floor p99 ${rounded(round.echo)} echo + ${rounded(round.commit)} commit; ratio ${rounded(ratioOf(round))}`,
      )
    }
  }
  const { said, faults } = await worker.call('end')
  await product.stop()
  const wrong = [...faults, ...(await verifySaid(bench.superuserUrl, said))]
  if (wrong.length > 0) throw new Error(`latency is wrong:\n  ${wrong.slice(0, 10).join('\n  ')}`)
  return figuresOf(rounds, options.rounds)
}

async function measure(
  { server }: Bench,
  worker: WorkerProcess<LatencyCalls>,
  perSecond: number,
  { productMs, floorMs }: LatencyOptions,
): Promise<Round> {
  await connected(server.superuserUrl, (client) => client.query('checkpoint'))
  const product = arrived(await worker.call('product', { perSecond, durationMs: productMs }))
  const echo = arrived(await worker.call('echo', { perSecond, durationMs: floorMs }))
  const commit = arrived(await worker.call('commit', { perSecond, durationMs: floorMs }))
  return {
    p50: percentile(product, 0.5),
    p99: percentile(product, 0.99),
    echo: percentile(echo, 0.99),
    commit: percentile(commit, 0.99),
  }
}

function arrived({ ms, missing }: Latencies): readonly number[] {
  if (missing !== 0) throw new Error(`${missing} of ${ms.length + missing} messages never arrived`)
  return ms
}

const ratioOf = ({ p99, echo, commit }: Round) => p99 / (echo + commit)

function figuresOf(rounds: ReadonlyMap<number, readonly Round[]>, count: number): Figures {
  const figures: Figures = {}
  for (const [rate, measured] of rounds) {
    figures[`p50_ms_${rate}`] = median(measured.map(({ p50 }) => p50))
    figures[`p99_ms_${rate}`] = median(measured.map(({ p99 }) => p99))
    figures[`floor_p99_ms_${rate}`] = median(measured.map(({ echo, commit }) => echo + commit))
    figures[`p99_ratio_${rate}`] = median(measured.map(ratioOf))
  }
  return { ...figures, rounds: count }
}
