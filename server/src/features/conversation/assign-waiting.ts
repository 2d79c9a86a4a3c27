import { decide, type Actor, type GroupId, type LegId, type TenantId } from '@keqiao/domain'
import type { MemberFacts } from '@keqiao/domain'
import { Rollback } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import type { Services } from '../../platform/operations'
import { stateOf, type ConversationRow } from './conversation.row'
import { lockHead, takeTurn } from './conversation.store'
import { openLeg } from './leg.store'
import { openedLeg, recordOutcome } from './record-outcome'

/** `idle`: nobody waits in the group, or nobody may be given who does. */
export type Assigned = 'assigned' | 'idle'

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
 * conversation that somebody else holds for a moment is passed over.
 */
export async function assignLongestWaiting(
  services: Services,
  tenantId: TenantId,
  groupId: GroupId,
  choose: ChooseAgent,
): Promise<Assigned> {
  const assign = async (tx: Tx): Promise<Assigned> => {
    await takeTurn(tx, groupId)
    const passed: string[] = []
    while (passed.length < lookedAt) {
      const row = await lockHead(tx, tenantId, groupId, passed)
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
  const taken = await openLeg(tx, {
    tenantId: row.tenant_id,
    id: legId,
    conversationId: row.id,
    memberId: member.id,
    groupId,
    origin,
    how: 'assign',
    at: now,
  })
  if (taken === null) throw new Rollback('agent_at_capacity')
  const actor: Actor = { kind: 'system', tenantId: row.tenant_id, id: 'system', name: 'system' }
  await recordOutcome({ tx, now, services }, row, actor, decision)
  return 'assigned'
}
