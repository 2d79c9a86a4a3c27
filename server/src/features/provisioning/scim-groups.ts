import type { GroupId } from '@keqiao/domain'
import { memberIdsOf, readGroups } from '../group'
import { readNicknames } from '../member'
import { matches, parseFilter } from './scim-filter'
import { ScimRefusal } from './scim-refusal'
import { groupResource } from './scim-resource'
import { uuidOf, type Reading } from './scim-users'
import type { ScimObject } from './scim-value'
import { selectGroupExternalIds } from './upstream.store'

/** Groups with their agents, in order of id. `withMembers` false: they are not looked up. */
export async function drawGroups(
  { tx, tenantId, base }: Reading,
  { only, withMembers = true }: { readonly only?: GroupId; readonly withMembers?: boolean } = {},
): Promise<ScimObject[]> {
  const groups = (await readGroups(tx, tenantId)).filter(({ id }) => only === undefined || id === only)
  const externalIds = await selectGroupExternalIds(tx, tenantId)
  const drawn: ScimObject[] = []
  for (const group of groups) {
    const ids = withMembers ? (await memberIdsOf(tx, tenantId, [group.id])).toSorted() : []
    const names = await readNicknames(tx, tenantId, ids)
    const members = ids.map((id) => ({ id, nickname: names.get(id) ?? '' }))
    const facts = { ...group, externalId: externalIds.get(group.id) ?? null }
    drawn.push(groupResource(facts, withMembers ? members : null, base))
  }
  return drawn
}

/** One group; refused when there is none. */
export async function readGroup(reading: Reading, id: string): Promise<ScimObject> {
  const groupId = uuidOf(id) as GroupId | null
  const [group] = groupId === null ? [] : await drawGroups(reading, { only: groupId })
  if (!group) throw new ScimRefusal(404, null, `There is no group ${id}.`)
  return group
}

/** Those that fulfil the filter. */
export async function findGroups(
  reading: Reading,
  text: string | undefined,
  withMembers: boolean,
): Promise<ScimObject[]> {
  const filter = text === undefined ? null : parseFilter(text)
  const asksMembers = text?.toLowerCase().includes('members') ?? false
  const groups = await drawGroups(reading, { withMembers: withMembers || asksMembers })
  return filter ? groups.filter((group) => matches(group, filter)) : groups
}
