import type { GroupId, TenantId } from '@keqiao/domain'
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import {
  isRefused,
  refuse,
  type CallContext,
  type Person,
  type Refused,
} from '@keqiao/server/platform/operations/index'
import type { Sabotage } from '../sabotage'
import type { Incarnation } from '../world/cluster'
import { never, type World } from '../world/world'
import type { MemoryDatabase, StoredMember } from './database'
import { createMemoryRouter, type MemoryRouter } from './router'

export interface MemoryMerchant {
  readonly tenantId: TenantId
  /** Visitors of the channel wait in the first one. */
  readonly groups: readonly [MemoryGroup, ...MemoryGroup[]]
}

export interface MemoryGroup {
  readonly id: GroupId
  readonly name: string
}

/** One process's way to the database: everything takes time, and the process may die before or after a commit. */
export interface MemoryServer {
  readonly world: World
  readonly database: MemoryDatabase
  readonly sabotage: Sabotage | null
  memberOf(id: string): StoredMember
  merchantOf(tenantId: TenantId): MemoryMerchant
  /** Whether a socket of his lives, or lived a moment ago. */
  isConnected(member: StoredMember): boolean
  readonly router: MemoryRouter
  /** The time of a query. */
  read(): Promise<void>
  /** Runs a transaction; the result comes after its commit, or never, or as an unreachable database. */
  transact<Result>(work: () => Result): Promise<Result>
  /** A transaction that is answered with its first result when its client id comes again. A refusal stores nothing. */
  once<Result>(actor: Person, context: CallContext, work: () => Result | Refused): Promise<Result | Refused>
  /** The place of a message that was stored before, or null. */
  placeOf(key: string, context: CallContext): { seq: number; at: number } | Refused | null
  /** Tells the bus, after the commit. */
  committed(events: readonly StoredEvent[]): void
}

/** What a driver throws when its connection breaks; the product answers `unavailable`. */
export const connectionBroke = () => new Error('Connection terminated unexpectedly')

/** A process's way to the database. */
export function createMemoryServer(
  world: World,
  database: MemoryDatabase,
  merchants: readonly MemoryMerchant[],
  incarnation: Incarnation,
  sabotage: Sabotage | null,
): MemoryServer {
  const { time, random, faults } = world
  const pass = async (from: number, to: number) => {
    await time.pass(random.between(from, to))
    if (!incarnation.isAlive()) await never
  }

  const server: MemoryServer = {
    get router() {
      return router
    },
    world,
    database,
    sabotage,
    memberOf(id) {
      const member = database.members.get(id)
      if (!member) throw new Error(`no member ${id}`)
      return member
    },
    merchantOf(tenantId) {
      const merchant = merchants.find((one) => one.tenantId === tenantId)
      if (!merchant) throw new Error(`no merchant ${tenantId}`)
      return merchant
    },
    isConnected: (member) => member.leaseUntil > time.now(),
    read: () => pass(0.3, 6),
    async transact(work) {
      await pass(0.5, 25)
      if (faults.strikes('transactionLost')) throw connectionBroke()
      const result = work()
      if (faults.strikes('commitThenCrash')) incarnation.crash()
      await pass(0.2, 6)
      if (faults.strikes('outcomeUnknown')) throw connectionBroke()
      return result
    },
    once: (actor, { clientId, requestHash }, work) => {
      const key = `${actor.id} ${clientId ?? ''}`
      return server.transact(() => {
        const hash = requestHash.toString('hex')
        const earlier = database.requests.get(key)
        if (earlier)
          return earlier.hash === hash ? (earlier.result as ReturnType<typeof work>) : refuse('client_id_reused')
        const result = work()
        if (!isRefused(result)) database.requests.set(key, { hash, result })
        return result
      })
    },
    placeOf(key, { requestHash }) {
      const earlier = database.keys.get(key)
      if (!earlier) return null
      if (earlier.hash !== requestHash.toString('hex')) return refuse('client_id_reused')
      return { seq: earlier.seq, at: earlier.at }
    },
    committed(events) {
      // The relay runs after COMMIT: a process that dies in between has told nobody.
      time.schedule(random.between(0, 1), () => incarnation.relay(events, 'all'))
      time.schedule(random.between(0, 1), () => (incarnation.isAlive() ? server.router.hear(events) : undefined))
    },
  }
  const router = createMemoryRouter(server, incarnation)
  return server
}
