import { operations } from '@keqiao/contract'
import type { MemberActor, MemberId } from '@keqiao/domain'
import {
  command,
  isRefused,
  refuse,
  type Bindable,
  type CommandContext,
  type Refused,
} from '../../../platform/operations'
import { lockMember, recordMember, refuseBeyond, type MemberWithLoad } from '../../member'
import type { Sessions } from '../sessions'
import { deleteFactor } from './second-factor.store'

/** What an administrator does about how a colleague signs in. */
export function manageSignIn(sessions: Pick<Sessions, 'end'>): Bindable[] {
  return [
    command(operations.member.resetSecondFactor, async (actor, { memberId }, context) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const member = await colleague(context, actor, memberId)
      if (isRefused(member)) return member
      if (!(await deleteFactor(context.tx, actor.tenantId, memberId))) return refuse('second_factor_absent')
      await recordMember(context, actor, member, [{ type: 'secondFactor.reset', payload: { memberId } }])
      return {}
    }),
    // The sessions end before the event is committed: whoever hears it finds them gone, and cuts their sockets.
    command(operations.member.endSessions, async (actor, { memberId }, context) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const member = await colleague(context, actor, memberId)
      if (isRefused(member)) return member
      const endedCount = await sessions.end(memberId)
      await recordMember(context, actor, member, [{ type: 'sessions.ended', payload: { memberId, endedCount } }])
      return { endedCount }
    }),
  ]
}

/** A member with no more rights than the actor, who is somebody else. */
async function colleague(
  { tx }: CommandContext,
  actor: MemberActor,
  memberId: MemberId,
): Promise<MemberWithLoad | Refused> {
  if (memberId === actor.id) return refuse('not_on_yourself')
  const member = await lockMember(tx, actor.tenantId, memberId)
  if (!member) return refuse('not_found')
  return (await refuseBeyond(tx, actor, member.role_id)) ?? member
}
