import type {
  ContactId,
  ConversationEventPayloads,
  ConversationId,
  GroupId,
  MemberId,
  StatePatch,
  TenantId,
} from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { StreamHead } from '../../platform/event-log'
import type { ConversationRow } from './conversation.row'

const columns = `tenant_id, id, room_number, channel_id, group_id, group_name, contact_id, visitor_name, page, status,
  leg_epoch, leg_id, member_id, member_name, seq, visitor_seq, opened_at, accepted_at, closed_at, end_kind,
  visitor_message_count, agent_message_count, unanswered_since, last_visitor_at, last_agent_at,
  last_message_seq, last_message_at, last_message_from, last_message_text, leg_opened_at, leg_origin, visitor_here, visitor_seen_at,
  visitor_read_seq, agent_read_seq, visitor_verified, former_contact_id, consent_version, consent_at,
  last_leg_id, summarised, category_path, rating_invited_by, rating_leg_id, rating_invited_count, rating_score, joined`

/** The row as it stands, unlocked. */
export async function findConversation(tx: Tx, tenantId: TenantId, id: string): Promise<ConversationRow | null> {
  const [row] = await tx.named<ConversationRow>(
    'conversation.find',
    `select ${columns} from conversations where tenant_id = $1 and id = $2`,
    [tenantId, id],
  )
  return row ?? null
}

/** The rows of these ids, in no particular order. */
export function findConversations(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly ConversationId[],
): Promise<ConversationRow[]> {
  return tx.named(
    'conversation.findAll',
    `select ${columns} from conversations where tenant_id = $1 and id = any($2)`,
    [tenantId, ids],
  )
}

/** The row, locked until the transaction ends: conversation before agent, everywhere. */
export async function lockConversation(tx: Tx, tenantId: TenantId, id: string): Promise<ConversationRow | null> {
  const [row] = await tx.named<ConversationRow>(
    'conversation.lock',
    `select ${columns} from conversations where tenant_id = $1 and id = $2 for no key update`,
    [tenantId, id],
  )
  return row ?? null
}

/**
 * Of those that wait, the one that waits longest and that nobody else holds this very moment; locked. Where all of them
 * are held, the longest is waited for: mostly its visitor is only saying something.
 */
export async function lockLongestWaiting(
  tx: Tx,
  tenantId: TenantId,
  groupIds: readonly GroupId[],
): Promise<ConversationRow | null> {
  const find = (name: string, lock: string) =>
    tx.named<ConversationRow>(
      name,
      `select ${columns} from conversations where tenant_id = $1 and group_id = any($2) and status = 'queued'
        order by queued_at, id limit 1 for no key update${lock}`,
      [tenantId, groupIds],
    )
  const [free] = await find('conversation.lockWaiting', ' skip locked')
  if (free) return free
  const [held] = await find('conversation.awaitWaiting', '')
  return held ?? null
}

/**
 * One at a time may assign in a group, until the transaction ends. Taken before any row, so it waits for nobody who waits
 * for it.
 */
export async function takeTurn(tx: Tx, groupId: GroupId): Promise<void> {
  await tx.named('conversation.turn', `select pg_advisory_xact_lock(hashtextextended('assign ' || $1, 0))`, [groupId])
}

/** The same if nobody else has it this very moment; false: somebody has. */
export async function tryTurn(tx: Tx, groupId: GroupId): Promise<boolean> {
  const [row] = await tx.named<{ taken: boolean }>(
    'conversation.tryTurn',
    `select pg_try_advisory_xact_lock(hashtextextended('assign ' || $1, 0)) as taken`,
    [groupId],
  )
  return row?.taken ?? false
}

/**
 * The head of a group's line but for `passed`, locked. One that is being spoken in this very moment is waited for; if it
 * was closed or accepted meanwhile, the next one is the head.
 */
export async function lockHead(
  tx: Tx,
  tenantId: TenantId,
  groupId: GroupId,
  passed: readonly string[],
): Promise<ConversationRow | null> {
  const [row] = await tx.named<ConversationRow>(
    'conversation.head',
    `select ${columns} from conversations
      where tenant_id = $1 and group_id = $2 and status = 'queued' and id <> all($3)
      order by queued_at, id limit 1 for no key update`,
    [tenantId, groupId, passed],
  )
  return row ?? null
}

/** Those of the groups in which somebody waits, the one whose head waits longest first. */
export async function longestWaitingGroups(
  tx: Tx,
  tenantId: TenantId,
  groupIds: readonly GroupId[],
): Promise<GroupId[]> {
  const rows = await tx.named<{ group_id: GroupId }>(
    'conversation.oldestGroups',
    `select g.id as group_id from unnest($2::uuid[]) as g (id)
      cross join lateral (select queued_at, c.id from conversations c
        where c.tenant_id = $1 and c.group_id = g.id and c.status = 'queued' order by queued_at, c.id limit 1) head
      order by head.queued_at, head.id`,
    [tenantId, groupIds],
  )
  return rows.map((row) => row.group_id)
}

/** The merchants with somebody in a line; behind the system door. */
export async function readWaitingTenants(tx: Tx): Promise<TenantId[]> {
  const rows = await tx.named<{ tenant_id: TenantId }>(
    'conversation.waitingTenants',
    `select distinct tenant_id from conversations where status = 'queued'`,
    [],
  )
  return rows.map((row) => row.tenant_id)
}

/** The places of those who wait for a merchant's groups, the first `limit` of each group, from 1. */
export function readPlaces(
  tx: Tx,
  tenantId: TenantId,
  limit: number,
): Promise<{ id: ConversationId; group_id: GroupId; position: number }[]> {
  return tx.named(
    'conversation.places',
    `select * from (
       select id, group_id, row_number() over (partition by group_id order by queued_at, id) as position
         from conversations where tenant_id = $1 and status = 'queued') places
      where position <= $2 order by group_id, position`,
    [tenantId, limit],
  )
}

/** How many wait in each of the merchant's groups; a group in which nobody does is left out. */
export async function countWaiting(tx: Tx, tenantId: TenantId): Promise<Map<GroupId, number>> {
  const rows = await tx.named<{ group_id: GroupId; count: number }>(
    'conversation.countWaiting',
    `select group_id, count(*) as count from conversations where tenant_id = $1 and status = 'queued' group by group_id`,
    [tenantId],
  )
  return new Map(rows.map((row) => [row.group_id, row.count]))
}

/** How many wait in a group, and how many who came by it are being served. */
export async function countOfGroup(
  tx: Tx,
  tenantId: TenantId,
  groupId: GroupId,
): Promise<{ waitingCount: number; openCount: number }> {
  const rows = await tx.rows<{ status: 'queued' | 'open'; count: number }>(
    `select status, count(*) as count from conversations
      where tenant_id = $1 and group_id = $2 and status <> 'closed' group by status`,
    [tenantId, groupId],
  )
  const countOf = (status: 'queued' | 'open') => rows.find((row) => row.status === status)?.count ?? 0
  return { waitingCount: countOf('queued'), openCount: countOf('open') }
}

/** Notes whether visitors are connected; rows are locked in the order of their ids, as everywhere. */
export async function noteVisitors(
  tx: Tx,
  ids: readonly string[],
  here: readonly boolean[],
  at: number,
): Promise<void> {
  await tx.named(
    'conversation.visitors',
    `with seen as (
       select c.id, t.here from conversations c join unnest($1::uuid[], $2::bool[]) as t (id, here) on t.id = c.id
        where c.status <> 'closed' or c.closed_at > to_timestamp($3 / 1000.0) - interval '1 day' order by c.id for no key update of c
     )
     update conversations c set visitor_here = seen.here, visitor_seen_at = to_timestamp($3 / 1000.0)
       from seen where c.id = seen.id`,
    [ids, here, at],
  )
}

export type NewConversation = Pick<
  ConversationRow,
  | 'tenant_id'
  | 'id'
  | 'room_number'
  | 'channel_id'
  | 'group_id'
  | 'group_name'
  | 'contact_id'
  | 'visitor_name'
  | 'visitor_verified'
  | 'consent_version'
  | 'consent_at'
  | 'page'
  | 'seq'
  | 'visitor_seq'
  | 'opened_at'
>

/** A new conversation begins in the queue. False: the room number or the visitor has an open one already. */
export async function insertConversation(tx: Tx, row: NewConversation): Promise<boolean> {
  const inserted = await tx.rows(
    `insert into conversations (tenant_id, id, room_number, channel_id, group_id, group_name, contact_id, visitor_name, page,
                                status, seq, visitor_seq, opened_at, queued_at, visitor_verified, consent_version, consent_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', $10, $11, to_timestamp($12 / 1000.0), to_timestamp($12 / 1000.0),
             $13, $14, to_timestamp($15 / 1000.0))
     on conflict do nothing returning id`,
    [
      row.tenant_id,
      row.id,
      row.room_number,
      row.channel_id,
      row.group_id,
      row.group_name,
      row.contact_id,
      row.visitor_name,
      row.page === null ? null : JSON.stringify(row.page),
      row.seq,
      row.visitor_seq,
      row.opened_at,
      row.visitor_verified,
      row.consent_version,
      row.consent_at,
    ],
  )
  return inserted.length > 0
}

type OpenedLeg = Pick<ConversationEventPayloads['leg.opened'], 'member' | 'origin'>

/** Applies what a decision changed to a locked row; `opened` is its new leg. */
export async function applyPatch(
  tx: Tx,
  row: ConversationRow,
  patch: StatePatch,
  head: StreamHead,
  at: number,
  opened: OpenedLeg | null,
): Promise<ConversationRow> {
  const leg = patch.leg === undefined ? { id: row.leg_id, memberId: row.member_id } : patch.leg
  const [next] = await tx.rows<ConversationRow>(
    `update conversations
        set status = $3, leg_epoch = leg_epoch + $4, leg_id = $5, member_id = $6, member_name = $7, seq = $8, visitor_seq = $9,
            accepted_at = coalesce(accepted_at, case when $3 = 'open' then to_timestamp($10 / 1000.0) end),
            closed_at = case when $3 = 'closed' then coalesce(closed_at, to_timestamp($10 / 1000.0)) end, end_kind = coalesce($11, end_kind),
            leg_opened_at = case when $5 = leg_id then leg_opened_at when $5 is not null then to_timestamp($10 / 1000.0) end,
            leg_origin = case when $3 <> 'queued' then coalesce($14, leg_origin) end,
            group_id = coalesce($12, group_id), group_name = coalesce($13, group_name),
            last_message_text = case when last_message_seq = $15 then '' else last_message_text end,
            joined = $16, last_leg_id = coalesce($5, last_leg_id), summarised = summarised and coalesce($5 = last_leg_id, true)
      where tenant_id = $1 and id = $2
      returning ${columns}`,
    [
      row.tenant_id,
      row.id,
      patch.status ?? row.status,
      patch.raisesLegEpoch ? 1 : 0,
      leg?.id ?? null,
      leg?.memberId ?? null,
      patch.leg === undefined ? row.member_name : (opened?.member.nickname ?? null),
      head.seq,
      head.visitorSeq,
      at,
      patch.end ?? null,
      patch.group?.id ?? null,
      patch.group?.name ?? null,
      opened?.origin ?? null,
      patch.recalls ?? null,
      patch.joined ?? (patch.leg === undefined ? row.joined : []),
    ],
  )
  if (!next) throw new Error('the locked conversation is gone')
  return next
}

/** A visitor's conversation on a channel: the open one, else the latest. */
export async function findLatestOf(
  tx: Tx,
  tenantId: TenantId,
  contactId: ContactId,
  channelId: string,
): Promise<ConversationRow | null> {
  const [row] = await tx.named<ConversationRow>(
    'conversation.latestOf',
    `select ${columns} from conversations where tenant_id = $1 and contact_id = $2 and channel_id = $3
      order by (status <> 'closed') desc, id desc limit 1`,
    [tenantId, contactId, channelId],
  )
  return row ?? null
}

/** A member's open conversations, oldest first. */
export function listOpenOf(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<ConversationRow[]> {
  return tx.named(
    'conversation.openOf',
    `select ${columns} from conversations where tenant_id = $1 and member_id = $2 and status = 'open' order by accepted_at, id`,
    [tenantId, memberId],
  )
}

/** Those who wait in the groups, longest wait first, with the count of all of them. */
export async function listWaiting(
  tx: Tx,
  tenantId: TenantId,
  groupIds: readonly GroupId[],
  limit: number,
): Promise<{ rows: ConversationRow[]; count: number }> {
  const rows = await tx.named<ConversationRow>(
    'conversation.waiting',
    `select ${columns} from conversations where tenant_id = $1 and group_id = any($2) and status = 'queued'
      order by queued_at, id limit $3`,
    [tenantId, groupIds, limit],
  )
  if (rows.length < limit) return { rows, count: rows.length }
  const [counted] = await tx.named<{ count: number }>(
    'conversation.waitingCount',
    `select count(*) as count from conversations where tenant_id = $1 and group_id = any($2) and status = 'queued'`,
    [tenantId, groupIds],
  )
  return { rows, count: counted?.count ?? rows.length }
}

/** Who holds these conversations now; those that nobody holds are left out. Behind the system door. */
export function readHolders(
  tx: Tx,
  ids: readonly string[],
): Promise<{ tenant_id: TenantId; id: ConversationId; member_id: MemberId }[]> {
  return tx.named(
    'conversation.holders',
    `select tenant_id, id, member_id from conversations where id = any($1::uuid[]) and status = 'open' and member_id is not null`,
    [ids],
  )
}

/** Last seq of each stream, for everybody and for visitors; streams that do not exist are left out. */
export async function readHeads(tx: Tx, ids: readonly string[]): Promise<Map<string, StreamHead>> {
  const rows = await tx.named<{ id: ConversationId; seq: number; visitor_seq: number }>(
    'conversation.heads',
    'select id, seq, visitor_seq from conversations where id = any($1)',
    [ids],
  )
  return new Map(rows.map((row) => [row.id, { seq: row.seq, visitorSeq: row.visitor_seq }]))
}
