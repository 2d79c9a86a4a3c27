import { operations, type StoredPayload } from '@keqiao/contract'
import { isWithinRights, type MemberActor, type Permission, type RoleId, type Rights, type Scope } from '@keqiao/domain'
import { appendForStaff } from '../../platform/event-log'
import { longLivedStreamId, newId } from '../../platform/ids'
import { command, refuse, type Bindable, type CommandContext } from '../../platform/operations'
import { deleteRole, insertRoles, isRoleNameTaken, lockRole, storeRole, type RoleRow } from './access.store'
import { roleOf } from './read-role'
import type { RoleParts } from './role.parts'
import { roleView } from './role.view'

type RoleEvent = {
  [Type in 'role.created' | 'role.changed' | 'role.removed']: {
    readonly type: Type
    readonly payload: StoredPayload<Type>
  }
}['role.created' | 'role.changed' | 'role.removed']

function recordRole(context: CommandContext, actor: MemberActor, { id, seq }: RoleRow, event: RoleEvent) {
  const { tenantId } = actor
  const streamId = longLivedStreamId(id)
  return appendForStaff(context, { tenantId, stream: 'role', streamId, seq, actor, events: [event] })
}

const rightsOf = (permissions: readonly Permission[], scope: Scope): Rights => ({
  permissions: new Set(permissions),
  scope,
})

/** ACC-10: a role of the merchant's own, with no more than its maker has. */
export const createRole = command(operations.role.create, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const { tenantId } = actor
  const { scope } = input
  const permissions = [...new Set(input.permissions)]
  if (!isWithinRights(actor, rightsOf(permissions, scope))) return refuse('beyond_own_rights')
  const name = input.name.trim()
  if (await isRoleNameTaken(tx, tenantId, name, null)) return refuse('role_name_taken')
  const id = newId<RoleId>()
  // Members name it by its key, which no other name it is given later changes.
  const row: RoleRow = {
    tenant_id: tenantId,
    id,
    key: `role-${id}`,
    name,
    permissions,
    scope,
    built_in: false,
    seq: 0,
  }
  const payload = { roleId: id, name, scope, permissions }
  const seq = await recordRole(context, actor, row, { type: 'role.created', payload })
  await insertRoles(tx, [{ ...row, seq }])
  return { role: roleView({ ...row, seq }, 0) }
})

/**
 * Other rights for whoever has the role. Neither the old nor the new ones may go beyond those of who changes them, and
 * nobody changes the role he has himself.
 */
export function updateRole({ membersByRole }: RoleParts): Bindable {
  return command(operations.role.update, async (actor, input, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const { tx } = context
    const { tenantId } = actor
    const before = await lockRole(tx, tenantId, input.roleId)
    if (!before) return refuse('not_found')
    if (before.built_in) return refuse('role_built_in')
    if (before.seq !== input.version) return refuse('settings_changed', { version: before.seq })
    const memberIds = (await membersByRole(tx, tenantId)).get(before.id) ?? []
    if (memberIds.includes(actor.id)) return refuse('not_on_yourself')
    const { scope } = input
    const permissions = [...new Set(input.permissions)]
    const isAllowed = isWithinRights(actor, roleOf(before)) && isWithinRights(actor, rightsOf(permissions, scope))
    if (!isAllowed) return refuse('beyond_own_rights')
    const name = input.name.trim()
    if (await isRoleNameTaken(tx, tenantId, name, before.id)) return refuse('role_name_taken')
    const after: RoleRow = { ...before, name, scope, permissions }
    const payload = {
      roleId: input.roleId,
      ...(name === before.name ? {} : { name: { from: before.name, to: name } }),
      ...(scope === before.scope ? {} : { scope: { from: before.scope, to: scope } }),
      ...(sameSet(before.permissions, permissions)
        ? {}
        : { permissions: { from: [...before.permissions], to: permissions } }),
      memberIds: [...memberIds],
    }
    if (Object.keys(payload).length === 2) return { role: roleView(before, memberIds.length) }
    const seq = await recordRole(context, actor, before, { type: 'role.changed', payload })
    await storeRole(tx, { ...after, seq })
    return { role: roleView({ ...after, seq }, memberIds.length) }
  })
}

const sameSet = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && other.every((each) => one.includes(each))

/** Removes a role that nobody has. Its row is locked, and whoever is given it needs that row. */
export function removeRole({ membersByRole }: RoleParts): Bindable {
  return command(operations.role.remove, async (actor, { roleId }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const { tx } = context
    const row = await lockRole(tx, actor.tenantId, roleId)
    if (!row) return refuse('not_found')
    if (row.built_in) return refuse('role_built_in')
    const memberCount = (await membersByRole(tx, actor.tenantId)).get(row.id)?.length ?? 0
    if (memberCount > 0) return refuse('role_in_use', { memberCount })
    if (!isWithinRights(actor, roleOf(row))) return refuse('beyond_own_rights')
    await recordRole(context, actor, row, { type: 'role.removed', payload: { roleId, name: row.name } })
    await deleteRole(tx, actor.tenantId, row.id)
    return {}
  })
}
