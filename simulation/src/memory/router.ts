/**
 * Routing over the database in memory: who is chosen is the product's own decision, and what may go wrong between looking
 * and writing goes wrong here too. Each process has one; it is woken by the events of its own process, and sweeps.
 */
import {
  decide,
  orderAgents,
  silenceDueAt,
  type Actor,
  type Candidate,
  type Decision,
  type LegId,
  type TenantId,
} from '@keqiao/domain'
import { stateOf } from '@keqiao/server/features/conversation/conversation.row'
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import { reactToEvents } from '@keqiao/server/features/routing/index'
import { shortRules as rules } from '../routing-rules'
import type { Incarnation } from '../world/cluster'
import { commitOutcome, type StoredConversation, type StoredMember } from './database'
import type { MemoryServer } from './server'

/** As the product has them. */
const leaseMs = 15_000
const sweeps = { routeMs: 10_000, releaseMs: 5_000, silenceMs: 1_000, jobsMs: 2_000 }

export interface MemoryRouter {
  wake(tenantId: TenantId): void
  hear(events: readonly StoredEvent[]): void
  /** Begins to sweep. */
  start(): void
}

/** A lease from now on. */
export const leaseFrom = (now: number): number => now + leaseMs

/** The router of one process. */
export function createMemoryRouter(server: MemoryServer, incarnation: Incarnation): MemoryRouter {
  const { sabotage } = server
  const wanted = new Set<TenantId>()
  let isRunning = false

  async function run(): Promise<void> {
    if (isRunning) return
    isRunning = true
    try {
      for (const tenantId of wanted) {
        wanted.delete(tenantId)
        while (await assignOne(server, tenantId));
      }
    } catch {
      // A database that is away is not news; the sweep comes again.
    }
    isRunning = false
    if (wanted.size > 0) await run()
  }

  const router: MemoryRouter = {
    wake(tenantId) {
      if (sabotage === 'router-sleeps') return
      wanted.add(tenantId)
      void run()
    },
    hear: (events) => reactToEvents(router)(events),
    start() {
      every(sweeps.routeMs, async () => {
        await server.read()
        for (const tenantId of new Set(waiting(server).map(({ row }) => row.tenant_id))) router.wake(tenantId)
      })
      every(sweeps.releaseMs, () => releaseAbsent(server))
      every(sweeps.silenceMs, () => closeSilent(server))
      every(sweeps.jobsMs, () => releaseShutOut(server))
    },
  }

  function every(ms: number, work: () => Promise<void>): void {
    incarnation.clock.setTimer(ms, () => {
      void work()
        .catch(() => undefined)
        .then(() => every(ms, work))
    })
  }

  return router
}

function waiting({ database, sabotage }: MemoryServer): StoredConversation[] {
  const all = [...database.conversations.values()].filter(({ row }) => row.status === 'queued')
  const line = all.toSorted((a, b) => a.row.opened_at - b.row.opened_at || (a.row.id < b.row.id ? -1 : 1))
  return sabotage === 'line-backwards' ? line.toReversed() : line
}

const candidateOf = (server: MemoryServer, member: StoredMember): Candidate => ({
  memberId: member.actor.id,
  status: member.status,
  connected: server.isConnected(member),
  active: server.sabotage === 'router-forgets-capacity' ? 0 : member.active,
  capacity: member.capacity,
  lastLegAt: member.lastLegAt,
})

function candidates(server: MemoryServer, { row, handedOnBy }: StoredConversation): Candidate[] {
  const staff = [...server.database.members.values()].filter(
    ({ actor, groupIds, disabled }) =>
      actor.tenantId === row.tenant_id &&
      groupIds.includes(row.group_id) &&
      (!disabled || server.sabotage === 'disabled-still-chosen'),
  )
  const all = staff.map((member) => candidateOf(server, member))
  return orderAgents(all, { lastAgentId: null, handedOnBy })
}

/** Looks, then writes in a transaction of its own, in which all is looked at once more. True: somebody was served. */
async function assignOne(server: MemoryServer, tenantId: TenantId): Promise<boolean> {
  await server.read()
  for (const seen of waiting(server)) {
    if (seen.row.tenant_id !== tenantId) continue
    const [best] = candidates(server, seen)
    if (!best) continue
    return server.transact(() => {
      // The head of that line may be somebody else by now, and the agent may have no place any more.
      const line = waiting(server).filter(({ row }) => row.group_id === seen.row.group_id)
      const head = line.find((one) => candidates(server, one).some(({ memberId }) => memberId === best.memberId))
      if (!head) return false
      const { id, name } = server.memberOf(best.memberId).actor
      const legId = server.world.random.uuid() as LegId
      const member = { id, nickname: name }
      return write(server, head, decide.assign(stateOf(head.row), { legId, member }))
    })
  }
  return false
}

function write(server: MemoryServer, target: StoredConversation, decision: Decision): boolean {
  if (decision.refused) return false
  const { tenant_id: tenantId } = target.row
  const actor: Actor = { kind: 'system', tenantId, id: 'system', name: 'system' }
  const commit = { at: server.world.time.now(), clientId: null }
  server.committed(commitOutcome(server.database, target, actor, decision, commit))
  return true
}

function isGone({ world, database, sabotage }: MemoryServer, memberId: string | null): boolean {
  const member = database.members.get(memberId ?? '')
  if (!member) return false
  if (member.disabled && sabotage !== 'disable-keeps-legs') return true
  return world.time.now() - (member.leaseUntil - leaseMs) > rules.releaseAfterMs
}

async function releaseAbsent(server: MemoryServer): Promise<void> {
  if (server.sabotage === 'absent-keep-theirs') return
  await server.read()
  await release(
    server,
    [...server.database.conversations.values()].filter(({ row }) => isGone(server, row.member_id)),
  )
}

/** The job of a disabling: it stays until a process has done it to its end. */
async function releaseShutOut(server: MemoryServer): Promise<void> {
  const { conversations, shutOut, members } = server.database
  // A look at nothing takes no time.
  for (const memberId of [...shutOut]) {
    await server.read()
    const held = [...conversations.values()].filter(({ row }) => row.member_id === memberId)
    if (members.get(memberId)?.disabled) await release(server, held)
    shutOut.delete(memberId)
  }
}

async function release(server: MemoryServer, seen: readonly StoredConversation[]): Promise<void> {
  for (const conversation of seen) {
    await server.transact(() => {
      const { row } = conversation
      if (row.status !== 'open' || !isGone(server, row.member_id)) return false
      const decision = decide.release(stateOf(row), { id: row.group_id, name: row.group_name })
      if (server.sabotage !== 'released-not-requeued' || decision.refused) return write(server, conversation, decision)
      const events = decision.events.filter(({ type }) => type !== 'conversation.queued')
      return write(server, conversation, { ...decision, events, patch: { ...decision.patch, status: 'open' } })
    })
  }
}

function silenceOf({ world, sabotage }: MemoryServer, { row }: StoredConversation): number | null {
  const isFresh = row.visitor_seen_at !== null && world.time.now() - row.visitor_seen_at < 2 * rules.seenEveryMs
  return silenceDueAt(
    {
      acceptedAt: row.leg_opened_at,
      lastAgentMessageAt: row.last_agent_at,
      lastVisitorMessageAt: sabotage === 'timer-ignores-visitor' ? null : row.last_visitor_at,
      visitorGoneAt: row.visitor_here && isFresh ? null : row.visitor_seen_at,
      watchedSince: 0,
    },
    rules,
  )
}

async function closeSilent(server: MemoryServer): Promise<void> {
  const { database, world, sabotage } = server
  if (sabotage === 'timer-sleeps') return
  const isDue = (conversation: StoredConversation) => {
    const at = conversation.row.status === 'closed' ? null : silenceOf(server, conversation)
    return at !== null && at <= world.time.now()
  }
  // A look at nothing takes no time: there is one every second.
  const due = [...database.conversations.values()].filter(isDue)
  for (const conversation of due) {
    await server.transact(() => {
      if (!isDue(conversation)) return false
      const { tenant_id: tenantId } = conversation.row
      const actor: Actor = { kind: 'system', tenantId, id: 'system', name: 'system' }
      return write(server, conversation, decide.close(stateOf(conversation.row), actor))
    })
  }
}
