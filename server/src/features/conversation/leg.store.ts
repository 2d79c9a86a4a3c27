import type { EndKind, GroupId, LegId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** A member's status and load. */
export interface LoadRow {
  member_id: MemberId
  status: 'online' | 'busy' | 'away'
  capacity: number
  active: number
  version: number
  /** A socket lived within the time in which new assignments are allowed. */
  connected: boolean
}

const loadColumns = 'member_id, status, capacity, active, version, lease_until > now() as connected'

/** A member's load as it stands, unlocked. */
export async function findLoad(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<LoadRow | null> {
  const [row] = await tx.named<LoadRow>(
    'load.find',
    `select ${loadColumns} from agent_load where tenant_id = $1 and member_id = $2`,
    [tenantId, memberId],
  )
  return row ?? null
}

/** The same, locked: after the conversation, never before it. */
export async function lockLoad(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<LoadRow | null> {
  const [row] = await tx.named<LoadRow>(
    'load.lock',
    `select ${loadColumns} from agent_load where tenant_id = $1 and member_id = $2 for no key update`,
    [tenantId, memberId],
  )
  return row ?? null
}

export interface NewLeg {
  readonly tenantId: TenantId
  readonly id: LegId
  readonly conversationId: string
  readonly memberId: MemberId
  readonly groupId: GroupId
  readonly origin: 'visitor' | 'transfer'
  readonly how: 'claim' | 'assign' | 'transfer'
  readonly at: number
  /** 接收对话 beyond capacity, by the merchant's setting (G5). An assignment never is, a transfer always may be (G15). */
  readonly mayExceed?: boolean
}

/**
 * Opens a leg and takes one of the agent's places; with `closeLeg` the only code that changes `active`. The write itself
 * carries the checks, on the row as it is and not as it was read. Returns the agent's new load version, or null when he
 * may not be given it: then the caller rolls everything back.
 */
export async function openLeg(tx: Tx, leg: NewLeg): Promise<number | null> {
  const [load] = await tx.named<{ version: number }>(
    'load.take',
    `update agent_load set active = active + 1, version = version + 1, last_leg_at = to_timestamp($5 / 1000.0)
      where tenant_id = $1 and member_id = $2 and lease_until > now()
        and case when $3 then status = 'online' else status <> 'away' end and (active < capacity or $4)
      returning version`,
    [leg.tenantId, leg.memberId, leg.how === 'assign', mayExceedBy(leg), leg.at],
  )
  if (!load) return null
  await tx.named(
    'leg.open',
    `insert into legs (tenant_id, id, conversation_id, member_id, group_id, origin, how, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0))`,
    [leg.tenantId, leg.id, leg.conversationId, leg.memberId, leg.groupId, leg.origin, leg.how, leg.at],
  )
  return load.version
}

function mayExceedBy({ how, mayExceed = false }: NewLeg): boolean {
  switch (how) {
    case 'assign':
      return false
    case 'claim':
      return mayExceed
    case 'transfer':
      return true
  }
}

/** Closes a leg and gives the place back. Returns the agent's new load version. */
export async function closeLeg(
  tx: Tx,
  tenantId: TenantId,
  legId: LegId,
  memberId: MemberId,
  end: EndKind | 'transfer',
  at: number,
): Promise<number> {
  const closed = await tx.named<{ id: LegId }>(
    'leg.close',
    `update legs set closed_at = to_timestamp($3 / 1000.0), end_kind = $4
      where tenant_id = $1 and id = $2 and closed_at is null returning id`,
    [tenantId, legId, at, end],
  )
  if (closed.length !== 1) throw new Error('the open leg of the conversation is not in the table of legs')
  const [load] = await tx.named<{ version: number }>(
    'load.give',
    'update agent_load set active = active - 1, version = version + 1 where tenant_id = $1 and member_id = $2 returning version',
    [tenantId, memberId],
  )
  if (!load) throw new Error('an agent with an open leg has no load row')
  return load.version
}

/** Whether the member ever held a leg of the conversation. */
export async function heldLeg(
  tx: Tx,
  tenantId: TenantId,
  conversationId: string,
  memberId: MemberId,
): Promise<boolean> {
  const rows = await tx.named(
    'leg.held',
    'select 1 from legs where tenant_id = $1 and conversation_id = $2 and member_id = $3 limit 1',
    [tenantId, conversationId, memberId],
  )
  return rows.length > 0
}

/**
 * The loads of several members, locked in the order of their ids, as everybody who needs more than one does. Those that
 * do not exist are left out.
 */
export function lockLoads(tx: Tx, tenantId: TenantId, memberIds: readonly MemberId[]): Promise<LoadRow[]> {
  return tx.named<LoadRow>(
    'load.lockSeveral',
    `select ${loadColumns} from agent_load where tenant_id = $1 and member_id = any($2)
      order by tenant_id, member_id for no key update`,
    [tenantId, memberIds],
  )
}

/** Who served a visitor before, as far as it matters to who serves him next. */
export interface ServedBy {
  /** The agent of his last leg since `since`, in any conversation of his; null: none. */
  readonly lastAgentId: MemberId | null
  /** The agent who handed on this very conversation last; null when its last leg did not end by a transfer. */
  readonly handedOnBy: MemberId | null
}

export async function findServedBy(
  tx: Tx,
  { tenantId, contactId, conversationId, since }: ServedByKey,
): Promise<ServedBy> {
  const [row] = await tx.named<{ last: MemberId | null; handed_on: MemberId | null }>(
    'leg.servedBy',
    `select (select l.member_id from conversations c join legs l on l.tenant_id = c.tenant_id and l.conversation_id = c.id
              where c.tenant_id = $1 and c.contact_id = $2 and l.opened_at > to_timestamp($4 / 1000.0)
              order by l.opened_at desc limit 1) as last,
            (select case when l.end_kind = 'transfer' then l.member_id end from legs l
              where l.tenant_id = $1 and l.conversation_id = $3 order by l.opened_at desc limit 1) as handed_on`,
    [tenantId, contactId, conversationId, since],
  )
  return { lastAgentId: row?.last ?? null, handedOnBy: row?.handed_on ?? null }
}

interface ServedByKey {
  readonly tenantId: TenantId
  readonly contactId: string
  readonly conversationId: string
  /** Epoch milliseconds. */
  readonly since: number
}

/** When each group last took somebody out of its line, `limit` instants at most, none before `since`. */
export async function readAccepts(
  tx: Tx,
  tenantId: TenantId,
  groupIds: readonly GroupId[],
  since: number,
  limit: number,
): Promise<Map<GroupId, number[]>> {
  const rows = await tx.named<{ group_id: GroupId; opened_at: number }>(
    'leg.accepts',
    `select g.id as group_id, l.opened_at from unnest($2::uuid[]) as g (id)
      cross join lateral (select opened_at from legs
        where tenant_id = $1 and group_id = g.id and opened_at > to_timestamp($3 / 1000.0) and how <> 'transfer'
        order by opened_at desc limit $4) l`,
    [tenantId, groupIds, since, limit],
  )
  const accepts = new Map<GroupId, number[]>()
  for (const { group_id, opened_at } of rows) accepts.set(group_id, [...(accepts.get(group_id) ?? []), opened_at])
  return accepts
}

export interface RepairedLoad {
  readonly memberId: MemberId
  readonly was: number
  readonly is: number
}

interface LoadKey {
  readonly tenant_id: TenantId
  readonly member_id: MemberId
}

const differing = `
  select a.tenant_id, a.member_id from agent_load a
   where a.active <> (select count(*) from legs l
     where l.tenant_id = a.tenant_id and l.member_id = a.member_id and l.closed_at is null)`

/** Loads that do not equal their open legs, on an unlocked look: some of them may be changing this very moment. */
export function findDoubtfulLoads(tx: Tx): Promise<LoadKey[]> {
  return tx.rows(differing)
}

/**
 * Counts one agent's open legs under lock and repairs his load if it differs; must always find nothing. The count is
 * read on a snapshot taken after the lock, in which no leg of his is being opened or closed.
 */
export async function repairLoad(tx: Tx, { tenant_id, member_id }: LoadKey): Promise<RepairedLoad | null> {
  const key = [tenant_id, member_id]
  await tx.rows('select 1 from agent_load where tenant_id = $1 and member_id = $2 for no key update', key)
  const [repaired] = await tx.rows<RepairedLoad>(
    `with counted as (
       select count(*)::int as legs from legs where tenant_id = $1 and member_id = $2 and closed_at is null
     ), before as (
       select active from agent_load where tenant_id = $1 and member_id = $2
     )
     update agent_load set active = counted.legs, version = version + 1 from counted, before
      where tenant_id = $1 and member_id = $2 and agent_load.active <> counted.legs
      returning member_id as "memberId", before.active as was, counted.legs as "is"`,
    key,
  )
  return repaired ?? null
}
