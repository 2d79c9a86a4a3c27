import { operations } from '@keqiao/contract'
import { decide, type Actor, type Decision, type TenantId, type VisitorActor } from '@keqiao/domain'
import { command, isRefused, refuse, type Refused, type Services } from '../../platform/operations'
import { accessLocked } from './conversation.access'
import { stateOf } from './conversation.row'
import { lockConversation } from './conversation.store'
import { conversationViewFor } from './conversation.view'
import { disarmDeadlines } from './deadline.store'
import { audienceOf } from './get-conversation'
import { noteOffer, offersRating } from './rating'
import { sayFarewell } from './say-farewell'
import { recordOutcome, type RecordContext } from './record-outcome'
import type { ConversationRow } from './conversation.row'

/** 访客结束 or 客服关闭 (VIS-03, CON-04). */
export const closeConversation = command(operations.conversation.close, async (actor, input, context) => {
  const row = await accessLocked(context.tx, actor, input.conversationId)
  if (isRefused(row)) return row
  const closed = await closeLocked(context, row, actor, await decideClose(context, row, actor))
  return isRefused(closed) ? closed : { conversation: conversationViewFor(closed, audienceOf(actor)) }
})

/**
 * 改为留言: whoever waits gives up his place, since he leaves a message instead. One that is over already is as good;
 * one that was accepted meanwhile is refused, and so is somebody else's.
 */
export async function leaveForMessage(
  context: RecordContext,
  actor: VisitorActor,
  conversationId: string,
): Promise<ConversationRow | Refused> {
  const row = await accessLocked(context.tx, actor, conversationId)
  if (isRefused(row) || row.status === 'closed') return row
  return closeLocked(context, row, actor, decide.leaveForMessage(stateOf(row), actor))
}

/** With the offer to rate it, if the merchant makes one. */
async function decideClose({ tx }: RecordContext, row: ConversationRow, actor: Actor): Promise<Decision> {
  return decide.close(stateOf(row), actor, 'abandoned', await offersRating(tx, row))
}

async function closeLocked(context: RecordContext, row: ConversationRow, actor: Actor, decision: Decision) {
  if (decision.refused) return refuse(decision.code, decision.data)
  await disarmDeadlines(context.tx, row.id)
  if (decision.events.some(({ type }) => type === 'rating.invited')) await noteOffer(context.tx, row)
  return recordOutcome(context, await sayFarewell(context, row), actor, decision)
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
    const context = { tx, now: services.clock.now(), services }
    await closeLocked(context, row, actor, await decideClose(context, row, actor))
  })
}
