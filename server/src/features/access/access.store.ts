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
  /** Last seq of its stream. */
  readonly seq: number
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

/** The same, held until the transaction ends: it can be changed meanwhile, and not removed. */
export async function holdRoleRow(tx: Tx, tenantId: TenantId, key: string): Promise<RoleRow | null> {
  const query = db.selectFrom('roles').selectAll().where('tenant_id', '=', tenantId).where('key', '=', key)
  return (await tx.run(query.forKeyShare()))[0] ?? null
}

export async function selectRoleKeys(tx: Tx, tenantId: TenantId): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.run(db.selectFrom('roles').select(['id', 'key']).where('tenant_id', '=', tenantId))
  return new Map(rows.map((role) => [role.id, role.key]))
}

/** All roles of the merchant, the built-in ones first, in the order in which they were made. */
export async function selectRoles(tx: Tx, tenantId: TenantId): Promise<RoleRow[]> {
  const query = db.selectFrom('roles').selectAll().where('tenant_id', '=', tenantId)
  return tx.run(query.orderBy('built_in', 'desc').orderBy('id'))
}

/** A role, its row locked until the transaction ends: nobody is given it meanwhile. */
export async function lockRole(tx: Tx, tenantId: TenantId, id: string): Promise<RoleRow | null> {
  const query = db.selectFrom('roles').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id)
  return (await tx.run(query.forUpdate()))[0] ?? null
}

export async function isRoleNameTaken(
  tx: Tx,
  tenantId: TenantId,
  name: string,
  butOf: string | null,
): Promise<boolean> {
  const rows = await tx.rows<{ id: string }>('select id from roles where tenant_id = $1 and name = $2', [
    tenantId,
    name,
  ])
  return rows.some(({ id }) => id !== butOf)
}

/** Stores a locked role as it is now. */
export async function storeRole(tx: Tx, row: RoleRow): Promise<void> {
  const { name, scope, permissions, seq } = row
  const update = db.updateTable('roles').set({ name, scope, permissions, seq })
  await tx.run(update.where('tenant_id', '=', row.tenant_id).where('id', '=', row.id))
}

export async function deleteRole(tx: Tx, tenantId: TenantId, id: string): Promise<void> {
  await tx.run(db.deleteFrom('roles').where('tenant_id', '=', tenantId).where('id', '=', id))
}
