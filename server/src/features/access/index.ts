import type { Bindable } from '../../platform/operations'
import { listRoles } from './access.queries'
import { createRole, removeRole, updateRole } from './change-role'
import type { RoleParts } from './role.parts'

export { createBuiltInRoles } from './create-built-in-roles'
export { holdRoleByKey, readRole, readRoleByKey, readRoleKeyByName, readRoleKeys, type Role } from './read-role'

/** The operations of roles. */
export function accessOperations(parts: RoleParts): Bindable[] {
  return [listRoles(parts), createRole, updateRole(parts), removeRole(parts)]
}
