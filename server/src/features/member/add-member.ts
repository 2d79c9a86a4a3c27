import { operations } from '@keqiao/contract'
import type { MemberId } from '@keqiao/domain'
import { command, isRefused, refuse, type Bindable } from '../../platform/operations'
import { readRoleKeys } from '../access'
import { readTenant } from '../tenant'
import { createMember } from './create-member'
import type { MemberParts } from './member.parts'
import { lockMember } from './member.store'
import { memberView } from './member.view'
import { recordMember } from './record-member'
import { roleToGive } from './role-limits'

/**
 * MGT-02: the administrator adds a member. The password is given after the commit, since the tables of sign-in, which
 * refer to members, have connections of their own.
 */
export function addMember(parts: MemberParts): Bindable {
  return command(
    operations.member.create,
    async (actor, { account, nickname, role, capacity, groupIds }, context) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const { tx } = context
      const { tenantId } = actor
      const given = await roleToGive(tx, actor, role)
      if (isRefused(given)) return given
      const id = await createMember(tx, tenantId, { account, nickname, roleKey: role, capacity })
      if (!id) return refuse('account_taken')
      const unknown = await parts.replaceGroups(tx, tenantId, id, groupIds)
      if (unknown.length > 0) return refuse('group_unknown', { groupIds: unknown })
      const member = await lockMember(tx, tenantId, id)
      if (!member) throw new Error('the new member is not there')
      const payload = { memberId: id, account, nickname, role, capacity, groupIds }
      await recordMember(context, actor, member, [{ type: 'member.created', payload }])
      return { member: memberView(member, await readRoleKeys(tx, tenantId), groupIds) }
    },
    {
      withoutSecrets: (input) => ({ ...input, password: null }),
      async afterwards({ tenantId }, { password }, { member: { id, account, nickname } }, { doors }) {
        const tenant = await doors.withTenant(tenantId, (tx) => readTenant(tx, tenantId))
        if (!tenant) throw new Error('somebody acts for a merchant that is not there')
        const memberId = id as MemberId
        await parts.giveFirstPassword({ tenantId, tenantCode: tenant.code, memberId, account, nickname, password })
      },
    },
  )
}
