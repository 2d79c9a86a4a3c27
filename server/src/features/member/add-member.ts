import { operations } from '@keqiao/contract'
import type { MemberId } from '@keqiao/domain'
import { command, isRefused, refuse, type Bindable } from '../../platform/operations'
import { readRoleKeys } from '../access'
import { readTenant } from '../tenant'
import { hireMember } from './change-member'
import type { MemberParts } from './member.parts'
import { memberView } from './member.view'
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
      const facts = { account, nickname, roleKey: role, capacity, groupIds }
      const member = await hireMember(context, actor, facts, parts)
      if (isRefused(member)) return member
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
