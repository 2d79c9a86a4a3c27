import { operations } from '@keqiao/contract'
import { command, isRefused, refuse, type Bindable } from '../../platform/operations'
import { readRoleKeys } from '../access'
import { changeMember } from './change-member'
import { refuseToLose } from './last-administrator'
import type { MemberParts } from './member.parts'
import { lockMember } from './member.store'
import { memberView } from './member.view'
import { refuseManaged } from './refuse-managed'
import { refuseBeyond, roleToGive } from './role-limits'

/** MGT-02: nickname, role, capacity and groups. */
export function updateMember(parts: MemberParts): Bindable {
  return command(operations.member.update, async (actor, input, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const { tx } = context
    const { tenantId } = actor
    const { memberId, nickname, capacity, groupIds } = input
    const demotion = input.role !== undefined && input.role !== 'administrator'
    const barred = demotion ? await refuseToLose(tx, actor, memberId) : null
    if (isRefused(barred)) return barred
    const before = await lockMember(tx, tenantId, memberId)
    if (!before) return refuse('not_found')
    const beyond = await refuseBeyond(tx, actor, before.role_id)
    if (beyond) return beyond
    const role = input.role === undefined ? null : await roleToGive(tx, actor, input.role)
    if (isRefused(role)) return role
    // What is said and stays as it is asks nothing of the back office.
    const kept = [
      ...(nickname !== undefined && nickname !== before.nickname ? (['nickname'] as const) : []),
      ...(role !== null && role.id !== before.role_id ? (['role'] as const) : []),
    ]
    const managed = await refuseManaged(tx, tenantId, memberId, kept, parts)
    if (managed) return managed
    const wanted = { nickname, capacity, groupIds, roleId: role?.id }
    const changed = await changeMember(context, actor, before, wanted, parts)
    if (isRefused(changed)) return changed
    const upstream = await parts.upstreamOf(tx, tenantId, [memberId])
    return {
      member: memberView(changed.member, await readRoleKeys(tx, tenantId), changed.groupIds, {
        upstream: upstream.get(memberId),
        secondFactor: (await parts.secondFactorsOf(tx, tenantId, [memberId])).has(memberId),
      }),
    }
  })
}
