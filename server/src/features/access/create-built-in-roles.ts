import { builtInRoles, type RoleTemplate, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { insertRoles } from './access.store'

/** What the merchant's own screens call them; he may rename them, the key stays. */
const names: Readonly<Record<RoleTemplate['key'], string>> = { administrator: '商家管理员', agent: '商家客服' }

/** ACC-03: a new merchant's roles; returns their ids by key. */
export async function createBuiltInRoles(tx: Tx, tenantId: TenantId): Promise<Record<RoleTemplate['key'], string>> {
  const ids = { administrator: newId<string>(), agent: newId<string>() }
  await insertRoles(
    tx,
    builtInRoles.map(({ key, permissions, scope }) => ({
      tenant_id: tenantId,
      id: ids[key],
      key,
      name: names[key],
      permissions,
      scope,
      built_in: true,
      seq: 0,
    })),
  )
  return ids
}
