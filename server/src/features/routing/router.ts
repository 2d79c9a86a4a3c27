import type { RoutingSettings } from '@keqiao/contract'
import { orderAgents, type GroupId, type MemberFacts, type TenantId } from '@keqiao/domain'
import { isUnavailable } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import type { Services } from '../../platform/operations'
import {
  assignLongestWaiting,
  findServedBy,
  longestWaitingGroups,
  readWaitingTenants,
  type Assigned,
  type ChooseAgent,
  type ConversationRow,
} from '../conversation'
import { readRoutingSettings } from '../tenant'
import { lockFirstFree, lockIfFree, readCandidates, readFreeGroups } from './routing.store'

/** Merchants that one process routes for at the same time: each takes a connection of the pool. */
const atOnce = 4
const dayMs = 24 * 60 * 60_000

/**
 * Automatic assignment of one process (RTE-01, RTE-06). Woken by events after their commit, never by a timer; any number
 * of processes may do the same work at once, since the claim transaction decides.
 *
 * A run gives, one short transaction each, whoever waits longest in any group with a free agent, until there is no such
 * group. Where somebody else assigns in that group this very moment, the next one comes first: he waits for a turn only
 * when every group's is taken. Woken while it runs, it runs again: what committed after its last look is not missed.
 */
export interface Router {
  /** Something changed for which this merchant's line may move. */
  wake(tenantId: TenantId): void
  /** The net: wakes every merchant with somebody in a line. */
  sweep(): Promise<void>
  /** When nothing is under way any more. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** Makes the router of a process. */
export function createRouter(services: Services): Router {
  const wanted = new Set<TenantId>()
  const running = new Map<TenantId, Promise<void>>()
  let stopped = false

  function start(): void {
    for (const tenantId of wanted) {
      if (running.size >= atOnce) return
      if (running.has(tenantId)) continue
      wanted.delete(tenantId)
      const run = routeTenant(services, tenantId, () => stopped)
        .catch((error: unknown) => {
          // A database that is away is not news; the sweep comes again.
          if (!isUnavailable(error)) services.onError(error, 'routing')
        })
        .finally(() => {
          running.delete(tenantId)
          start()
        })
      running.set(tenantId, run)
    }
  }

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.all(running.values())
  }

  return {
    wake(tenantId) {
      if (stopped) return
      wanted.add(tenantId)
      start()
    },
    async sweep() {
      const tenants = await services.doors.withSystem('who waits', readWaitingTenants)
      for (const tenantId of tenants) this.wake(tenantId)
    },
    settled,
    async stop() {
      stopped = true
      wanted.clear()
      await settled()
    },
  }
}

async function routeTenant(services: Services, tenantId: TenantId, isStopped: () => boolean): Promise<void> {
  /** Groups in which whoever waits cannot be given to whoever is free. */
  const stuck = new Set<string>()
  while (!isStopped()) {
    const { settings, groupIds } = await look(services, tenantId, stuck)
    if (!settings.automatic || groupIds.length === 0) return
    const choose = (tx: Tx, row: ConversationRow) => chooseAgent(tx, row, settings, services.clock.now())
    const { groupId, outcome } = await assignInOneOf(services, tenantId, groupIds, choose)
    if (outcome === 'idle') stuck.add(groupId)
  }
}

/** Where somebody waits and somebody is free, the longest wait first. */
function look({ doors }: Services, tenantId: TenantId, stuck: ReadonlySet<string>) {
  return doors.withTenant(tenantId, async (tx) => {
    const [settings, free] = await Promise.all([readRoutingSettings(tx, tenantId), readFreeGroups(tx, tenantId)])
    const open = free.filter((id) => !stuck.has(id))
    const groupIds = open.length === 0 || !settings.automatic ? [] : await longestWaitingGroups(tx, tenantId, open)
    return { settings, groupIds }
  })
}

/** Assigns in the first group whose turn nobody has; in the first one of all after a wait when everybody's is taken. */
async function assignInOneOf(
  services: Services,
  tenantId: TenantId,
  groupIds: readonly GroupId[],
  choose: ChooseAgent,
): Promise<{ groupId: GroupId; outcome: Assigned }> {
  if (groupIds.length > 1) {
    for (const groupId of groupIds) {
      const outcome = await assignLongestWaiting(services, tenantId, groupId, choose, { waits: false })
      if (outcome !== 'busy') return { groupId, outcome }
    }
  }
  const [groupId] = groupIds
  if (groupId === undefined) throw new Error('there is no group')
  return { groupId, outcome: await assignLongestWaiting(services, tenantId, groupId, choose, { waits: true }) }
}

async function chooseAgent(
  tx: Tx,
  row: ConversationRow,
  settings: RoutingSettings,
  now: number,
): Promise<MemberFacts | 'unwanted' | 'nobody'> {
  const { tenant_id: tenantId, group_id: groupId, contact_id: contactId, id: conversationId } = row
  const since = now - settings.lastAgentDays * dayMs
  const [candidates, servedBy] = await Promise.all([
    readCandidates(tx, tenantId, groupId),
    findServedBy(tx, { tenantId, contactId, conversationId, since }),
  ])
  const lastAgentId = settings.lastAgentFirst ? servedBy.lastAgentId : null
  const [best, ...others] = orderAgents(candidates, { lastAgentId, handedOnBy: servedBy.handedOnBy })
  if (!best) {
    return orderAgents(candidates, { lastAgentId: null, handedOnBy: null }).length > 0 ? 'unwanted' : 'nobody'
  }
  const inOrder = [best, ...others].map(({ memberId }) => memberId)
  // All of them may be held for a moment, by a renewal or another group: then the best one is worth the wait.
  const id = (await lockFirstFree(tx, tenantId, inOrder)) ?? (await lockIfFree(tx, tenantId, best.memberId))
  const chosen = candidates.find(({ memberId }) => memberId === id)
  return chosen ? { id: chosen.memberId, nickname: chosen.nickname } : 'nobody'
}
