/** What happens to the nodes, in an order that the seed chooses. */
import { setTimeout as wait } from 'node:timers/promises'
import { shuffled, type Random } from '../random'
import { signal, type Cluster, type ClusterNode } from './cluster'

/** All there are; `failover` only where there is a standby. */
export const faultKinds = [
  'node-killed',
  'node-stands-still',
  'node-sleeps-longer-than-its-leases',
  'clients-cut',
  'redis-cut',
  'database-cut',
  'redis-killed',
  'rolling-restart',
] as const
/** What needs a Redis to be done to. */
export const redisKinds: ReadonlySet<FaultKind> = new Set<FaultKind>(['redis-cut', 'redis-killed'])
export type FaultKind = (typeof faultKinds)[number] | 'failover'

/** Longer than the fifteen seconds of a lease (architecture of routing). */
const longSleepMs = 22_000
const shortSleepMs = 3_000

/** Each kind once before any comes twice. */
export function planFaults(kinds: readonly FaultKind[], count: number, random: Random): FaultKind[] {
  const plan: FaultKind[] = []
  while (plan.length < count) plan.push(...shuffled(kinds, random))
  return plan.slice(0, count)
}

/** Does it, waits until it is over, and says what was done. */
export async function strike(kind: FaultKind, cluster: Cluster, random: Random): Promise<string> {
  const { nodes, redis, balancer, database } = cluster
  const node = nodes[Math.floor(random() * nodes.length)]
  if (!node) throw new Error('there is no node')
  switch (kind) {
    case 'node-killed':
      signal(node.product, 'SIGKILL')
      await node.product.ended
      await wait(random() * 1_000)
      await node.start()
      return node.name
    case 'node-stands-still':
      return standStill(node, shortSleepMs)
    case 'node-sleeps-longer-than-its-leases':
      return standStill(node, longSleepMs)
    case 'clients-cut':
      return `${balancer.cut(0.5, random)} connections`
    case 'redis-cut':
      return `${nodes.reduce((sum, { toRedis }) => sum + (toRedis?.cut(0.7, random) ?? 0), 0)} connections`
    case 'database-cut':
      return `${nodes.reduce((sum, { toDatabase }) => sum + toDatabase.cut(0.5, random), 0)} connections`
    case 'redis-killed':
      await redis?.kill()
      await wait(1_000 + random() * 2_000)
      await redis?.start()
      return redis ? 'and started again' : 'not run: there is none'
    case 'rolling-restart':
      for (const each of nodes) await restart(each)
      return 'all nodes, one after the other'
    case 'failover':
      if (!database.failOver) throw new Error('there is no standby')
      return `the standby took over after ${Math.round(await database.failOver())} ms`
  }
}

async function standStill(node: ClusterNode, ms: number): Promise<string> {
  signal(node.product, 'SIGSTOP')
  await wait(ms)
  signal(node.product, 'SIGCONT')
  return `${node.name} for ${ms} ms`
}

async function restart(node: ClusterNode): Promise<void> {
  await node.product.stop()
  await node.start()
}
