import type { GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { replaceGroupMember, selectGroupIdsOfMembers, selectGroups, selectMissingGroups } from './group.store'

/** Puts a member into exactly these groups. Returns the ids that are no group of the merchant; then nothing changed. */
export async function assignGroups(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  groupIds: readonly GroupId[],
): Promise<GroupId[]> {
  const missing = await selectMissingGroups(tx, tenantId, groupIds)
  if (missing.length === 0) await replaceGroupMember(tx, tenantId, memberId, groupIds)
  return missing
}

/** Groups of several members at once, each list in order of id; who is in none is left out. */
export function groupsOfMembers(
  tx: Tx,
  tenantId: TenantId,
  memberIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, GroupId[]>> {
  return selectGroupIdsOfMembers(tx, tenantId, memberIds)
}

/** Puts a member into every group the merchant has; returns them. */
export async function joinAllGroups(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<GroupId[]> {
  const groupIds = (await selectGroups(tx, tenantId)).map(({ id }) => id)
  await replaceGroupMember(tx, tenantId, memberId, groupIds)
  return groupIds
}
