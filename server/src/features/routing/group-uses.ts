import type { GroupId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { countChannelsOf } from '../channel'
import { countOfGroup } from '../conversation'
import type { GroupUses } from '../group'
import { readStaffedGroups } from './routing.store'

/** What keeps a group from being removed. */
export async function groupUses(tx: Tx, tenantId: TenantId, groupId: GroupId): Promise<GroupUses> {
  return {
    ...(await countOfGroup(tx, tenantId, groupId)),
    channelCount: await countChannelsOf(tx, tenantId, groupId),
  }
}

/** G14: somebody of the group is connected and not 离开. */
export async function isStaffed(tx: Tx, tenantId: TenantId, groupId: GroupId): Promise<boolean> {
  return (await readStaffedGroups(tx, tenantId)).includes(groupId)
}
