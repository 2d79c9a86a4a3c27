import { createHash } from 'node:crypto'
import type { GroupId } from '@keqiao/domain'
import { agentExtension, coreGroup, coreUser, keyOf, type ScimObject } from './scim-value'
import type { UpstreamRow } from './upstream.store'

/** What is needed to draw resources of one merchant. */
export interface Drawing {
  /** Base address of the server, without a slash at the end. */
  readonly base: string
  readonly roleKeys: ReadonlyMap<string, string>
  readonly groupNames: ReadonlyMap<GroupId, string>
}

const iso = (instant: number) => new Date(instant).toISOString()

/** With its version, which is the same exactly when all the rest is. */
function versioned(resource: ScimObject, meta: ScimObject): ScimObject {
  const hash = createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 22)
  return { ...resource, meta: { ...meta, version: `W/"${hash}"` } }
}

/** Only what the back office itself has said, and what is so whoever said it: a PATCH begins from this. */
export function saidOf(row: UpstreamRow): ScimObject {
  const { mainAccount, ...core } = row.profile ?? {}
  return {
    schemas: [coreUser, agentExtension],
    id: row.id,
    ...(row.external_id !== null && { externalId: row.external_id }),
    userName: row.user_name ?? row.account,
    ...core,
    active: row.status === 'active',
    [agentExtension]: {
      account: row.account,
      capacity: row.capacity,
      ...(mainAccount !== undefined && { mainAccount }),
    },
  }
}

/** A member as the back office is shown him. */
export function userResource(row: UpstreamRow, groupIds: readonly GroupId[], drawing: Drawing): ScimObject {
  const { base, roleKeys, groupNames } = drawing
  const said = saidOf(row)
  const resource = {
    ...said,
    displayName: row.profile?.displayName ?? row.nickname,
    ...(groupIds.length > 0 && {
      groups: groupIds.map((id) => ({
        value: id,
        $ref: `${base}/Groups/${id}`,
        display: groupNames.get(id) ?? '',
        type: 'direct',
      })),
    }),
    [agentExtension]: {
      account: row.account,
      role: roleKeys.get(row.role_id) ?? row.role_id,
      mainAccount: row.is_main ?? false,
      capacity: row.capacity,
    },
  }
  return versioned(resource, {
    resourceType: 'User',
    created: iso(row.made_at),
    lastModified: iso(row.updated_at ?? row.made_at),
    location: `${base}/Users/${row.id}`,
  })
}

/** A group of agents as the back office is shown it. Null members: they were not asked for. */
export function groupResource(
  group: { readonly id: GroupId; readonly name: string; readonly externalId: string | null },
  members: readonly { readonly id: string; readonly nickname: string }[] | null,
  base: string,
): ScimObject {
  const resource = {
    schemas: [coreGroup],
    id: group.id,
    ...(group.externalId !== null && { externalId: group.externalId }),
    displayName: group.name,
    ...(members !== null && {
      members: members.map(({ id, nickname }) => ({
        value: id,
        $ref: `${base}/Users/${id}`,
        display: nickname,
        type: 'User',
      })),
    }),
  }
  return versioned(resource, { resourceType: 'Group', location: `${base}/Groups/${group.id}` })
}

/** Only the attributes that were asked for, or all but those that were not (RFC 7644, section 3.9). */
export function selected(
  resource: ScimObject,
  query: { attributes?: string; excludedAttributes?: string },
): ScimObject {
  const always = ['schemas', 'id', 'meta']
  const named = (list: string) => new Set(list.split(',').map((name) => topOf(name.trim(), resource)))
  if (query.attributes) {
    const wanted = named(query.attributes)
    return pick(resource, (key) => always.includes(key) || wanted.has(key))
  }
  if (!query.excludedAttributes) return resource
  const unwanted = named(query.excludedAttributes)
  return pick(resource, (key) => always.includes(key) || !unwanted.has(key))
}

/** Under which key of the resource an attribute stands: parts are given with the whole. */
function topOf(name: string, resource: ScimObject): string {
  const lower = name.toLowerCase()
  if (lower.startsWith(agentExtension.toLowerCase())) return agentExtension
  const plain = name.slice(name.lastIndexOf(':') + 1).split('.')[0] ?? ''
  return keyOf(resource, plain) ?? plain
}

const pick = (resource: ScimObject, isWanted: (key: string) => boolean): ScimObject =>
  Object.fromEntries(Object.entries(resource).filter(([key]) => isWanted(key)))
