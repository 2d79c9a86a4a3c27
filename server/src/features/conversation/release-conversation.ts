import { decide, type Actor, type MemberId, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { Services } from '../../platform/operations'
import { stateOf } from './conversation.row'
import { listOpenOf, lockConversation } from './conversation.store'
import { recordOutcome } from './record-outcome'

/**
 * Gives an agent's open dialogues back to routing, each in a transaction of its own: 系统 ends the leg and the visitor
 * waits again, by the time at which he first began to. `stillGone` looks again with the conversation locked, since the
 * agent may have come back meanwhile. Returns how many it released.
 */
export async function releaseDialogues(
  services: Services,
  tenantId: TenantId,
  memberId: MemberId,
  stillGone: (tx: Tx) => Promise<boolean>,
): Promise<number> {
  const open = await services.doors.withTenant(tenantId, (tx) => listOpenOf(tx, tenantId, memberId))
  let released = 0
  for (const { id } of open) {
    const done = await services.doors.withTenant(tenantId, async (tx) => {
      const row = await lockConversation(tx, tenantId, id)
      if (row?.status !== 'open' || row.member_id !== memberId || !(await stillGone(tx))) return false
      const decision = decide.release(stateOf(row), { id: row.group_id, name: row.group_name })
      if (decision.refused) return false
      const actor: Actor = { kind: 'system', tenantId, id: 'system', name: 'system' }
      await recordOutcome({ tx, now: services.clock.now(), services }, row, actor, decision)
      return true
    })
    if (done) released += 1
  }
  return released
}
