import type { SummarisedLeg } from '@keqiao/contract'
import type { Answers, ConversationId, LegId, MemberId, SummaryFacts, TenantId } from '@keqiao/domain'
import type { Tx } from '../../../platform/database/tx'
import type { ConversationRow } from '../conversation.row'

/** A leg with its summary, if there is one. Instants are epoch milliseconds. */
export interface SummarisedLegRow {
  readonly conversation_id: ConversationId
  readonly leg_id: LegId
  readonly member_id: MemberId
  readonly opened_at: number
  readonly closed_at: number | null
  readonly end_kind: SummarisedLeg['end']
  readonly form_version: number | null
  readonly answers: Answers | null
  readonly category_path: string[] | null
  readonly content: string | null
  readonly solved: boolean | null
  readonly follow_up: boolean | null
  readonly saved_at: number | null
  readonly corrected_count: number | null
}

/** The legs of conversations of one merchant, in order. */
export function selectLegs(tx: Tx, tenantId: TenantId, ids: readonly string[]): Promise<SummarisedLegRow[]> {
  return tx.named(
    'summary.legs',
    `select l.conversation_id, l.id as leg_id, l.member_id, l.opened_at, l.closed_at, l.end_kind, s.form_version, s.answers,
            s.category_path, s.content, s.solved, s.follow_up, s.saved_at, s.corrected_count
       from legs l left join summaries s on s.tenant_id = l.tenant_id and s.leg_id = l.id
      where l.tenant_id = $1 and l.conversation_id = any($2) order by l.opened_at, l.id`,
    [tenantId, ids],
  )
}

/** What is stored of a summary beside whose it is. */
export interface NewSummary extends SummaryFacts {
  readonly legId: LegId
  readonly formVersion: number
  readonly answers: Answers
  readonly content: string
  readonly at: number
}

/** Writes the summary of a leg of a locked conversation, or the correction of it. Returns how often it was corrected. */
export async function storeSummary(
  tx: Tx,
  { tenant_id, id }: Pick<ConversationRow, 'tenant_id' | 'id'>,
  memberId: MemberId,
  summary: NewSummary,
): Promise<number> {
  const [row] = await tx.named<{ corrected_count: number }>(
    'summary.store',
    `insert into summaries (tenant_id, leg_id, conversation_id, member_id, form_version, answers, category_id, category_path,
                            content, solved, follow_up, saved_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp($12 / 1000.0))
     on conflict (tenant_id, leg_id) do update
        set form_version = excluded.form_version, answers = excluded.answers, category_id = excluded.category_id,
            category_path = excluded.category_path, content = excluded.content, solved = excluded.solved,
            follow_up = excluded.follow_up, saved_at = excluded.saved_at, corrected_count = summaries.corrected_count + 1
     returning corrected_count`,
    [
      tenant_id,
      summary.legId,
      id,
      memberId,
      summary.formVersion,
      JSON.stringify(summary.answers),
      summary.categoryId,
      summary.categoryPath,
      summary.content,
      summary.solved,
      summary.followUp,
      summary.at,
    ],
  )
  if (!row) throw new Error('a summary is not there after it was stored')
  return row.corrected_count
}

/** Notes in the conversation's row that a leg of it was summed up. */
export async function noteSummary(
  tx: Tx,
  { tenant_id, id }: Pick<ConversationRow, 'tenant_id' | 'id'>,
  { legId, categoryPath }: Pick<NewSummary, 'legId' | 'categoryPath'>,
): Promise<void> {
  await tx.named(
    'summary.note',
    `update conversations set category_path = $3, summarised = summarised or last_leg_id = $4
      where tenant_id = $1 and id = $2`,
    [tenant_id, id, categoryPath, legId],
  )
}

/**
 * Of these conversations those that ended in the member's hands without a summary of his. What he passed on needs none.
 */
export async function selectUnsummarised(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  ids: readonly ConversationId[],
): Promise<ConversationId[]> {
  const rows = await tx.named<{ conversation_id: ConversationId }>(
    'summary.missing',
    `select distinct l.conversation_id from legs l
      where l.tenant_id = $1 and l.member_id = $2 and l.conversation_id = any($3)
        and l.closed_at is not null and l.end_kind <> 'transfer'
        and not exists (select from summaries s where s.tenant_id = l.tenant_id and s.leg_id = l.id)`,
    [tenantId, memberId, ids],
  )
  return rows.map((row) => row.conversation_id)
}

/** What the visitor said first, one text each, oldest first; null where it was recalled or is no text. */
export async function selectFirstWords(tx: Tx, conversationId: ConversationId, count: number): Promise<string[]> {
  const rows = await tx.named<{ text: string }>(
    'summary.firstWords',
    `select e.payload -> 'body' ->> 'text' as text from events e
      where e.stream_id = $1 and e.type = 'message.sent' and e.payload ->> 'from' = 'visitor'
        and e.payload -> 'body' ->> 'kind' = 'text'
        and not exists (select from recalled_messages r where r.conversation_id = $1 and r.seq = e.seq)
      order by e.seq limit $2`,
    [conversationId, count],
  )
  return rows.map((row) => row.text)
}

/** When an agent first answered what the visitor said in an agent's time; null: nobody did, or nothing was said. */
export async function selectFirstReplyMs(tx: Tx, conversationId: ConversationId): Promise<number | null> {
  const [row] = await tx.named<{ ms: number | null }>(
    'summary.firstReply',
    `with begun as (
       select greatest(
         (select min(at) from events where stream_id = $1 and type = 'leg.opened'),
         (select min(at) from events where stream_id = $1 and type = 'message.sent' and payload ->> 'from' = 'visitor')) as at)
     select (extract(epoch from min(e.at) - min(begun.at)) * 1000)::float8 as ms from begun, events e
      where e.stream_id = $1 and e.type = 'message.sent' and e.payload ->> 'from' = 'agent' and e.at >= begun.at
        and exists (select from events v
          where v.stream_id = $1 and v.type = 'message.sent' and v.payload ->> 'from' = 'visitor')`,
    [conversationId],
  )
  return row?.ms === null || row?.ms === undefined ? null : Math.round(row.ms)
}
