import type { MemberId, TenantId } from '@keqiao/domain'
import { z } from 'zod'
import type { Tx } from '../../platform/database/tx'
import { readRoleKeys } from '../access'
import { groupsOfMembers, readGroups } from '../group'
import { matches, parseFilter, wantedValues } from './scim-filter'
import { ScimRefusal } from './scim-refusal'
import { userResource } from './scim-resource'
import type { ScimObject } from './scim-value'
import { selectUpstream, type UpstreamKeys, type UpstreamRow } from './upstream.store'

/** An id of the path, or of a filter; null: no resource has such a one. */
export const uuidOf = (text: string): string | null => z.uuid().safeParse(text).data?.toLowerCase() ?? null

/** Of a merchant, behind his door. */
export interface Reading {
  readonly tx: Tx
  readonly tenantId: TenantId
  /** Base address of the server. */
  readonly base: string
}

/** Members as the back office is shown them. */
export async function drawUsers({ tx, tenantId, base }: Reading, rows: readonly UpstreamRow[]): Promise<ScimObject[]> {
  const ids = rows.map(({ id }) => id)
  const groups = await groupsOfMembers(tx, tenantId, ids)
  const groupNames = new Map((await readGroups(tx, tenantId)).map(({ id, name }) => [id, name]))
  const drawing = { base, roleKeys: await readRoleKeys(tx, tenantId), groupNames }
  return rows.map((row) => userResource(row, groups.get(row.id) ?? [], drawing))
}

/** The row of a user; refused when there is none. */
export async function readUserRow({ tx, tenantId }: Reading, id: string): Promise<UpstreamRow> {
  const memberId = uuidOf(id)
  const [row] = memberId === null ? [] : await selectUpstream(tx, tenantId, { id: memberId })
  if (!row) throw new ScimRefusal(404, null, `There is no user ${id}.`)
  return row
}

/** The same as a resource. */
export async function readUserResource(reading: Reading, id: MemberId | string): Promise<ScimObject> {
  const [resource] = await drawUsers(reading, [await readUserRow(reading, id)])
  if (!resource) throw new Error('a row is drawn as one resource')
  return resource
}

/** Those who fulfil the filter, in order of id. */
export async function findUsers(reading: Reading, text: string | undefined): Promise<ScimObject[]> {
  const filter = text === undefined ? null : parseFilter(text)
  const keys = filter ? keysOf(wantedValues(filter)) : {}
  if (keys === null) return []
  const resources = await drawUsers(reading, await selectUpstream(reading.tx, reading.tenantId, keys))
  return filter ? resources.filter((resource) => matches(resource, filter)) : resources
}

/** What the database can look up; null: nobody can fulfil it. */
function keysOf(wanted: ReadonlyMap<string, string>): UpstreamKeys | null {
  const id = wanted.get('id')
  const known = id === undefined ? null : uuidOf(id)
  if (id !== undefined && known === null) return null
  return { id: known, userName: wanted.get('username') ?? null, externalId: wanted.get('externalid') ?? null }
}
