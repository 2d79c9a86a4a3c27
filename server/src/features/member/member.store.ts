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
  readonly limit: number
  /** Only this one; null: all of them. */
  readonly only: MemberId | null
}

/** Members who may work, in order of account. */
export async function selectMemberPage(tx: Tx, tenantId: TenantId, page: MemberPage): Promise<MemberWithLoad[]> {
  let query = db
    .selectFrom('members as m')
    .innerJoin('agent_load as l', (on) => on.onRef('l.tenant_id', '=', 'm.tenant_id').onRef('l.member_id', '=', 'm.id'))
    .select([
      'm.id',
      'm.account',
      'm.nickname',
      'm.role_id',
      'm.status',
      'l.capacity',
      'l.active',
      'l.status as presence',
    ])
    .where('m.tenant_id', '=', tenantId)
    .where('m.status', '=', 'active')
  if (page.only !== null) query = query.where('m.id', '=', page.only)
  if (page.after !== undefined) query = query.where('m.account', '>', page.after)
  return tx.run(query.orderBy('m.account').limit(page.limit))
}

/** Those of the members who may work, of any merchant. */
export async function selectActiveMembers(tx: Tx, ids: readonly MemberId[]): Promise<Set<MemberId>> {
  const text = `select id from members where id = any($1) and status = 'active'`
  return new Set((await tx.named<{ id: MemberId }>('active members', text, [ids])).map((row) => row.id))
}

export async function updateMemberStatus(
  tx: Tx,
  tenantId: TenantId,
  id: MemberId,
  status: Member['status'],
): Promise<boolean> {
  const update = db.updateTable('members').set({ status }).where('tenant_id', '=', tenantId).where('id', '=', id)
  return (await tx.run(update.returning('id'))).length === 1
}
