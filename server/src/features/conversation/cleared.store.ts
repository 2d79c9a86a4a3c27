import type { ConversationId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { ConversationRow } from './conversation.row'
import { findConversations } from './conversation.store'

interface EndedPage {
  /** Epoch milliseconds. */
  readonly since: number
  /** Last of the page before. */
  readonly before: ConversationId | undefined
  readonly limit: number
}

/**
 * Conversations that are over and whose last leg was the member's, without those he cleared, the one that ended last
 * first. Those he passed on are not his any more.
 */
export async function listEndedOf(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  { since, before, limit }: EndedPage,
): Promise<ConversationRow[]> {
  const legs = await tx.named<{ conversation_id: ConversationId }>(
    'leg.ended',
    `select l.conversation_id from legs l
      where l.tenant_id = $1 and l.member_id = $2 and l.closed_at >= to_timestamp($3 / 1000.0) and l.end_kind <> 'transfer'
        and not exists (select from cleared_dialogues d
          where d.tenant_id = $1 and d.member_id = $2 and d.conversation_id = l.conversation_id)
        and ($4::uuid is null or (l.closed_at, l.conversation_id) < (select b.closed_at, b.conversation_id from legs b
          where b.tenant_id = $1 and b.member_id = $2 and b.conversation_id = $4 and b.end_kind <> 'transfer'))
      order by l.closed_at desc, l.conversation_id desc limit $5`,
    [tenantId, memberId, since, before ?? null, limit],
  )
  const rows = await findConversations(
    tx,
    tenantId,
    legs.map((leg) => leg.conversation_id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return legs.flatMap((leg) => byId.get(leg.conversation_id) ?? [])
}

/** Marks those of the conversations that ended in the member's hands. Returns how many were not marked yet. */
export async function clearEnded(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  ids: readonly ConversationId[],
): Promise<number> {
  const marked = await tx.rows(
    `insert into cleared_dialogues (tenant_id, member_id, conversation_id)
     select distinct tenant_id, member_id, conversation_id from legs
      where tenant_id = $1 and member_id = $2 and conversation_id = any($3) and closed_at is not null
        and end_kind <> 'transfer'
     on conflict do nothing returning conversation_id`,
    [tenantId, memberId, ids],
  )
  return marked.length
}

/** Takes the marks away. Returns how many there were. */
export async function restoreEnded(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  ids: readonly ConversationId[],
): Promise<number> {
  const restored = await tx.rows(
    `delete from cleared_dialogues where tenant_id = $1 and member_id = $2 and conversation_id = any($3)
     returning conversation_id`,
    [tenantId, memberId, ids],
  )
  return restored.length
}
