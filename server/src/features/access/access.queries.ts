import { operations } from '@keqiao/contract'
import { query, type Bindable } from '../../platform/operations'
import { selectRoles } from './access.store'
import type { RoleParts } from './role.parts'
import { roleView } from './role.view'

/** The merchant's roles, and how many have each. */
export function listRoles({ membersByRole }: RoleParts): Bindable {
  return query(operations.role.list, async ({ tenantId }, _input, { tx }) => {
    const members = await membersByRole(tx, tenantId)
    const rows = await selectRoles(tx, tenantId)
    return { roles: rows.map((row) => roleView(row, members.get(row.id)?.length ?? 0)) }
  })
}
