import type { Candidate, GroupId, MemberId, PresenceStatus, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** The same words in every statement: who may be given a dialogue by routing (RTE-01, RTE-05). */
const isFree = `a.status = 'online' and a.lease_until > now() and a.active < a.capacity`

/** An agent of a group, with what the choice needs. */
export interface CandidateRow extends Candidate {
  readonly nickname: string
}

/** The groups with an agent who may be given a dialogue this very moment. */
export async function readFreeGroups(tx: Tx, tenantId: TenantId): Promise<GroupId[]> {
  const rows = await tx.named<{ group_id: GroupId }>(
    'routing.freeGroups',
    `select distinct g.group_id from group_members g
       join agent_load a on a.tenant_id = g.tenant_id and a.member_id = g.member_id
       join members m on m.tenant_id = g.tenant_id and m.id = g.member_id and m.status = 'active'
      where g.tenant_id = $1 and ${isFree}`,
    [tenantId],
  )
  return rows.map((row) => row.group_id)
}

/** The groups in which somebody could take whoever waits: connected, and 在线 or 忙碌 (G14). */
export async function readStaffedGroups(tx: Tx, tenantId: TenantId): Promise<GroupId[]> {
  const rows = await tx.named<{ group_id: GroupId }>(
    'routing.staffedGroups',
    `select distinct g.group_id from group_members g
       join agent_load a on a.tenant_id = g.tenant_id and a.member_id = g.member_id
       join members m on m.tenant_id = g.tenant_id and m.id = g.member_id and m.status = 'active'
      where g.tenant_id = $1 and a.status <> 'away' and a.lease_until > now()`,
    [tenantId],
  )
  return rows.map((row) => row.group_id)
}

/** The agents of a group as they stand, unlocked. */
export function readCandidates(tx: Tx, tenantId: TenantId, groupId: GroupId): Promise<CandidateRow[]> {
  return tx.named<CandidateRow>(
    'routing.candidates',
    `select a.member_id as "memberId", m.nickname, a.status, a.lease_until > now() as connected, a.active, a.capacity,
            a.last_leg_at as "lastLegAt"
       from group_members g
       join agent_load a on a.tenant_id = g.tenant_id and a.member_id = g.member_id
       join members m on m.tenant_id = g.tenant_id and m.id = g.member_id and m.status = 'active'
      where g.tenant_id = $1 and g.group_id = $2`,
    [tenantId, groupId],
  )
}

/** The first of the members who is free and whom nobody else is changing, locked; null: none of them. */
export function lockFirstFree(tx: Tx, tenantId: TenantId, inOrder: readonly MemberId[]): Promise<MemberId | null> {
  return lockOne(tx, 'routing.lockFree', 'skip locked', tenantId, inOrder)
}

/** The same for one member, waiting for whoever is changing him. */
export function lockIfFree(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<MemberId | null> {
  return lockOne(tx, 'routing.lockIfFree', '', tenantId, [memberId])
}

async function lockOne(
  tx: Tx,
  name: string,
  how: 'skip locked' | '',
  tenantId: TenantId,
  inOrder: readonly MemberId[],
): Promise<MemberId | null> {
  const [row] = await tx.named<{ member_id: MemberId }>(
    name,
    `select a.member_id from agent_load a where a.tenant_id = $1 and a.member_id = any($2) and ${isFree}
      order by array_position($2::uuid[], a.member_id) limit 1 for no key update ${how}`,
    [tenantId, inOrder],
  )
  return row?.member_id ?? null
}

/** An agent with open dialogues who has no connection, or who may not work any more. */
export interface AbsentRow {
  readonly tenant_id: TenantId
  readonly member_id: MemberId
  readonly disabled: boolean
  /** Milliseconds since his lease ran out, and since somebody has been watching without a pause. */
  readonly over_ms: number
  readonly watched_ms: number
}

/** Agents with open dialogues and no lease. */
export function readAbsent(tx: Tx, watchedSince: number): Promise<AbsentRow[]> {
  return tx.named<AbsentRow>(
    'routing.absent',
    `select a.tenant_id, a.member_id, m.status = 'disabled' as disabled,
            (extract(epoch from now() - greatest(a.lease_until, to_timestamp(0))) * 1000)::float8 as over_ms,
            (extract(epoch from now() - to_timestamp($1 / 1000.0)) * 1000)::float8 as watched_ms
       from agent_load a join members m on m.tenant_id = a.tenant_id and m.id = a.member_id
      where a.active > 0 and (a.lease_until < now() or m.status = 'disabled')
      order by a.lease_until limit 500`,
    [watchedSince],
  )
}

/** An agent as a colleague sees him. */
export interface ColleagueRow {
  readonly id: MemberId
  readonly nickname: string
  readonly status: PresenceStatus
  readonly connected: boolean
  readonly active: number
  readonly capacity: number
  readonly groupIds: GroupId[]
}

/** Everybody of the merchant who may work, with his groups, in order of nickname. */
export function readColleagues(tx: Tx, tenantId: TenantId): Promise<ColleagueRow[]> {
  return tx.named<ColleagueRow>(
    'routing.colleagues',
    `select m.id, m.nickname, a.status, a.lease_until > now() as connected, a.active, a.capacity,
            array(select g.group_id from group_members g
                   where g.tenant_id = m.tenant_id and g.member_id = m.id order by g.group_id) as "groupIds"
       from members m join agent_load a on a.tenant_id = m.tenant_id and a.member_id = m.id
      where m.tenant_id = $1 and m.status = 'active' order by m.nickname, m.id`,
    [tenantId],
  )
}
