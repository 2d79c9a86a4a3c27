import type { ConversationId, MemberId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { ConversationRow } from './conversation.row'
import { findConversations } from './conversation.store'

/** A conversation that is over, and its place among all of its customer's. */
export interface EarlierRow {
  readonly row: ConversationRow
  /** From 1. */
  readonly ordinal: number
}

interface EarlierPage {
  /** The conversation before which they were opened. */
  readonly root: ConversationRow
  /** Only those opened before this one; null: all. `andItself`: this one too. */
  readonly before: string | null
  readonly andItself: boolean
  readonly limit: number
}

/** Conversations of the root's customer that were opened before it and are over, the latest first. */
export async function listEarlierRows(tx: Tx, { root, before, andItself, limit }: EarlierPage): Promise<EarlierRow[]> {
  const { tenant_id, contact_id, id } = root
  // Ids are made in the order of opening. Those that still go on, on another channel, count but are no history yet.
  const places = await tx.named<{ id: ConversationId; ordinal: number }>(
    'conversation.earlier',
    `select id, ordinal from (
       select id, status, row_number() over (order by id) as ordinal from conversations
        where tenant_id = $1 and contact_id = $2 and id < $3) counted
      where status = 'closed' and ($4::uuid is null or id < $4 or ($5 and id = $4)) order by id desc limit $6`,
    [tenant_id, contact_id, id, before, andItself, limit],
  )
  const rows = await findConversations(
    tx,
    tenant_id,
    places.map((place) => place.id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return places.flatMap(({ id: earlierId, ordinal }) => {
    const row = byId.get(earlierId)
    return row ? [{ row, ordinal }] : []
  })
}

/** A conversation's place among all of its customer's, from 1. */
export async function findOrdinal(tx: Tx, { tenant_id, contact_id, id }: ConversationRow): Promise<number> {
  const [row] = await tx.named<{ ordinal: number }>(
    'conversation.ordinal',
    'select count(*) as ordinal from conversations where tenant_id = $1 and contact_id = $2 and id <= $3',
    [tenant_id, contact_id, id],
  )
  return row?.ordinal ?? 1
}

/** Who held each of the conversations, in order, each once. */
export async function findHolders(
  tx: Tx,
  rows: readonly Pick<ConversationRow, 'tenant_id' | 'id'>[],
): Promise<Map<ConversationId, MemberId[]>> {
  const [first] = rows
  const holders = new Map<ConversationId, MemberId[]>()
  if (!first) return holders
  const legs = await tx.named<{ conversation_id: ConversationId; member_id: MemberId }>(
    'leg.holders',
    `select conversation_id, member_id from legs where tenant_id = $1 and conversation_id = any($2)
      group by conversation_id, member_id order by min(opened_at), member_id`,
    [first.tenant_id, rows.map((row) => row.id)],
  )
  for (const { conversation_id: id, member_id } of legs) holders.set(id, [...(holders.get(id) ?? []), member_id])
  return holders
}
