import { decide, type Actor, type MemberId, type TenantId } from '@keqiao/domain'
import type { Services } from '../../platform/operations'
import { stateOf } from './conversation.row'
import { listOpenOf, lockConversation } from './conversation.store'
import { recordOutcome } from './record-outcome'

/**
 * Gives every open dialogue of an agent back to its queue, at the place it had: each in a transaction of its own, so that
 * none waits for the others. To do it twice changes nothing. Returns how many there were.
 */
export async function requeueDialogues(services: Services, tenantId: TenantId, memberId: MemberId): Promise<number> {
  const held = await services.doors.withTenant(tenantId, (tx) => listOpenOf(tx, tenantId, memberId))
  let count = 0
  for (const { id } of held) if (await requeueDialogue(services, tenantId, id, memberId)) count += 1
  return count
}

/** One of them; false when it is over or somebody else's by now. */
function requeueDialogue(
  services: Services,
  tenantId: TenantId,
  conversationId: string,
  memberId: MemberId,
): Promise<boolean> {
  return services.doors.withTenant(tenantId, async (tx) => {
    const row = await lockConversation(tx, tenantId, conversationId)
    if (!row || row.member_id !== memberId) return false
    const decision = decide.requeue(stateOf(row), { name: row.group_name })
    if (decision.refused) return false
    const actor: Actor = { kind: 'system', tenantId, id: 'system', name: 'system' }
    await recordOutcome({ tx, now: services.clock.now(), services }, row, actor, decision)
    return true
  })
}
