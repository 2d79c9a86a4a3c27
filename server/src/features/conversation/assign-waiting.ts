import { decide, type Actor, type GroupId, type LegId, type TenantId } from '@keqiao/domain'
import type { MemberFacts } from '@keqiao/domain'
import { Rollback } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import type { Services } from '../../platform/operations'
import { stateOf, type ConversationRow } from './conversation.row'
import { lockHead, takeTurn, tryTurn } from './conversation.store'
import { openLeg } from './leg.store'
import { openedLeg, recordOutcome } from './record-outcome'

/** `idle`: nobody waits in the group, or nobody may be given who does. `busy`: somebody else assigns in it. */
export type Assigned = 'assigned' | 'idle' | 'busy'

/**
 * Names the agent for a conversation that waits, his load row locked. `unwanted`: there are agents, but not for this
 * one, so whoever waits behind is looked at; `nobody`: there is nobody for anyone.
 */
export type ChooseAgent = (tx: Tx, waiting: ConversationRow) => Promise<MemberFacts | 'unwanted' | 'nobody'>

/** Of one line, how many are looked at beyond those that nobody may be given. */
const lookedAt = 50

/**
 * Gives the conversation that waits longest in a group to the agent that `choose` names: one short transaction that locks
 * the group's turn, the conversation and the agent, in this order. The write that opens the leg carries the checks once
 * more; if it fails, everything rolls back. Whoever assigns in the group takes turns, so nobody is overtaken and no
 * conversation that somebody else holds for a moment is passed over. `waits`: for the turn of somebody else, or not at all.
 *
 * Others wait for this turn, so what needs no answer travels together: six round trips in all.
 */
export async function assignLongestWaiting(
  services: Services,
  tenantId: TenantId,
  groupId: GroupId,
  choose: ChooseAgent,
  { waits }: { readonly waits: boolean },
): Promise<Assigned> {
  const assign = async (tx: Tx): Promise<Assigned> => {
    const passed: string[] = []
    if (!waits && !(await tryTurn(tx, groupId))) return 'busy'
    // Not waited for here: the head is asked for right behind it.
    const turn = waits ? takeTurn(tx, groupId) : null
    while (passed.length < lookedAt) {
      const [row] = await Promise.all([lockHead(tx, tenantId, groupId, passed), turn])
      if (!row) return 'idle'
      const member = await choose(tx, row)
      if (member === 'nobody') return 'idle'
      if (member !== 'unwanted') return give(services, tx, row, member)
      passed.push(row.id)
    }
    return 'idle'
  }
  try {
    return await services.doors.withTenant(tenantId, assign)
  } catch (error) {
    if (error instanceof Rollback) return 'idle'
    throw error
  }
}

async function give(services: Services, tx: Tx, row: ConversationRow, member: MemberFacts): Promise<Assigned> {
  const now = services.clock.now()
  const decision = decide.assign(stateOf(row), { legId: newId<LegId>(), member })
  if (decision.refused) throw new Rollback(decision.code)
  const { legId, groupId, origin } = openedLeg(decision)
  const leg = {
    tenantId: row.tenant_id,
    id: legId,
    conversationId: row.id,
    memberId: member.id,
    groupId,
    origin,
  } as const
  const actor: Actor = { kind: 'system', tenantId: row.tenant_id, id: 'system', name: 'system' }
  const [taken] = await Promise.all([
    openLeg(tx, { ...leg, how: 'assign', at: now }),
    recordOutcome({ tx, now, services }, row, actor, decision),
  ])
  if (taken === null) throw new Rollback('agent_at_capacity')
  return 'assigned'
}
