import { operations } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import { command, isRefused, refuse, type Bindable, type CommandContext } from '../../platform/operations'
import { readRoleKeys } from '../access'
import { letInMember, shutOutMember } from './change-member'
import { refuseToLose } from './last-administrator'
import type { MemberParts } from './member.parts'
import { lockMember, type MemberWithLoad } from './member.store'
import { memberView } from './member.view'
import { refuseManaged } from './refuse-managed'
import { refuseBeyond } from './role-limits'

/** ACC-04: shuts a member out. */
export function disableMember(parts: MemberParts): Bindable {
  return command(operations.member.disable, async (actor, { memberId }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const barred = await refuseToLose(context.tx, actor, memberId)
    if (isRefused(barred)) return barred
    const member = await lockMember(context.tx, actor.tenantId, memberId)
    if (!member) return refuse('not_found')
    const beyond = await refuseBeyond(context.tx, actor, member.role_id)
    if (beyond) return beyond
    const managed = await refuseManaged(context.tx, actor.tenantId, memberId, ['active'], parts)
    if (managed) return managed
    return { member: await viewOf(context, actor.tenantId, await shutOutMember(context, actor, member), parts) }
  })
}

/** Takes it back. */
export function enableMember(parts: MemberParts): Bindable {
  return command(operations.member.enable, async (actor, { memberId }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const member = await lockMember(context.tx, actor.tenantId, memberId)
    if (!member) return refuse('not_found')
    const beyond = await refuseBeyond(context.tx, actor, member.role_id)
    if (beyond) return beyond
    const managed = await refuseManaged(context.tx, actor.tenantId, memberId, ['active'], parts)
    if (managed) return managed
    return { member: await viewOf(context, actor.tenantId, await letInMember(context, actor, member), parts) }
  })
}

async function viewOf(
  { tx }: CommandContext,
  tenantId: TenantId,
  member: MemberWithLoad,
  { groupsOf, upstreamOf, secondFactorsOf }: Pick<MemberParts, 'groupsOf' | 'upstreamOf' | 'secondFactorsOf'>,
) {
  const groups = await groupsOf(tx, tenantId, [member.id])
  const upstream = await upstreamOf(tx, tenantId, [member.id])
  const { id } = member
  const secondFactor = (await secondFactorsOf(tx, tenantId, [id])).has(id)
  return memberView(member, await readRoleKeys(tx, tenantId), groups.get(id) ?? [], {
    upstream: upstream.get(id),
    secondFactor,
  })
}
