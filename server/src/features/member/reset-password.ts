import { operations } from '@keqiao/contract'
import { command, refuse, type Bindable } from '../../platform/operations'
import { readTenant } from '../tenant'
import type { MemberParts } from './member.parts'
import { lockMember } from './member.store'
import { recordMember } from './record-member'
import { refuseBeyond } from './role-limits'

/**
 * The administrator gives a new password to somebody who lost his. It is set before the event is committed, so that
 * whoever hears the event finds the old sessions ended; if the commit fails, a repeat does both again.
 */
export function resetPassword(parts: MemberParts): Bindable {
  return command(
    operations.member.setPassword,
    async (actor, { memberId, password }, context) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      if (memberId === actor.id) return refuse('not_on_yourself')
      const { tx } = context
      const { tenantId } = actor
      const member = await lockMember(tx, tenantId, memberId)
      const tenant = await readTenant(tx, tenantId)
      if (!member || !tenant) return refuse('not_found')
      const beyond = await refuseBeyond(tx, actor, member.role_id)
      if (beyond) return beyond
      const { account, nickname } = member
      await parts.setPassword({ tenantId, tenantCode: tenant.code, memberId, account, nickname, password })
      await recordMember(context, actor, member, [{ type: 'password.changed', payload: { memberId } }])
      return {}
    },
    { withoutSecrets: (input) => ({ ...input, password: null }) },
  )
}
