import { operations } from '@keqiao/contract'
import { decideRating } from '@keqiao/domain'
import { command, isRefused, refuse } from '../../../platform/operations'
import { accessLocked } from '../conversation.access'
import { stateOf } from '../conversation.row'
import { recordOutcome } from '../record-outcome'
import { noteInvitation, ratingStateOf } from './rating.store'

/** 邀请评价 (CON-07). */
export const inviteRating = command(operations.rating.invite, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const row = await accessLocked(context.tx, actor, input.conversationId)
  if (isRefused(row)) return row
  const rating = ratingStateOf(row)
  const decision = decideRating.invite(stateOf(row), rating, actor)
  if (decision.refused) return refuse(decision.code, decision.data)
  const { leg_id: legId } = row
  if (legId === null) throw new Error('an invitation on no leg')
  const invitedCount = decideRating.invitationsOn(legId, rating) + 1
  await noteInvitation(context.tx, row, legId, invitedCount)
  await recordOutcome(context, row, actor, decision)
  return { invitedCount }
})
