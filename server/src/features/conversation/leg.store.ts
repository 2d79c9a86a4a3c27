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

interface NewLeg {
  readonly tenantId: TenantId
  readonly id: LegId
  readonly conversationId: string
  readonly memberId: MemberId
  readonly groupId: GroupId
  readonly origin: 'visitor' | 'transfer'
  readonly how: 'claim' | 'assign' | 'transfer'
  readonly at: number
  /** Whether the agent may go beyond his capacity; otherwise the write itself carries the check. */
  readonly mayExceed: boolean
}

/**
 * Opens a leg and takes one of the agent's places; with `closeLeg` the only code that changes `active`. Returns the
 * agent's new load version, or null when he has no place left: then the caller rolls everything back.
 */
export async function openLeg(tx: Tx, leg: NewLeg): Promise<number | null> {
  const [load] = await tx.named<{ version: number }>(
    'load.take',
    `update agent_load set active = active + 1, version = version + 1
      where tenant_id = $1 and member_id = $2 and status <> 'away' and lease_until > now() and (active < capacity or $3)
      returning version`,
    [leg.tenantId, leg.memberId, leg.mayExceed],
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
