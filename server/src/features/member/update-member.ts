import { operations, type StoredPayload } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { command, isRefused, refuse, type Bindable } from '../../platform/operations'
import { readRoleKeys } from '../access'
import { refuseToLose } from './last-administrator'
import type { MemberParts } from './member.parts'
import { lockMember } from './member.store'
import { memberView } from './member.view'
import { recordMember } from './record-member'
import { refuseBeyond, roleToGive } from './role-limits'

type Changes = StoredPayload<'member.changed'>

/** MGT-02: nickname, role, capacity and groups; nothing is written when nothing differs. */
export function updateMember(parts: MemberParts): Bindable {
  return command(operations.member.update, async (actor, input, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const { tx } = context
    const { tenantId } = actor
    const roleKeys = await readRoleKeys(tx, tenantId)
    const demotion = input.role !== undefined && input.role !== 'administrator'
    const barred = demotion ? await refuseToLose(tx, actor, input.memberId) : null
    if (isRefused(barred)) return barred
    const before = await lockMember(tx, tenantId, input.memberId)
    if (!before) return refuse('not_found')
    const beyond = await refuseBeyond(tx, actor, before.role_id)
    if (beyond) return beyond
    const role = input.role === undefined ? null : await roleToGive(tx, actor, input.role)
    if (isRefused(role)) return role
    const groupIds = (await parts.groupsOf(tx, tenantId, [before.id])).get(before.id) ?? []
    const wanted = input.groupIds ? [...new Set(input.groupIds)].toSorted() : groupIds
    const unknown = input.groupIds ? await parts.replaceGroups(tx, tenantId, before.id, wanted) : []
    if (unknown.length > 0) return refuse('group_unknown', { groupIds: unknown })
    const after = {
      ...before,
      nickname: input.nickname ?? before.nickname,
      capacity: input.capacity ?? before.capacity,
      role_id: role?.id ?? before.role_id,
    }
    const keyOf = (id: string) => roleKeys.get(id) ?? id
    const payload: Changes = {
      memberId: before.id,
      ...differing('nickname', before.nickname, after.nickname),
      ...differing('capacity', before.capacity, after.capacity),
      ...differing('role', keyOf(before.role_id), keyOf(after.role_id)),
      ...differing('groupIds', groupIds, wanted),
    }
    if (Object.keys(payload).length > 1) {
      await recordMember(context, actor satisfies MemberActor, after, [{ type: 'member.changed', payload }])
    }
    return { member: memberView(after, roleKeys, wanted) }
  })
}

function differing<Name extends string, Value>(
  name: Name,
  from: Value,
  to: Value,
): { [Key in Name]?: { from: Value; to: Value } } {
  if (JSON.stringify(from) === JSON.stringify(to)) return {}
  return { [name]: { from, to } } as { [Key in Name]?: { from: Value; to: Value } }
}
