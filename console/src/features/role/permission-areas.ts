import { permissions, type Permission } from '@keqiao/domain'

/** What stands before the colon: the noun that a permission is about. */
export type PermissionArea = Permission extends `${infer Noun}:${string}` ? Noun : never

interface Area {
  readonly area: PermissionArea
  readonly permissions: readonly Permission[]
}

/** Every permission under its noun, in the order of the product's list. */
export const permissionAreas: readonly Area[] = [...new Set(permissions.map(areaOf))].map((area) => ({
  area,
  permissions: permissions.filter((permission) => areaOf(permission) === area),
}))

function areaOf(permission: Permission): PermissionArea {
  return permission.slice(0, permission.indexOf(':')) as PermissionArea
}
