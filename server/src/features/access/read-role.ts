import { builtInRoles, permissions, type Permission, type Scope, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { holdRoleRow, selectRole, selectRoleByKey, selectRoleKeys, selectRoles, type RoleRow } from './access.store'

/** What a member of this role may do, on whose data. */
export interface Role {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly permissions: ReadonlySet<Permission>
  readonly scope: Scope
}

/** A role of the merchant; null if it has none of this id. */
export async function readRole(tx: Tx, tenantId: TenantId, id: string): Promise<Role | null> {
  const row = await selectRole(tx, tenantId, id)
  return row && roleOf(row)
}

/** The same by key: `administrator`, `agent`, or one of the merchant's own. */
export async function readRoleByKey(tx: Tx, tenantId: TenantId, key: string): Promise<Role | null> {
  const row = await selectRoleByKey(tx, tenantId, key)
  return row && roleOf(row)
}

/** The same, and it cannot be removed before the transaction ends. */
export async function holdRoleByKey(tx: Tx, tenantId: TenantId, key: string): Promise<Role | null> {
  const row = await holdRoleRow(tx, tenantId, key)
  return row && roleOf(row)
}

/** Key of the merchant's role of this name; null: it has none. */
export async function readRoleKeyByName(tx: Tx, tenantId: TenantId, name: string): Promise<string | null> {
  return (await selectRoles(tx, tenantId)).find((role) => role.name === name)?.key ?? null
}

/** Keys of all roles of the merchant by id, for lists of members. */
export function readRoleKeys(tx: Tx, tenantId: TenantId): Promise<ReadonlyMap<string, string>> {
  return selectRoleKeys(tx, tenantId)
}

/** What a role of these columns lets its members do. */
export function roleOf({ id, key, name, permissions: kept, scope, built_in: builtIn }: RoleRow): Role {
  // The built-in roles grow with the product: a merchant made by an older version has what this one gives them.
  const template = builtIn ? builtInRoles.find((role) => role.key === key) : undefined
  const stored = template?.permissions ?? kept
  // A permission that this version does not know grants nothing.
  return {
    id,
    key,
    name,
    permissions: new Set(permissions.filter((known) => stored.includes(known))),
    scope,
  }
}
