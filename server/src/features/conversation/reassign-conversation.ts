import { operations } from '@keqiao/contract'
import { decide, type LegId, type MemberFacts } from '@keqiao/domain'
import { newId } from '../../platform/ids'
import { command, isRefused, refuse } from '../../platform/operations'
import { loadMemberActor } from '../member'
import { accessLocked } from './conversation.access'
import { stateOf, type ConversationRow } from './conversation.row'
import { staffConversationView } from './conversation.view'
import { lockLoads, openLeg } from './leg.store'
import { openedLeg, recordOutcome } from './record-outcome'

/**
 * 分配 and 接管 (G15): whoever may decide over others' dialogues says who goes on. Locks the conversation, then the agents
 * in the order of their ids; against the router, who locks the conversation too, one of the two comes second and finds
 * it held.
 */
export const reassignConversation = command(operations.conversation.reassign, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx, now } = context
  const row = await accessLocked(tx, actor, input.conversationId)
  if (isRefused(row)) return row
  const agent = await loadMemberActor(tx, actor.tenantId, input.memberId)
  const holder = holderOf(row)
  const loads = await lockLoads(tx, actor.tenantId, [...(holder ? [holder.id] : []), input.memberId])
  const load = loads.find(({ member_id }) => member_id === input.memberId)
  if (!agent || !load) return refuse('not_found')
  const to = { member: { id: agent.id, nickname: agent.name }, legId: newId<LegId>(), load }
  const decision = decide.reassign(stateOf(row), { to, holder, reason: input.reason.trim() }, actor)
  if (decision.refused) return refuse(decision.code, decision.data)
  // The old leg is closed before the new one opens: a conversation has one open leg at most.
  const next = await recordOutcome(context, row, actor, decision)
  const { origin, groupId } = openedLeg(decision)
  const taken = await openLeg(tx, {
    tenantId: actor.tenantId,
    id: to.legId,
    conversationId: row.id,
    memberId: to.member.id,
    groupId,
    origin,
    how: 'transfer',
    at: now,
  })
  if (taken === null) return refuse('agent_not_available')
  return { conversation: staffConversationView(next) }
})

const holderOf = ({ member_id: id, member_name: nickname }: ConversationRow): MemberFacts | null =>
  id === null ? null : { id, nickname: nickname ?? '' }
