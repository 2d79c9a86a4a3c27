import type { GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { selectGroup, selectGroupIdsOfMember, selectGroups, selectMemberIdsOfGroups, type Group } from './group.store'

/** A group of the merchant; null if it has none of this id. */
export function readGroup(tx: Tx, tenantId: TenantId, id: GroupId): Promise<Group | null> {
  return selectGroup(tx, tenantId, id)
}

/** All groups of the merchant, oldest first. */
export function readGroups(tx: Tx, tenantId: TenantId): Promise<Group[]> {
  return selectGroups(tx, tenantId)
}

/** The groups whose queues a member serves. */
export function groupIdsOf(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<GroupId[]> {
  return selectGroupIdsOfMember(tx, tenantId, memberId)
}

/** Whoever serves one of these groups. */
export function memberIdsOf(tx: Tx, tenantId: TenantId, groupIds: readonly GroupId[]): Promise<MemberId[]> {
  return selectMemberIdsOfGroups(tx, tenantId, groupIds)
}
