export { createBuiltInRoles } from './create-built-in-roles'
export { readRole, readRoleByKey, readRoleKeys, type Role } from './read-role'
