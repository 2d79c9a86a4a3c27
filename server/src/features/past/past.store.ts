import type { GroupId, MemberId, PresenceStatus, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { StoredEvent } from '../../platform/event-log'
import type { PastOfflineMessage } from './offline-past'
import type { PastConversation } from './past-conversation'

/**
 * The state tables of what is over, written whole and many rows at a time. This is the one place that writes tables of
 * other features: a past is not lived through, and 100,000 conversations by their commands would take hours.
 */

/** Somebody who may serve, with what he serves. */
export interface StaffRow {
  readonly id: MemberId
  readonly nickname: string
  readonly account: string
  readonly capacity: number
  readonly group_ids: GroupId[]
}

/** Who can serve: active members of at least one group. */
export function selectStaff(tx: Tx, tenantId: TenantId): Promise<StaffRow[]> {
  return tx.rows<StaffRow>(
    `select m.id, m.nickname, m.account, l.capacity, array_agg(g.group_id order by g.group_id)::text[] as group_ids
       from members m join agent_load l on l.tenant_id = m.tenant_id and l.member_id = m.id
       join group_members g on g.tenant_id = m.tenant_id and g.member_id = m.id
      where m.tenant_id = $1 and m.status = 'active'
      group by m.id, m.nickname, m.account, l.capacity order by m.id`,
    [tenantId],
  )
}

export interface Traffic {
  readonly conversations: number
  /** Whether this one is there. */
  readonly known: boolean
}

/** How many conversations there are, and whether one of this id is. */
export async function readTraffic(tx: Tx, tenantId: TenantId, id: string | null): Promise<Traffic> {
  const [row] = await tx.rows<Traffic>(
    `select (select count(*) from conversations where tenant_id = $1) as conversations,
            exists (select 1 from conversations where tenant_id = $1 and id = $2) as known`,
    [tenantId, id],
  )
  return row ?? { conversations: 0, known: false }
}

/** Partitions of the log from the month of `day` on; behind the system door. Returns how many were made. */
export async function keepPartitionsSince(tx: Tx, day: string): Promise<number> {
  const [row] = await tx.rows<{ made: number }>('select keep_event_partitions_since($1::date) as made', [day])
  return row?.made ?? 0
}

const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString())

async function insertRows(tx: Tx, table: string, tenantId: TenantId, rows: readonly object[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first).join(', ')
  await tx.rows(
    `insert into ${table} (tenant_id, ${columns}) select $1, ${columns} from jsonb_populate_recordset(null::${table}, $2::jsonb)`,
    [tenantId, JSON.stringify(rows)],
  )
}

export interface PastContact {
  readonly id: string
  readonly name: string
  readonly at: number
}

export function insertContacts(tx: Tx, tenantId: TenantId, contacts: readonly PastContact[]): Promise<void> {
  const rows = contacts.map(({ id, name, at }) => ({ id, name, created_at: instant(at) }))
  return insertRows(tx, 'contacts', tenantId, rows)
}

export function insertConversations(tx: Tx, tenantId: TenantId, staged: readonly PastConversation[]): Promise<void> {
  const rows = staged.map(({ row, sequel }) => ({
    ...row,
    ...sequel.row,
    opened_at: instant(row.opened_at),
    queued_at: instant(row.opened_at),
    accepted_at: instant(row.accepted_at),
    leg_opened_at: instant(row.leg_opened_at),
    closed_at: instant(row.closed_at),
    unanswered_since: instant(row.unanswered_since),
    last_visitor_at: instant(row.last_visitor_at),
    last_agent_at: instant(row.last_agent_at),
    last_message_at: instant(row.last_message_at),
    visitor_here: false,
    visitor_seen_at: instant(row.closed_at),
    visitor_read_seq: row.visitor_seq,
    agent_read_seq: row.accepted_at === null ? 0 : row.seq,
    visitor_verified: false,
  }))
  return insertRows(tx, 'conversations', tenantId, rows)
}

export function insertLegs(tx: Tx, tenantId: TenantId, staged: readonly PastConversation[]): Promise<void> {
  const rows = staged.flatMap(({ row, legs }) =>
    legs.map((leg) => ({
      ...leg,
      conversation_id: row.id,
      opened_at: instant(leg.opened_at),
      closed_at: instant(leg.closed_at),
    })),
  )
  return insertRows(tx, 'legs', tenantId, rows)
}

export function insertRatings(tx: Tx, tenantId: TenantId, staged: readonly PastConversation[]): Promise<void> {
  const rows = staged.flatMap(({ row, sequel: { rating } }) =>
    rating ? [{ ...rating, conversation_id: row.id, at: instant(rating.at) }] : [],
  )
  return insertRows(tx, 'ratings', tenantId, rows)
}

export function insertSummaries(tx: Tx, tenantId: TenantId, staged: readonly PastConversation[]): Promise<void> {
  const rows = staged.flatMap(({ row, sequel: { summaries } }) =>
    summaries.map((summary) => ({
      ...summary,
      conversation_id: row.id,
      corrected_count: 0,
      saved_at: instant(summary.saved_at),
    })),
  )
  return insertRows(tx, 'summaries', tenantId, rows)
}

export function insertVisits(tx: Tx, tenantId: TenantId, staged: readonly PastConversation[]): Promise<void> {
  const rows = staged.map(({ row, visit }) => ({
    conversation_id: row.id,
    pages: visit.pages,
    referrer: visit.referrer,
    region: visit.region,
    product: visit.product,
    left_at: instant(row.closed_at),
    updated_at: instant(row.closed_at),
  }))
  return insertRows(tx, 'visits', tenantId, rows)
}

export function insertOfflineMessages(tx: Tx, tenantId: TenantId, left: readonly PastOfflineMessage[]): Promise<void> {
  const rows = left.map(({ row }) => ({ ...row, created_at: instant(row.created_at) }))
  return insertRows(tx, 'offline_messages', tenantId, rows)
}

/** Heads of members' streams, locked until the transaction ends; in order of their ids, as everybody locks them. */
export async function lockHeads(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MemberId[],
): Promise<Map<MemberId, { seq: number; status: PresenceStatus }>> {
  const rows = await tx.rows<{ member_id: MemberId; seq: number; status: PresenceStatus }>(
    `select member_id, seq, status from agent_load where tenant_id = $1 and member_id = any($2)
      order by tenant_id, member_id for no key update`,
    [tenantId, ids],
  )
  return new Map(rows.map(({ member_id, seq, status }) => [member_id, { seq, status }]))
}

/** Stores how far the members' streams have come, and when each was last given a dialogue. */
export async function storeHeads(tx: Tx, tenantId: TenantId, last: readonly StoredEvent[]): Promise<void> {
  await tx.rows(
    `update agent_load a set seq = t.seq, told_connected = false from unnest($2::uuid[], $3::bigint[]) as t (member_id, seq)
      where a.tenant_id = $1 and a.member_id = t.member_id`,
    [tenantId, last.map(({ actor }) => actor.id), last.map(({ seq }) => seq)],
  )
}
