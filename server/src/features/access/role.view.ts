import type { RoleView } from '@keqiao/contract'
import type { RoleId } from '@keqiao/domain'
import type { RoleRow } from './access.store'
import { roleOf } from './read-role'

/** A role for whoever gives it out. */
export function roleView(row: RoleRow, memberCount: number): RoleView {
  const { id, key, name, permissions, scope } = roleOf(row)
  const facts = { id: id as RoleId, key, name, scope, permissions: [...permissions] }
  return { ...facts, builtIn: row.built_in, memberCount, version: row.seq }
}
