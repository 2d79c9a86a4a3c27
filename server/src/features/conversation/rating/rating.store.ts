import type { ConversationEventPayloads, LegFacts, LegId, RatingState } from '@keqiao/domain'
import type { Tx } from '../../../platform/database/tx'
import type { ConversationRow } from '../conversation.row'

type Stream = Pick<ConversationRow, 'tenant_id' | 'id'>

/** What decisions about 评价 are made on. */
export function ratingStateOf(row: ConversationRow): RatingState {
  return {
    isGiven: row.rating_score !== null,
    invitedBy: row.rating_invited_by,
    invitedLegId: row.rating_leg_id,
    invitedCount: row.rating_invited_count,
    closedAt: row.closed_at,
  }
}

/** Notes in a locked conversation's row that an agent has asked, how often by now on this leg. */
export async function noteInvitation(
  tx: Tx,
  { tenant_id, id }: Stream,
  legId: LegId,
  invitedCount: number,
): Promise<void> {
  await tx.named(
    'rating.invited',
    `update conversations set rating_invited_by = 'agent', rating_leg_id = $3, rating_invited_count = $4
      where tenant_id = $1 and id = $2`,
    [tenant_id, id, legId, invitedCount],
  )
}

/** The same of the product, at the end. */
export async function noteOffer(tx: Tx, { tenant_id, id }: Stream): Promise<void> {
  await tx.named(
    'rating.offered',
    `update conversations set rating_invited_by = 'end' where tenant_id = $1 and id = $2 and rating_invited_by is null`,
    [tenant_id, id],
  )
}

/** Stores the rating of a locked conversation; a second one violates the key. */
export async function insertRating(
  tx: Tx,
  { tenant_id, id }: Stream,
  { score, reasons, text, legId, memberId, invitedBy }: ConversationEventPayloads['rating.submitted'],
  at: number,
): Promise<void> {
  await tx.named(
    'rating.insert',
    `insert into ratings (tenant_id, conversation_id, score, reasons, comment, leg_id, member_id, invited_by, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9 / 1000.0))`,
    [tenant_id, id, score, [...reasons], text, legId, memberId, invitedBy, at],
  )
  await tx.named('rating.score', 'update conversations set rating_score = $3 where tenant_id = $1 and id = $2', [
    tenant_id,
    id,
    score,
  ])
}

/** A stored rating. */
export interface RatingRow {
  readonly score: number
  readonly reasons: string[]
  readonly text: string
  readonly at: number
}

export async function selectRating(tx: Tx, { tenant_id, id }: Stream): Promise<RatingRow | null> {
  const [row] = await tx.named<RatingRow>(
    'rating.find',
    'select score, reasons, comment as text, at from ratings where tenant_id = $1 and conversation_id = $2',
    [tenant_id, id],
  )
  return row ?? null
}

/** The legs of a conversation, in order. */
export async function selectLegFacts(tx: Tx, { tenant_id, id }: Stream): Promise<LegFacts[]> {
  return tx.named(
    'rating.legs',
    `select id as "legId", member_id as "memberId" from legs where tenant_id = $1 and conversation_id = $2
      order by opened_at, id`,
    [tenant_id, id],
  )
}
