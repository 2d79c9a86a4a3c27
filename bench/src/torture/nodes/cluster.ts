/** Several processes of the product on one PostgreSQL and one Redis, behind a balancer to which no client sticks. */
import { randomBytes } from 'node:crypto'
import { say } from '../../figures'
import { makeDatabase } from '../../postgres/application-roles'
import { atEnd } from '../../process/clean-up'
import { freePort } from '../../process/free-port'
import { spawnProduct, startProduct, type Product } from '../../process/product'
import { startRedis, type RedisProcess } from './redis-process'
import { startReplicated, type ReplicatedDatabase } from './replicated-database'
import { startRelay, type Relay } from './tcp-relay'

/** One process, with ways of its own to what it needs. */
export interface ClusterNode {
  readonly name: string
  readonly port: number
  readonly skewMs: number
  readonly toDatabase: Relay
  readonly toRedis: Relay | null
  product: Product
  start(): Promise<void>
}

/** See the head of this file. */
export interface Cluster {
  readonly nodes: readonly ClusterNode[]
  readonly balancer: Relay
  readonly origin: string
  readonly database: ReplicatedDatabase
  readonly redis: RedisProcess | null
}

interface ClusterOptions {
  readonly nodeCount: number
  /** Of each node, in milliseconds; the others go right. */
  readonly skewsMs: readonly number[]
  readonly isReplicated: boolean
}

/** Starts everything; resolves when all nodes are ready. */
export async function startCluster({ nodeCount, skewsMs, isReplicated }: ClusterOptions): Promise<Cluster> {
  const database = await startReplicated(isReplicated)
  const redis = await startRedis()
  if (!redis)
    say('! NO REDIS was found: the nodes hear each other by the log alone, and what a lost Redis does is NOT proven')
  await makeDatabase(database.superuserUrl('postgres'), 'keqiao')
  const ports = await Promise.all(Array.from({ length: nodeCount }, () => freePort()))
  const balancer = await startRelay(() => ports)
  const origin = `http://127.0.0.1:${balancer.port}`
  const shared = { SECRET: randomBytes(48).toString('base64url'), PUBLIC_URL: origin, DATABASE_POOL_SIZE: '8' }
  const migrating = await startProduct({ env: { ...shared, DATABASE_URL: database.applicationUrl(database.port()) } })
  await migrating.stop()
  const nodes: ClusterNode[] = []
  for (const [i, port] of ports.entries()) {
    const toDatabase = await startRelay(() => [database.port()])
    const toRedis = redis && (await startRelay(() => [redis.port]))
    const skewMs = skewsMs[i] ?? 0
    const env = {
      ...shared,
      DATABASE_URL: database.applicationUrl(toDatabase.port),
      ...(toRedis ? { REDIS_URL: `redis://127.0.0.1:${toRedis.port}` } : {}),
      CLOCK_SKEW_MS: String(skewMs),
    }
    const product = await spawnProduct({ env, port })
    const node: ClusterNode = {
      name: `node ${i + 1}`,
      port,
      skewMs,
      toDatabase,
      toRedis,
      product,
      async start() {
        node.product = await spawnProduct({ env, port })
        await node.product.ready(90_000)
      },
    }
    nodes.push(node)
  }
  // One that stands still does not hear that it shall end.
  atEnd(() => {
    for (const { product } of nodes) signal(product, 'SIGCONT')
  })
  await Promise.all(nodes.map(({ product }) => product.ready()))
  return { nodes, balancer, origin, database, redis }
}

/** Sent to a process that may have ended. */
export function signal(product: Product, name: NodeJS.Signals): void {
  try {
    process.kill(product.pid, name)
  } catch {
    // It went by itself between the look and the shot.
  }
}
