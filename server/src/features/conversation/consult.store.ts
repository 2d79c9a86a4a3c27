import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** A note as it concerns one member. */
export interface ConsultNotice {
  readonly conversation_id: string
  readonly seq: number
  readonly kind: 'ask' | 'answer'
  readonly by_id: MemberId
  readonly by_name: string
  readonly text: string
  readonly room_number: string
  readonly at: number
  readonly read_at: number | null
}

/** Whether a note of the conversation asked this member. */
export async function wasAsked(
  tx: Tx,
  tenantId: TenantId,
  conversationId: string,
  memberId: MemberId,
): Promise<boolean> {
  const rows = await tx.named(
    'consult.asked',
    `select 1 from consult_notices
      where tenant_id = $1 and conversation_id = $2 and member_id = $3 and kind = 'ask' limit 1`,
    [tenantId, conversationId, memberId],
  )
  return rows.length > 0
}

/** Of these members those of the merchant who may work. */
export function selectColleagues(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MemberId[],
): Promise<{ id: MemberId; nickname: string }[]> {
  return tx.rows(
    `select id, nickname from members where tenant_id = $1 and id = any($2) and status = 'active' order by id`,
    [tenantId, ids],
  )
}

interface Noted {
  readonly conversationId: string
  readonly seq: number
  readonly at: number
  readonly by: { readonly id: MemberId; readonly name: string }
  readonly text: string
  readonly asked: readonly MemberId[]
}

/**
 * Keeps whom a note asks, and whom it answers: those who asked its author before. Returns all of them; a repetition
 * changes nothing.
 */
export async function insertNotices(
  tx: Tx,
  tenantId: TenantId,
  { conversationId, seq, at, by, text, asked }: Noted,
): Promise<MemberId[]> {
  const rows = await tx.rows<{ member_id: MemberId }>(
    `insert into consult_notices (tenant_id, conversation_id, seq, member_id, kind, by_id, by_name, text, room_number, at)
     select $1, $2, $3, w.member_id, w.kind, $4, $5, $6, c.room_number, to_timestamp($7 / 1000.0)
       from (select unnest($8::uuid[]) as member_id, 'ask' as kind
             union all
             select distinct n.by_id, 'answer' from consult_notices n
              where n.tenant_id = $1 and n.conversation_id = $2 and n.member_id = $4 and n.kind = 'ask' and n.seq < $3
                and n.by_id <> $4 and not n.by_id = any($8::uuid[])) w
       join conversations c on c.tenant_id = $1 and c.id = $2
     on conflict do nothing returning member_id`,
    [tenantId, conversationId, seq, by.id, by.name, text, at, asked],
  )
  return rows.map(({ member_id }) => member_id)
}

/** What concerns a member, latest first. */
export function selectNotices(tx: Tx, tenantId: TenantId, memberId: MemberId, limit: number): Promise<ConsultNotice[]> {
  return tx.rows(
    `select conversation_id, seq, kind, by_id, by_name, text, room_number, at, read_at from consult_notices
      where tenant_id = $1 and member_id = $2 order by at desc, seq desc limit $3`,
    [tenantId, memberId, limit],
  )
}

export async function countUnreadNotices(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<number> {
  const rows = await tx.rows<{ count: number }>(
    `select count(*)::int as count from consult_notices
      where tenant_id = $1 and member_id = $2 and read_at is null`,
    [tenantId, memberId],
  )
  return rows[0]?.count ?? 0
}

export async function readNotices(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  conversationId: string,
  at: number,
): Promise<number> {
  const rows = await tx.rows(
    `update consult_notices set read_at = to_timestamp($4 / 1000.0)
      where tenant_id = $1 and member_id = $2 and conversation_id = $3 and read_at is null returning seq`,
    [tenantId, memberId, conversationId, at],
  )
  return rows.length
}
