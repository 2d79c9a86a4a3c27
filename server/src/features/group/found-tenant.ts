import type { GroupId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import { createBuiltInRoles } from '../access'
import { createTenant, type NewTenant, type Tenant } from '../tenant'
import { createGroup } from './create-group'

export interface FoundedTenant {
  readonly tenant: Tenant
  readonly roleIds: Readonly<Record<'administrator' | 'agent', string>>
  readonly defaultGroupId: GroupId
}

const defaultGroupName = '默认分组'

/**
 * A merchant that can work at once: its built-in roles and one group, in one transaction. Null when the code is taken.
 * It lives here because group is the rightmost of the features it needs.
 */
export async function foundTenant(
  doors: Doors,
  merchant: NewTenant & { readonly defaultGroupName?: string },
): Promise<FoundedTenant | null> {
  const founded = await createTenant(doors, merchant, async (tx, { id }) => {
    const roleIds = await createBuiltInRoles(tx, id)
    const defaultGroupId = await createGroup(tx, id, merchant.defaultGroupName ?? defaultGroupName)
    if (!defaultGroupId) throw new Error('a new merchant cannot have a group yet')
    return { roleIds, defaultGroupId }
  })
  return founded && { tenant: founded.tenant, ...founded.furniture }
}
