/**
 * `bench routing`: several processes of the product's own router give everybody who waits to agents who are all but full
 * and free up at random. What it says of right and wrong comes from playing the log again (bench/src/replay), and so does
 * how many assignments a second it were; beside it what pgbench reaches with a bare claim on the same server, in turn.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { median, rounded, say, spread, type Figures } from '../figures'
import { connected } from '../postgres/connect'
import { cpuUsOf, machineUse } from '../process/process-tree'
import { startWorker, type WorkerProcess } from '../process/worker-call'
import type { Bench } from '../reference/prepare-bench'
import { readLegs, readStaff } from '../replay/read-legs'
import { jainIndex, replayLegs, type Replay } from '../replay/replay-legs'
import { prepareClaims } from './claim-reference'
import { routingSabotages, type RouterCalls, type RoutingSabotage } from './router-calls'
import { seedFloor, type Floor } from './seed-floor'

/** How much, and what to break. */
export interface RoutingOptions {
  readonly rounds: number
  readonly processCount: number
  readonly conversationCount: number
  readonly groupCount: number
  readonly agentCount: number
  readonly capacity: number
  /** Dialogues that each process ends at the same time. */
  readonly outstanding: number
  readonly sabotage: RoutingSabotage | null
}

/** The size the figure is defined for. */
export const fullRouting: RoutingOptions = {
  rounds: 5,
  processCount: 8,
  conversationCount: 10_000,
  groupCount: 5,
  agentCount: 50,
  capacity: 5,
  outstanding: 2,
  sabotage: null,
}

type Router = WorkerProcess<RouterCalls>

interface Round {
  /** Microseconds of the database's clock. */
  readonly from: number
  readonly to: number
  readonly reference: number | null
  readonly foreignPercent: number
  /** Of routers and database, the ends of dialogues included. */
  readonly cpuUs: number
}

/** Nothing was assigned for so long: it will not go on. */
const patienceMs = 20_000

/** Runs it; throws when the log shows anything that must never be. */
export async function runRouting(bench: Bench, options: RoutingOptions): Promise<Figures> {
  const { processCount, conversationCount, agentCount, capacity, sabotage } = options
  say(
    `routing on ${bench.server.description}; ${processCount} processes, ${conversationCount} conversations, ${agentCount} agents of capacity ${capacity}`,
  )
  if (sabotage) say(`SABOTAGE: ${routingSabotages[sabotage]}; this run must fail`)
  const floor = await seedFloor(bench.superuserUrl, { ...options, visitorCount: conversationCount })
  const claims = await prepareClaims(bench, floor, { ...options, visitorCount: conversationCount }, processCount)
  if (sabotage === 'claim-without-lock') await dropUniqueness(bench.superuserUrl)
  const routers = await openRouters(bench, floor, options)
  const rounds: Round[] = []
  for (let round = 1; round <= options.rounds; round++) {
    const target = Math.round((conversationCount * round) / options.rounds)
    const measured = await assignUntil(bench, routers, target, options)
    const seconds = Math.min(12, Math.max(1, (measured.to - measured.from) / 1e6))
    rounds.push({ ...measured, reference: sabotage ? null : await claims(seconds) })
  }
  const faults = await faultsOf(routers)
  for (const router of routers) await router.stop()
  return judge(bench, floor, options, rounds, faults)
}

async function openRouters(bench: Bench, floor: Floor, options: RoutingOptions): Promise<Router[]> {
  const { processCount, capacity, sabotage } = options
  const routers = Array.from({ length: processCount }, () =>
    startWorker<RouterCalls>('../../server/src/testing/router-process.ts'),
  )
  const share = <Item>(items: readonly Item[], i: number) => items.filter((_, index) => index % processCount === i)
  await Promise.all(routers.map((router) => router.call('open', { url: bench.applicationUrl, sabotage })))
  const { tenantId } = floor
  await Promise.all(routers.map((router, i) => router.call('queue', { tenantId, visitors: share(floor.visitors, i) })))
  await Promise.all(
    routers.map((router, i) => router.call('employ', { tenantId, memberIds: share(floor.memberIds, i), capacity })),
  )
  await connected(bench.superuserUrl, (client) => client.query('vacuum analyze'))
  return routers
}

/** The locks are not the only thing that keeps a dialogue from being given twice: the log would not take it either. */
async function dropUniqueness(superuserUrl: string): Promise<void> {
  await connected(superuserUrl, async (client) => {
    await client.query('alter table events drop constraint events_pkey')
    await client.query('drop index legs_one_open')
  })
}

async function assignUntil(
  bench: Bench,
  routers: readonly Router[],
  target: number,
  { outstanding }: RoutingOptions,
): Promise<Omit<Round, 'reference'>> {
  await connected(bench.superuserUrl, (client) => client.query('checkpoint'))
  // The routers are children of this process.
  const ownUs = () => cpuUsOf(bench.server.postmasterPid) + cpuUsOf(process.pid)
  const [own, machine, from] = [ownUs(), machineUse(), await databaseTime(bench)]
  await Promise.all(routers.map((router) => router.call('begin', { outstanding })))
  let seen = -1
  for (let quietMs = 0; quietMs < patienceMs; quietMs += 20) {
    const counts = await Promise.all(routers.map((router) => router.call('counts', {})))
    const assigned = counts.reduce((sum, count) => sum + count.assigned, 0)
    if (assigned >= target) break
    if (assigned > seen) quietMs = 0
    seen = assigned
    await wait(20)
  }
  await Promise.all(routers.map((router) => router.call('pause', {})))
  const to = await databaseTime(bench)
  const after = machineUse()
  const cpuUs = ownUs() - own
  const foreignUs = after.busyUs - machine.busyUs - cpuUs
  return { from, to, cpuUs, foreignPercent: Math.max(0, (100 * foreignUs) / (after.totalUs - machine.totalUs)) }
}

async function databaseTime({ superuserUrl }: Bench): Promise<number> {
  return connected(superuserUrl, async (client) => {
    const { rows } = await client.query<{ at: string }>(
      'select (extract(epoch from clock_timestamp()) * 1000000)::bigint as at',
    )
    return Number(rows[0]?.at)
  })
}

async function faultsOf(routers: readonly Router[]): Promise<{ count: number; shown: readonly string[] }> {
  const counts = await Promise.all(routers.map((router) => router.call('counts', {})))
  return {
    count: counts.reduce((sum, { faultCount }) => sum + faultCount, 0),
    shown: counts.flatMap(({ faults }) => faults),
  }
}

async function judge(
  bench: Bench,
  { tenantId, memberIds }: Floor,
  options: RoutingOptions,
  rounds: readonly Round[],
  faults: { count: number; shown: readonly string[] },
): Promise<Figures> {
  const events = (await readLegs(bench.superuserUrl)).filter((event) => event.tenantId === tenantId)
  const staff = (await readStaff(bench.superuserUrl)).filter(({ memberId }) => memberIds.includes(memberId))
  const replay = replayLegs(events, staff)
  const rates = rounds.map((round) => rateOf(replay, round))
  for (const [i, { reference, foreignPercent }] of rounds.entries()) {
    say(
      `  round ${i + 1}: ${rounded(rates[i] ?? Number.NaN)} assignments/s, reference ${reference === null ? 'none' : rounded(reference)}/s; others used ${rounded(foreignPercent)} % of the machine`,
    )
  }
  const laws = {
    over_capacity: replay.overCapacity,
    double_assigned: replay.doubleAssigned,
    fifo_overtakes: replay.fifoOvertakes,
    fifo_window: replay.fifoWindow,
    left_waiting: replay.waiting.size,
    load_differs: replay.loadDiffers,
    closed_twice: replay.closedTwice,
    router_faults: faults.count,
  }
  const lines = [...replay.details, ...faults.shown]
  const isRight = Object.values(laws).every((count) => count === 0)
  const counted = Object.entries(laws).map(([law, count]) => `${law}=${count}`)
  if (!isRight) throw new Error(`routing is wrong: ${counted.join(' ')}\n  ${lines.slice(0, 10).join('\n  ')}`)
  return { ...figuresOf(bench, options, replay, rounds, rates), ...laws }
}

/** Between the first and the last commit of a round. */
function rateOf({ assignments }: Replay, { from, to }: Round): number {
  const times = assignments.map(({ committedAt }) => committedAt).filter((at) => at >= from && at <= to)
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0]
  return ((times.length - 1) * 1e6) / (last - first)
}

function figuresOf(
  bench: Bench,
  options: RoutingOptions,
  { assignments, byAgent, leastLoaded }: Replay,
  rounds: readonly Round[],
  rates: readonly number[],
): Figures {
  const given = [...byAgent.values()]
  const references = rounds.flatMap(({ reference }) => (reference === null ? [] : [reference]))
  const ratios = references.map((reference, i) => (rates[i] ?? Number.NaN) / reference)
  return {
    assignments_per_s: median(rates),
    ...(bench.server.programs
      ? { pgbench_claims_per_s: median(references), ratio: median(ratios), ratio_spread: spread(ratios) }
      : {}),
    cpu_us_per_assignment: rounds.reduce((sum, { cpuUs }) => sum + cpuUs, 0) / assignments.length,
    fairness: jainIndex(given).toFixed(3),
    least_per_agent: Math.min(...given),
    most_per_agent: Math.max(...given),
    least_loaded_percent: (100 * leastLoaded) / assignments.length,
    foreign_percent: median(rounds.map(({ foreignPercent }) => foreignPercent)),
    assignments: assignments.length,
    processes: options.processCount,
    rounds: rounds.length,
  }
}
