import type { MemberId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { refuse, type Refused } from '../../platform/operations'
import { readRoleByKey } from '../access'
import type { MemberEditor } from './change-member'
import { lockActiveOfRole } from './member.store'

/**
 * Nobody shuts himself out, and the last who can manage members stays. Null: this member may lose it. Locks the
 * administrators, before the member himself is locked.
 */
export async function refuseToLose(
  tx: Tx,
  actor: Pick<MemberEditor, 'tenantId' | 'id'>,
  memberId: MemberId,
): Promise<Refused | null> {
  const role = await readRoleByKey(tx, actor.tenantId, 'administrator')
  if (!role) throw new Error('a merchant has its built-in roles')
  const administrators = await lockActiveOfRole(tx, actor.tenantId, role.id)
  if (!administrators.includes(memberId)) return memberId === actor.id ? refuse('not_on_yourself') : null
  // Two who shut each other out at the same time: the second one finds nobody else left.
  if (administrators.every((id) => id === memberId)) return refuse('last_administrator')
  return memberId === actor.id ? refuse('not_on_yourself') : null
}
