/**
 * What a member may do. A role is a set of these (ACC-03, ACC-10); the two built-in roles cannot be edited away.
 * Visitors have no permissions: what they may do is bounded by whose conversation it is.
 */
export const permissions = [
  'conversation:read',
  'conversation:reply',
  'conversation:note',
  'phrase:manage',
  'broadcast:send',
  'conversation:claim',
  'conversation:close',
  'conversation:transfer',
  'conversation:assign',
  'summary:write',
  'rating:invite',
  'transcript:send',
  'contact:read',
  'contact:edit',
  'presence:set',
  'file:upload',
  'member:read',
  'member:manage',
  'role:manage',
  'channel:manage',
  'settings:manage',
  'offlineMessage:read',
  'knowledge:read',
  'knowledge:manage',
  'offlineMessage:reply',
  'integration:manage',
  'dialogue:read',
  'dialogue:export',
  'monitor:read',
  'member:steer',
  'conversation:supervise',
  'visitor:invite',
  'form:manage',
  'report:read',
  'apiKey:manage',
  'webhook:manage',
] as const

export type Permission = (typeof permissions)[number]

/** Whose data a permission reaches: the member's own, his groups', or the whole merchant's. */
export type Scope = 'own' | 'group' | 'tenant'

export interface RoleTemplate {
  readonly key: 'administrator' | 'agent'
  readonly permissions: readonly Permission[]
  readonly scope: Scope
}

const agentPermissions: readonly Permission[] = [
  'conversation:read',
  'conversation:reply',
  'conversation:note',
  'conversation:claim',
  'conversation:close',
  'conversation:transfer',
  'summary:write',
  'rating:invite',
  'transcript:send',
  'contact:read',
  'contact:edit',
  'presence:set',
  'file:upload',
  'knowledge:read',
  'dialogue:read',
]

/** ACC-03: 商家管理员 and 商家客服 work with no further set-up. */
export const builtInRoles: readonly RoleTemplate[] = [
  { key: 'administrator', permissions, scope: 'tenant' },
  { key: 'agent', permissions: agentPermissions, scope: 'own' },
]

/** Of no use to a program: no key makes keys, which would live on after it was revoked; phrases and exports are a person's own. */
const inPerson: readonly Permission[] = ['apiKey:manage', 'phrase:manage', 'dialogue:export']

/** What an API key can be given. */
export const keyScopes: readonly Permission[] = permissions.filter((permission) => !inPerson.includes(permission))

/** What a key may do now: what it was given, without what its maker may not do himself any more. */
export function rightsOfKey(given: readonly string[], maker: ReadonlySet<Permission>): ReadonlySet<Permission> {
  return new Set(keyScopes.filter((scope) => given.includes(scope) && maker.has(scope)))
}

/** The rights of a person or a role. */
export interface Rights {
  readonly permissions: ReadonlySet<Permission>
  readonly scope: Scope
}

const reach: Readonly<Record<Scope, number>> = { own: 0, group: 1, tenant: 2 }

/** Whether somebody with `own` rights may give `asked` ones away: nobody gives, or takes, more than he has. */
export function isWithinRights(own: Rights, asked: Rights): boolean {
  return reach[asked.scope] <= reach[own.scope] && [...asked.permissions].every((one) => own.permissions.has(one))
}
