import { isWithinRights, type MemberActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { refuse, type Refused } from '../../platform/operations'
import { holdRoleByKey, readRole, type Role } from '../access'

/** The role that somebody is to be given, held so that it stays; refused where it has more rights than who gives it. */
export async function roleToGive(tx: Tx, actor: MemberActor, key: string): Promise<Role | Refused> {
  const role = await holdRoleByKey(tx, actor.tenantId, key)
  if (!role) return refuse('role_unknown')
  return isWithinRights(actor, role) ? role : refuse('beyond_own_rights')
}

/**
 * Whoever manages members does not reach those with more rights than himself: a new password for an administrator would
 * be the administrator's rights.
 */
export async function refuseBeyond(tx: Tx, actor: MemberActor, roleId: string): Promise<Refused | null> {
  const role = await readRole(tx, actor.tenantId, roleId)
  return role && !isWithinRights(actor, role) ? refuse('beyond_own_rights') : null
}
