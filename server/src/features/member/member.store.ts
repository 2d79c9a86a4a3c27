import type { MemberId, PresenceStatus, TenantId } from '@keqiao/domain'
import { sqlFor, type Tx } from '../../platform/database/tx'

/** 员工: a staff account of a merchant. */
export interface Member {
  readonly id: MemberId
  readonly account: string
  readonly nickname: string
  readonly role_id: string
  readonly status: 'active' | 'disabled'
}

export interface MemberWithLoad extends Member {
  readonly capacity: number
  readonly active: number
  readonly presence: PresenceStatus
  readonly connected: boolean
  readonly created_at: number
  /** Last seq of his stream. */
  readonly seq: number
}

interface Tables {
  members: Member & { readonly tenant_id: TenantId }
  agent_load: {
    readonly tenant_id: TenantId
    readonly member_id: MemberId
    readonly status: PresenceStatus
    readonly capacity: number
    readonly active: number
  }
}

const db = sqlFor<Tables>()

/** Stores a member and his load; false when the account is taken. */
export async function insertMember(
  tx: Tx,
  tenantId: TenantId,
  member: Member,
  load: { readonly capacity: number; readonly status: PresenceStatus },
): Promise<boolean> {
  const insert = db.insertInto('members').values({ tenant_id: tenantId, ...member })
  const once = insert.onConflict((conflict) => conflict.columns(['tenant_id', 'account']).doNothing())
  if ((await tx.run(once.returning('id'))).length === 0) return false
  await tx.run(db.insertInto('agent_load').values({ tenant_id: tenantId, member_id: member.id, active: 0, ...load }))
  return true
}

export async function selectMember(tx: Tx, tenantId: TenantId, id: MemberId): Promise<Member | null> {
  const text = 'select id, account, nickname, role_id, status from members where tenant_id = $1 and id = $2'
  return (await tx.named<Member>('member by id', text, [tenantId, id]))[0] ?? null
}

export async function selectMemberByAccount(tx: Tx, tenantId: TenantId, account: string): Promise<Member | null> {
  const query = db.selectFrom('members').select(['id', 'account', 'nickname', 'role_id', 'status'])
  return (await tx.run(query.where('tenant_id', '=', tenantId).where('account', '=', account)))[0] ?? null
}

interface MemberPage {
  /** Account of the last row of the page before. */
  readonly after: string | undefined
  /** Part of account or nickname, whatever the case. */
  readonly search: string | undefined
  readonly standing: Member['status'] | 'all'
  readonly limit: number
  /** Only this one; null: all of them. */
  readonly only: MemberId | null
}

/** Members in order of account. */
export async function selectMemberPage(tx: Tx, tenantId: TenantId, page: MemberPage): Promise<MemberWithLoad[]> {
  const pattern = page.search === undefined ? null : `%${page.search.replace(/[\\%_]/g, '\\$&')}%`
  return tx.rows(
    `select ${withLoad}
      where m.tenant_id = $1 and ($2 = 'all' or m.status = $2) and ($3::uuid is null or m.id = $3)
        and ($4::text is null or m.account > $4) and ($5::text is null or m.account ilike $5 or m.nickname ilike $5)
      order by m.account limit $6`,
    [tenantId, page.standing, page.only, page.after ?? null, pattern, page.limit],
  )
}

const withLoad = `m.id, m.account, m.nickname, m.role_id, m.status, m.created_at, l.capacity, l.active,
  l.status as presence, l.lease_until > now() as connected, l.seq
  from members m join agent_load l on l.tenant_id = m.tenant_id and l.member_id = m.id`

/** A member with his load, both rows locked until the transaction ends. */
export async function lockMember(tx: Tx, tenantId: TenantId, id: MemberId): Promise<MemberWithLoad | null> {
  const text = `select ${withLoad} where m.tenant_id = $1 and m.id = $2 for no key update`
  return (await tx.named<MemberWithLoad>('member lock', text, [tenantId, id]))[0] ?? null
}

/**
 * Ids of the active members of a role, locked in one order: of two who shut each other out at the same time, the second
 * sees what the first did.
 */
export async function lockActiveOfRole(tx: Tx, tenantId: TenantId, roleId: string): Promise<MemberId[]> {
  const text = `select id from members where tenant_id = $1 and role_id = $2 and status = 'active' order by id for no key update`
  return (await tx.rows<{ id: MemberId }>(text, [tenantId, roleId])).map((row) => row.id)
}

interface StoredMember {
  readonly id: MemberId
  readonly nickname: string
  readonly role_id: string
  readonly status: Member['status']
  readonly capacity: number
  readonly presence: PresenceStatus
  /** Last seq of his stream. */
  readonly seq: number
}

/** Stores a locked member as he is now. His desk hears of it by the load's version. */
export async function storeMember(tx: Tx, tenantId: TenantId, member: StoredMember): Promise<void> {
  await tx.rows('update members set nickname = $3, role_id = $4, status = $5 where tenant_id = $1 and id = $2', [
    tenantId,
    member.id,
    member.nickname,
    member.role_id,
    member.status,
  ])
  await tx.rows(
    `update agent_load set capacity = $3, status = $4, seq = $5, version = version + 1,
            status_at = case when status = $4 then status_at else now() end
      where tenant_id = $1 and member_id = $2`,
    [tenantId, member.id, member.capacity, member.presence, member.seq],
  )
}

/** Those of the members who may work, of any merchant. */
export async function selectActiveMembers(tx: Tx, ids: readonly MemberId[]): Promise<Set<MemberId>> {
  const text = `select id from members where id = any($1) and status = 'active'`
  return new Set((await tx.named<{ id: MemberId }>('active members', text, [ids])).map((row) => row.id))
}

/** Nicknames by id. */
export async function selectNicknames(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, string>> {
  const text = 'select id, nickname from members where tenant_id = $1 and id = any($2)'
  const rows = await tx.named<Pick<Member, 'id' | 'nickname'>>('nicknames by id', text, [tenantId, ids])
  return new Map(rows.map(({ id, nickname }) => [id, nickname]))
}

/** Who has which role, disabled members too. */
export async function selectMembersByRole(tx: Tx, tenantId: TenantId): Promise<ReadonlyMap<string, MemberId[]>> {
  const text = 'select role_id, array_agg(id order by id) as ids from members where tenant_id = $1 group by role_id'
  const rows = await tx.rows<{ role_id: string; ids: MemberId[] }>(text, [tenantId])
  return new Map(rows.map(({ role_id: roleId, ids }) => [roleId, ids]))
}
