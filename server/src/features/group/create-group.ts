import type { GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { insertGroup, insertGroupMember } from './group.store'

/** Creates a group; null when the merchant has one of this name. */
export async function createGroup(tx: Tx, tenantId: TenantId, name: string): Promise<GroupId | null> {
  const id = newId<GroupId>()
  return (await insertGroup(tx, tenantId, { id, name })) ? id : null
}

/** Puts a member into a group; to do it twice changes nothing. A group or member of another merchant is a bug: it throws. */
export function addToGroup(tx: Tx, tenantId: TenantId, groupId: GroupId, memberId: MemberId): Promise<void> {
  return insertGroupMember(tx, tenantId, groupId, memberId)
}
