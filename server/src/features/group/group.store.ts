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
