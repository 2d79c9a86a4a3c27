import type { GroupId, MemberId, TenantId } from '@keqiao/domain'
import { sqlFor, type Tx } from '../../platform/database/tx'

/** Agents who share a queue (分组). */
export interface Group {
  readonly id: GroupId
  readonly name: string
}

interface Tables {
  groups: Group & { readonly tenant_id: TenantId }
  group_members: { readonly tenant_id: TenantId; readonly group_id: GroupId; readonly member_id: MemberId }
}

const db = sqlFor<Tables>()

/** False when the merchant has a group of this name. */
export async function insertGroup(tx: Tx, tenantId: TenantId, group: Group): Promise<boolean> {
  const insert = db.insertInto('groups').values({ tenant_id: tenantId, ...group })
  const once = insert.onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doNothing())
  return (await tx.run(once.returning('id'))).length === 1
}

export async function selectGroup(tx: Tx, tenantId: TenantId, id: GroupId): Promise<Group | null> {
  const text = 'select id, name from groups where tenant_id = $1 and id = $2'
  return (await tx.named<Group>('group by id', text, [tenantId, id]))[0] ?? null
}

export async function selectGroups(tx: Tx, tenantId: TenantId): Promise<Group[]> {
  const query = db.selectFrom('groups').select(['id', 'name']).where('tenant_id', '=', tenantId).orderBy('id')
  return tx.run(query)
}

export async function insertGroupMember(
  tx: Tx,
  tenantId: TenantId,
  groupId: GroupId,
  memberId: MemberId,
): Promise<void> {
  const insert = db.insertInto('group_members').values({ tenant_id: tenantId, group_id: groupId, member_id: memberId })
  await tx.run(insert.onConflict((conflict) => conflict.doNothing()).returning('member_id'))
}

export async function selectGroupIdsOfMember(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<GroupId[]> {
  const text = 'select group_id from group_members where tenant_id = $1 and member_id = $2 order by group_id'
  const rows = await tx.named<{ group_id: GroupId }>('groups of member', text, [tenantId, memberId])
  return rows.map((row) => row.group_id)
}

/** Of these ids those that are no group of the merchant. */
export async function selectMissingGroups(tx: Tx, tenantId: TenantId, ids: readonly GroupId[]): Promise<GroupId[]> {
  const text = `select t.id from unnest($2::uuid[]) as t (id)
    where not exists (select 1 from groups g where g.tenant_id = $1 and g.id = t.id)`
  return (await tx.rows<{ id: GroupId }>(text, [tenantId, ids])).map((row) => row.id)
}

/** Takes the member out of every group that is not listed, and puts him into those that are. */
export async function replaceGroupMember(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  groupIds: readonly GroupId[],
): Promise<void> {
  await tx.rows('delete from group_members where tenant_id = $1 and member_id = $2 and not group_id = any($3)', [
    tenantId,
    memberId,
    groupIds,
  ])
  await tx.rows(
    `insert into group_members (tenant_id, group_id, member_id) select $1, unnest($3::uuid[]), $2 on conflict do nothing`,
    [tenantId, memberId, groupIds],
  )
}

/** Groups of several members, each in order of id. */
export async function selectGroupIdsOfMembers(
  tx: Tx,
  tenantId: TenantId,
  memberIds: readonly MemberId[],
): Promise<Map<MemberId, GroupId[]>> {
  const text = `select member_id, array_agg(group_id order by group_id) as group_ids from group_members
    where tenant_id = $1 and member_id = any($2) group by member_id`
  const rows = await tx.rows<{ member_id: MemberId; group_ids: GroupId[] }>(text, [tenantId, memberIds])
  return new Map(rows.map((row) => [row.member_id, row.group_ids]))
}

/** Only one at a time gives a group of the merchant its name, until the transaction ends. */
export async function holdGroupNames(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('group names ' || $1, 0))`, [tenantId])
}

export interface GroupRow extends Group {
  /** Last seq of its stream. */
  readonly seq: number
}

/** Nothing about the group changes until the transaction ends; `removing`: nobody may lead anything to it either. */
export async function lockGroup(
  tx: Tx,
  tenantId: TenantId,
  id: GroupId,
  why: 'changing' | 'removing',
): Promise<GroupRow | null> {
  const how = why === 'removing' ? 'update' : 'no key update'
  const text = `select id, name, seq from groups where tenant_id = $1 and id = $2 for ${how}`
  return (await tx.rows<GroupRow>(text, [tenantId, id]))[0] ?? null
}

/** The group, which stays until the transaction ends; any number of transactions may hold it so. */
export async function holdGroup(tx: Tx, tenantId: TenantId, id: GroupId): Promise<Group | null> {
  const text = 'select id, name from groups where tenant_id = $1 and id = $2 for key share'
  return (await tx.named<Group>('group hold', text, [tenantId, id]))[0] ?? null
}

export async function isNameTaken(tx: Tx, tenantId: TenantId, name: string, by: GroupId): Promise<boolean> {
  const query = db.selectFrom('groups').select('id').where('tenant_id', '=', tenantId).where('name', '=', name)
  return (await tx.run(query.where('id', '<>', by))).length > 0
}

export async function storeGroup(tx: Tx, tenantId: TenantId, { id, name, seq }: GroupRow): Promise<void> {
  await tx.rows('update groups set name = $3, seq = $4 where tenant_id = $1 and id = $2', [tenantId, id, name, seq])
}

export async function deleteGroup(tx: Tx, tenantId: TenantId, id: GroupId): Promise<void> {
  await tx.rows('delete from groups where tenant_id = $1 and id = $2', [tenantId, id])
}

/** Who serves the group, in order of id. */
export async function selectMembersOfGroup(tx: Tx, tenantId: TenantId, groupId: GroupId): Promise<MemberId[]> {
  const text = 'select member_id from group_members where tenant_id = $1 and group_id = $2 order by member_id'
  return (await tx.rows<{ member_id: MemberId }>(text, [tenantId, groupId])).map((row) => row.member_id)
}

export async function selectMemberIdsOfGroups(
  tx: Tx,
  tenantId: TenantId,
  groupIds: readonly GroupId[],
): Promise<MemberId[]> {
  const rows = await tx.named<{ member_id: MemberId }>(
    'group.membersOfGroups',
    'select distinct member_id from group_members where tenant_id = $1 and group_id = any($2)',
    [tenantId, groupIds],
  )
  return rows.map((row) => row.member_id)
}
