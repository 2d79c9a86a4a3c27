import { permissions } from '@keqiao/domain'
import { z } from 'zod'
import { spokenText } from '../body'
import { roleId } from '../ids'
import { defineOperation } from './define'

const name = spokenText(40)
const scope = z.enum(['own', 'group', 'tenant']).describe("whose data: his own, his groups', the whole merchant's")
const permissionList = z.array(z.enum(permissions)).max(200)

/** A role as whoever gives it out sees it. */
export const roleView = z.object({
  id: roleId,
  key: z.string().describe('what members name it by: administrator, agent, or one of the merchant’s own'),
  name: z.string(),
  builtIn: z.boolean(),
  scope,
  permissions: z.array(z.string()),
  memberCount: z.number().int(),
  version: z.number().int().describe('rises with each change'),
})
export type RoleView = z.infer<typeof roleView>

/** 角色权限 (ACC-03, ACC-10): menu rights and data scope; two built-in roles and freely made ones. */
export const role = {
  list: defineOperation({
    name: 'role.list',
    summary: "The merchant's roles, the built-in ones first",
    kind: 'query',
    callers: ['member'],
    permission: 'member:read',
    input: z.strictObject({}),
    output: z.object({ roles: z.array(roleView) }),
    errors: [],
    http: { method: 'GET', path: '/api/roles' },
  }),
  create: defineOperation({
    name: 'role.create',
    summary: 'Makes a role of the merchant’s own',
    kind: 'command',
    callers: ['member'],
    permission: 'role:manage',
    input: z.strictObject({ name, scope, permissions: permissionList }),
    output: z.object({ role: roleView }),
    errors: ['role_name_taken', 'beyond_own_rights'],
    http: { method: 'POST', path: '/api/roles' },
  }),
  update: defineOperation({
    name: 'role.update',
    summary: 'Changes a role of the merchant’s own; whoever has it has the new rights within a second',
    kind: 'command',
    callers: ['member'],
    permission: 'role:manage',
    input: z.strictObject({
      roleId,
      version: z.number().int().describe('the one that was read'),
      name,
      scope,
      permissions: permissionList,
    }),
    output: z.object({ role: roleView }),
    errors: ['role_name_taken', 'role_built_in', 'settings_changed', 'beyond_own_rights', 'not_on_yourself'],
    http: { method: 'PUT', path: '/api/roles/{roleId}' },
  }),
  remove: defineOperation({
    name: 'role.remove',
    summary: 'Removes a role that nobody has',
    kind: 'command',
    callers: ['member'],
    permission: 'role:manage',
    input: z.strictObject({ roleId }),
    output: z.object({}),
    errors: ['role_built_in', 'role_in_use', 'beyond_own_rights'],
    http: { method: 'DELETE', path: '/api/roles/{roleId}' },
  }),
} as const
