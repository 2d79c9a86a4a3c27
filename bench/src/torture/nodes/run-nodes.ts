/**
 * The torture of several nodes: people talk, come and go through a balancer to which nobody sticks, while nodes are
 * killed, stand still and sleep longer than their leases live, networks are cut, Redis goes, clocks disagree, everything
 * is restarted in turn and, where asked for, the primary database is killed. What was acknowledged is kept here; in the
 * end everything is read back and the log is replayed.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { say, type Figures } from '../../figures'
import { seedPeople } from '../../seed/seed-people'
import { openPairs, type Pair } from '../cast'
import { FloorTraffic } from '../floor-traffic'
import { Ledger } from '../ledger'
import { seededRandom, type Random } from '../random'
import { readBack } from '../read-back'
import { startTamperingProxy } from '../tampering-proxy'
import type { Talker } from '../talker'
import { judge } from '../verdict'
import { startCluster, type Cluster } from './cluster'
import { faultKinds, planFaults, redisKinds, strike, type FaultKind } from './faults'
import { illegalStates } from './legal-states'
import type { NodesSabotage } from './nodes-sabotages'

/** How much, and what to break. */
export interface NodesOptions {
  readonly nodeCount: number
  readonly faultCount: number
  readonly conversationCount: number
  readonly merchantCount: number
  readonly agentCount: number
  /** Only faults that are over soon. */
  readonly isSmall: boolean
  readonly isReplicated: boolean
  readonly seed: number
  readonly sabotage: NodesSabotage | null
}

/** What came out; `details` is empty when no law was broken. */
export interface NodesOutcome {
  readonly details: readonly string[]
  readonly figures: Figures
}

interface Stage {
  readonly cluster: Cluster
  readonly ledger: Ledger
  readonly pairs: readonly Pair[]
  readonly talkers: readonly Talker[]
  readonly floor: FloorTraffic
  readonly random: Random
}

const slowKinds = new Set<FaultKind>(['node-sleeps-longer-than-its-leases', 'rolling-restart'])

/** Runs it; throws when it cannot be carried out as it is meant. */
export async function runNodes(options: NodesOptions): Promise<NodesOutcome> {
  const stage = await setStage(options)
  const { talkers, floor } = stage
  floor.begin()
  for (const talker of talkers) talker.talk()
  let isOver = false
  const away = [0, 1].map((place) => floor.sendAway(place, () => isOver))
  const done = await strikeAll(stage, options)
  isOver = true
  await Promise.all(away)
  await fallSilent(stage)
  await floor.end()
  return judgeAll(stage, options, done)
}

async function setStage(options: NodesOptions): Promise<Stage> {
  const { seed, sabotage, isReplicated, nodeCount } = options
  const random = seededRandom(seed)
  // One is minutes ahead or behind.
  const skewMs = Math.round((random() < 0.5 ? -1 : 1) * (120_000 + random() * 180_000))
  const skewsMs = Array.from({ length: nodeCount }, (_, i) => (i === nodeCount - 1 ? skewMs : 0))
  const cluster = await startCluster({ nodeCount, skewsMs, isReplicated })
  const url = cluster.database.superuserUrl('keqiao')
  await sabotage?.database?.(url)
  const people = await seedPeople(url, { ...options, visitorCount: options.conversationCount })
  const { tampering } = sabotage ?? {}
  const port = tampering ? await startTamperingProxy(cluster.balancer.port, tampering) : cluster.balancer.port
  const ledger = new Ledger()
  const pairs = await openPairs({ people, ledger, origin: cluster.origin, port })
  const talkers = pairs.flatMap(({ visitor, agent }) => [visitor, agent])
  const floor = await FloorTraffic.open(url, cluster.balancer.port, cluster.origin, seededRandom(seed + 1))
  say(
    `${nodeCount} nodes on ${cluster.database.description}; the last one's clock is ${skewMs} ms off; ` +
      `${talkers.length} real clients in ${pairs.length} conversations, others come and go; seed ${seed}`,
  )
  return { cluster, ledger, pairs, talkers, floor, random }
}

async function strikeAll({ cluster, ledger, random }: Stage, options: NodesOptions): Promise<FaultKind[]> {
  const usual = faultKinds.filter(
    (kind) => !(options.isSmall && slowKinds.has(kind)) && (cluster.redis !== null || !redisKinds.has(kind)),
  )
  const plan: FaultKind[] = planFaults(usual, options.faultCount, random)
  // It can happen once: nothing stands behind the standby.
  if (options.isReplicated) plan.splice(Math.floor(plan.length / 2), 0, 'failover')
  for (const [i, kind] of plan.entries()) {
    await wait(300 + random() * 1_000)
    const before = ledger.acknowledgedCount
    const what = await strike(kind, cluster, random)
    say(`  ${i + 1} of ${plan.length}: ${kind} (${what}); ${ledger.acknowledgedCount - before} acknowledged meanwhile`)
    await talkOn(ledger)
  }
  return plan
}

/** A fault is survived when messages are acknowledged again. */
async function talkOn(ledger: Ledger): Promise<void> {
  const before = ledger.acknowledgedCount
  for (let waitedMs = 0; ledger.acknowledgedCount === before; waitedMs += 20) {
    if (waitedMs > 60_000) throw new Error('nothing was acknowledged for a minute')
    await wait(20)
  }
}

/** Everybody falls silent; what is under way must come to its end, and those who listen must have heard of it. */
async function fallSilent({ talkers }: Stage): Promise<void> {
  for (const talker of talkers) talker.talking = false
  const open = () => talkers.filter((talker) => talker.openCount() > 0)
  for (let leftMs = 90_000; open().length > 0 && leftMs > 0; leftMs -= 20) {
    for (const { client } of open()) client.retryNow()
    await wait(20)
  }
  if (open().length > 0) throw new Error(`${open().length} clients still have messages without an acknowledgement`)
  const asleep = () => talkers.filter(({ client }) => client.state.getSnapshot().status !== 'connected')
  for (let leftMs = 60_000; asleep().length > 0 && leftMs > 0; leftMs -= 100) await wait(100)
  await wait(3_000)
}

async function judgeAll(stage: Stage, options: NodesOptions, done: readonly FaultKind[]): Promise<NodesOutcome> {
  const { cluster, pairs, talkers, ledger, floor } = stage
  const url = cluster.database.superuserUrl('postgres')
  const { details, ...counts } = judge(await readBack(pairs, url, ledger))
  const refusals = talkers.flatMap((talker) => talker.refusals)
  for (const talker of talkers) talker.stop()
  const states = await illegalStates(cluster.database.superuserUrl('keqiao'))
  const routing = await floor.judge(url, false)
  const repaired = await loadsRepaired(cluster)
  const broken = [
    ...refusals.map((refusal) => `refused: ${refusal}`),
    ...Object.entries({ ...states, agent_load_repaired_total: repaired })
      .filter(([, count]) => count !== 0)
      .map(([law, count]) => `${law}: ${count}`),
    ...routing.problems,
    ...(cluster.redis === null && process.env.CI ? ['redis: none is installed, and everything must run here'] : []),
  ]
  const ofKind = (kind: FaultKind) => done.filter((one) => one === kind).length
  const faults = Object.fromEntries([...new Set(done)].map((kind) => [kind.replaceAll('-', '_'), ofKind(kind)]))
  const figures = {
    ...counts,
    refused: refusals.length,
    ...states,
    ...routing.figures,
    agent_load_repaired_total: repaired,
    nodes: options.nodeCount,
    // What a lost Redis does was not tried where there is none.
    not_run: cluster.redis ? 0 : redisKinds.size,
    acknowledged: ledger.acknowledgedCount,
    conversations: pairs.length,
    ...faults,
    seed: options.seed,
  }
  return { details: [...details, ...broken], figures }
}

/** Loads that the nodes found wrong since their last start. */
async function loadsRepaired({ nodes }: Cluster): Promise<number> {
  const counts = await Promise.all(
    nodes.map(async ({ product }) => {
      const text = await (await fetch(`${product.origin}/metrics`)).text()
      return Number(/^agent_load_repaired_total (\d+)$/m.exec(text)?.[1] ?? Number.NaN)
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}
