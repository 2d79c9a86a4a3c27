import type { BroadcastId, GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

export interface BroadcastAudience {
  readonly kind: 'all' | 'some'
  readonly groupNames: readonly string[]
  readonly memberNames: readonly string[]
}

/** A broadcast. Instants are epoch milliseconds. */
export interface BroadcastRow {
  readonly id: BroadcastId
  readonly by_id: MemberId
  readonly by_name: string
  readonly text: string
  readonly audience: BroadcastAudience
  readonly recipient_count: number
  readonly sent_at: number
}

const columns = 'id, by_id, by_name, text, audience, recipient_count, sent_at'

interface Named<Id> {
  readonly id: Id
  readonly name: string
}

/** Of these groups those that the merchant has. */
export function selectGroupsNamed(tx: Tx, tenantId: TenantId, ids: readonly GroupId[]): Promise<Named<GroupId>[]> {
  return tx.rows('select id, name from groups where tenant_id = $1 and id = any($2) order by id', [tenantId, ids])
}

/** Of these members those who are the merchant's and may work; without ids all of them. */
export function selectActive(tx: Tx, tenantId: TenantId, ids: readonly MemberId[] | null): Promise<Named<MemberId>[]> {
  return tx.rows(
    `select id, nickname as name from members
      where tenant_id = $1 and status = 'active' and ($2::uuid[] is null or id = any($2)) order by id`,
    [tenantId, ids],
  )
}

/** Those of the groups who may work. */
export async function selectActiveOfGroups(
  tx: Tx,
  tenantId: TenantId,
  groupIds: readonly GroupId[],
): Promise<MemberId[]> {
  const rows = await tx.rows<{ id: MemberId }>(
    `select distinct m.id from group_members g join members m on m.tenant_id = g.tenant_id and m.id = g.member_id
      where g.tenant_id = $1 and g.group_id = any($2) and m.status = 'active'`,
    [tenantId, groupIds],
  )
  return rows.map(({ id }) => id)
}

export async function insertBroadcast(
  tx: Tx,
  tenantId: TenantId,
  row: BroadcastRow,
  recipients: readonly MemberId[],
): Promise<void> {
  await tx.rows(
    `insert into broadcasts (tenant_id, ${columns}) values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0))`,
    [
      ...[tenantId, row.id, row.by_id, row.by_name, row.text, JSON.stringify(row.audience)],
      ...[row.recipient_count, row.sent_at],
    ],
  )
  await tx.rows(
    'insert into broadcast_recipients (tenant_id, broadcast_id, member_id) select $1, $2, unnest($3::uuid[])',
    [tenantId, row.id, recipients],
  )
}

/** One page, latest first, with how many have read each. */
export async function selectBroadcasts(
  tx: Tx,
  tenantId: TenantId,
  page: number,
  limit: number,
): Promise<{ rows: (BroadcastRow & { readonly read_count: number })[]; count: number }> {
  const rows = await tx.rows<BroadcastRow & { readonly read_count: number }>(
    `select ${columns}, (select count(*)::int from broadcast_recipients r
        where r.tenant_id = b.tenant_id and r.broadcast_id = b.id and r.read_at is not null) as read_count
       from broadcasts b where tenant_id = $1 order by id desc limit $2 offset $3`,
    [tenantId, limit, (page - 1) * limit],
  )
  const [counted] = await tx.rows<{ count: number }>(
    'select count(*)::int as count from broadcasts where tenant_id = $1',
    [tenantId],
  )
  return { rows, count: counted?.count ?? 0 }
}

export async function selectSender(tx: Tx, tenantId: TenantId, id: BroadcastId): Promise<MemberId | null> {
  const rows = await tx.rows<{ by_id: MemberId }>('select by_id from broadcasts where tenant_id = $1 and id = $2', [
    tenantId,
    id,
  ])
  return rows[0]?.by_id ?? null
}

export interface ReceiptRow {
  readonly member_id: MemberId
  readonly nickname: string
  readonly read_at: number | null
}

/** Whom it went to: who read it first, then who has not. */
export function selectReceipts(tx: Tx, tenantId: TenantId, id: BroadcastId): Promise<ReceiptRow[]> {
  return tx.rows(
    `select r.member_id, m.nickname, r.read_at from broadcast_recipients r
       join members m on m.tenant_id = r.tenant_id and m.id = r.member_id
      where r.tenant_id = $1 and r.broadcast_id = $2 order by r.read_at nulls last, m.nickname`,
    [tenantId, id],
  )
}

export type ReceivedRow = Pick<BroadcastRow, 'id' | 'by_id' | 'by_name' | 'text' | 'sent_at'> & {
  readonly read_at: number | null
}

/** What went to a member, latest first. */
export function selectReceived(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  before: BroadcastId | undefined,
  limit: number,
): Promise<ReceivedRow[]> {
  return tx.rows(
    `select b.id, b.by_id, b.by_name, b.text, b.sent_at, r.read_at from broadcast_recipients r
       join broadcasts b on b.tenant_id = r.tenant_id and b.id = r.broadcast_id
      where r.tenant_id = $1 and r.member_id = $2 and ($3::uuid is null or r.broadcast_id < $3)
      order by r.broadcast_id desc limit $4`,
    [tenantId, memberId, before ?? null, limit],
  )
}

export async function countUnread(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<number> {
  const rows = await tx.rows<{ count: number }>(
    `select count(*)::int as count from broadcast_recipients
      where tenant_id = $1 and member_id = $2 and read_at is null`,
    [tenantId, memberId],
  )
  return rows[0]?.count ?? 0
}

/** When it was read: the first time counts. Null: it did not go to him. */
export async function markRead(
  tx: Tx,
  tenantId: TenantId,
  id: BroadcastId,
  memberId: MemberId,
  at: number,
): Promise<number | null> {
  const rows = await tx.rows<{ read_at: number }>(
    `update broadcast_recipients set read_at = coalesce(read_at, to_timestamp($4 / 1000.0))
      where tenant_id = $1 and broadcast_id = $2 and member_id = $3 returning read_at`,
    [tenantId, id, memberId, at],
  )
  return rows[0]?.read_at ?? null
}
