import { operations } from '@keqiao/contract'
import { decide, type LegId, type MemberActor, type TransferTarget } from '@keqiao/domain'
import type { z } from 'zod'
import { newId } from '../../platform/ids'
import { command, isRefused, refuse, type CommandContext, type Refused } from '../../platform/operations'
import { holdGroup } from '../group'
import { loadMemberActor } from '../member'
import { accessLocked } from './conversation.access'
import { stateOf } from './conversation.row'
import { staffConversationView } from './conversation.view'
import { lockLoads, openLeg } from './leg.store'
import { openedLeg, recordOutcome } from './record-outcome'

type Input = z.output<typeof operations.conversation.transfer.input>

/** 转移 (RTE-08, RTE-09, G4, G7): locks the conversation, then both agents, in the order of their ids. */
export const transferConversation = command(operations.conversation.transfer, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const row = await accessLocked(context.tx, actor, input.conversationId)
  if (isRefused(row)) return row
  const to = await targetOf(context, actor, input.to)
  if (isRefused(to)) return to
  const decision = decide.transfer(stateOf(row), { to, reason: input.reason.trim() }, actor)
  if (decision.refused) return refuse(decision.code, decision.data)
  // The old leg is closed before the new one opens: a conversation has one open leg at most.
  const next = await recordOutcome(context, row, actor, decision)
  if (to.kind === 'member') {
    const { origin, groupId } = openedLeg(decision)
    const taken = await openLeg(context.tx, {
      tenantId: actor.tenantId,
      id: to.legId,
      conversationId: row.id,
      memberId: to.member.id,
      groupId,
      origin,
      how: 'transfer',
      at: context.now,
    })
    if (taken === null) return refuse('agent_not_available')
  }
  return { conversation: staffConversationView(next) }
})

async function targetOf(
  { tx }: CommandContext,
  actor: MemberActor,
  to: Input['to'],
): Promise<TransferTarget | Refused> {
  if (to.kind === 'group') {
    const group = await holdGroup(tx, actor.tenantId, to.groupId)
    return group ? { kind: 'group', group } : refuse('not_found')
  }
  const colleague = await loadMemberActor(tx, actor.tenantId, to.memberId)
  const loads = await lockLoads(tx, actor.tenantId, [actor.id, to.memberId])
  const load = loads.find(({ member_id }) => member_id === to.memberId)
  if (!colleague || !load) return refuse('not_found')
  return { kind: 'member', member: { id: colleague.id, nickname: colleague.name }, legId: newId<LegId>(), load }
}
