import type { Scope, TenantId } from '@keqiao/domain'
import { sqlFor, type Tx } from '../../platform/database/tx'

export interface RoleRow {
  readonly tenant_id: TenantId
  readonly id: string
  readonly key: string
  readonly name: string
  /** As stored: may name permissions that this version does not know. */
  readonly permissions: readonly string[]
  readonly scope: Scope
  readonly built_in: boolean
}

const db = sqlFor<{ roles: RoleRow }>()

export async function insertRoles(tx: Tx, roles: readonly RoleRow[]): Promise<void> {
  await tx.run(db.insertInto('roles').values([...roles]))
}

export async function selectRole(tx: Tx, tenantId: TenantId, id: string): Promise<RoleRow | null> {
  const rows = await tx.named<RoleRow>('role by id', 'select * from roles where tenant_id = $1 and id = $2', [
    tenantId,
    id,
  ])
  return rows[0] ?? null
}

export async function selectRoleByKey(tx: Tx, tenantId: TenantId, key: string): Promise<RoleRow | null> {
  const query = db.selectFrom('roles').selectAll().where('tenant_id', '=', tenantId).where('key', '=', key)
  return (await tx.run(query))[0] ?? null
}

export async function selectRoleKeys(tx: Tx, tenantId: TenantId): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.run(db.selectFrom('roles').select(['id', 'key']).where('tenant_id', '=', tenantId))
  return new Map(rows.map((role) => [role.id, role.key]))
}
