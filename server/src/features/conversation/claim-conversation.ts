import { operations } from '@keqiao/contract'
import { decide, type LegId, type MemberActor } from '@keqiao/domain'
import { newId } from '../../platform/ids'
import { command, isRefused, refuse, type CommandContext, type Refused } from '../../platform/operations'
import { groupIdsOf } from '../group'
import { readRoutingSettings } from '../tenant'
import { accessLocked } from './conversation.access'
import { stateOf, type ConversationRow } from './conversation.row'
import { lockLongestWaiting } from './conversation.store'
import { staffConversationView } from './conversation.view'
import { lockLoad, openLeg } from './leg.store'
import { openedLeg, recordOutcome } from './record-outcome'

/** 接收对话 (RTE-07): atomic, one winner. Locks conversation before agent. */
export const claimConversation = command(operations.conversation.claim, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const row = await target(context, actor, input.conversationId)
  if (isRefused(row)) return row
  const load = await lockLoad(context.tx, actor.tenantId, actor.id)
  if (!load) return refuse('agent_not_available')
  // G5: beyond capacity only if the merchant allows it; by default he does not.
  const { mayExceedCapacity: mayExceed } = await readRoutingSettings(context.tx, actor.tenantId)
  const legId = newId<LegId>()
  const decision = decide.claim(stateOf(row), { legId }, actor, { ...load, mayExceed })
  if (decision.refused) return refuse(decision.code, decision.data)
  const leg = openedLeg(decision)
  const taken = await openLeg(context.tx, {
    tenantId: actor.tenantId,
    id: legId,
    conversationId: row.id,
    memberId: actor.id,
    groupId: row.group_id,
    origin: leg.origin,
    how: 'claim',
    at: context.now,
    mayExceed,
  })
  if (taken === null) return refuse('agent_at_capacity', { capacity: load.capacity })
  return { conversation: staffConversationView(await recordOutcome(context, row, actor, decision)) }
})

async function target(
  { tx }: CommandContext,
  actor: MemberActor,
  named: string | undefined,
): Promise<ConversationRow | Refused> {
  if (named !== undefined) return accessLocked(tx, actor, named)
  const groups = await groupIdsOf(tx, actor.tenantId, actor.id)
  return (await lockLongestWaiting(tx, actor.tenantId, groups)) ?? refuse('queue_empty')
}
