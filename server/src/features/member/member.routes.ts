import { operations } from '@keqiao/contract'
import { query, refuse, type Bindable } from '../../platform/operations'
import { addMember } from './add-member'
import { disableMember, enableMember } from './disable-member'
import { listMembers } from './list-members'
import type { MemberParts } from './member.parts'
import { resetPassword } from './reset-password'
import { updateMember } from './update-member'

/** The operations of members. */
export function memberOperations(parts: MemberParts): Bindable[] {
  return [
    query(operations.member.list, async (actor, input, { tx }) =>
      actor.kind === 'member' ? listMembers(tx, actor, input, parts) : refuse('forbidden'),
    ),
    addMember(parts),
    updateMember(parts),
    disableMember(parts),
    enableMember(parts),
    resetPassword(parts),
  ]
}
