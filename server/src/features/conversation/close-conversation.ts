import { operations } from '@keqiao/contract'
import { decide, type Actor, type TenantId } from '@keqiao/domain'
import { command, isRefused, refuse, type Services } from '../../platform/operations'
import { accessLocked } from './conversation.access'
import { stateOf } from './conversation.row'
import { lockConversation } from './conversation.store'
import { conversationView } from './conversation.view'
import { disarmDeadlines } from './deadline.store'
import { recordOutcome, type RecordContext } from './record-outcome'
import type { ConversationRow } from './conversation.row'

/** 访客结束 or 客服关闭 (VIS-03, CON-04). */
export const closeConversation = command(operations.conversation.close, async (actor, input, context) => {
  const row = await accessLocked(context.tx, actor, input.conversationId)
  if (isRefused(row)) return row
  const closed = await closeLocked(context, row, actor)
  return isRefused(closed) ? closed : { conversation: conversationView(closed) }
})

async function closeLocked(context: RecordContext, row: ConversationRow, actor: Actor) {
  const decision = decide.close(stateOf(row), actor)
  if (decision.refused) return refuse(decision.code, decision.data)
  await disarmDeadlines(context.tx, row.id)
  return recordOutcome(context, row, actor, decision)
}

/** 系统关闭: by a deadline. `stillDue` looks at the locked row, since much may have happened since the sweep read it. */
export function closeBySystem(
  services: Services,
  tenantId: TenantId,
  conversationId: string,
  stillDue: (row: ConversationRow) => boolean,
): Promise<void> {
  return services.doors.withTenant(tenantId, async (tx) => {
    const row = await lockConversation(tx, tenantId, conversationId)
    if (!row || row.status === 'closed' || !stillDue(row)) return
    const actor: Actor = { kind: 'system', tenantId, id: 'system', name: 'system' }
    await closeLocked({ tx, now: services.clock.now(), services }, row, actor)
  })
}
