import type { Tx } from '../../platform/database/tx'
import type { ConversationRow } from './conversation.row'

/** What was said by itself is what lists show; only a greeting counts as an agent's word for the silence (G3a). */
export async function noteAutomatic(
  tx: Tx,
  { tenant_id, id, seq }: ConversationRow,
  { at, text, startsTimer }: { readonly at: number; readonly text: string; readonly startsTimer: boolean },
): Promise<void> {
  await tx.rows(
    `update conversations
        set last_message_seq = $3, last_message_at = to_timestamp($4 / 1000.0), last_message_from = 'agent',
            last_message_text = $5, last_agent_at = case when $6 then to_timestamp($4 / 1000.0) else last_agent_at end
      where tenant_id = $1 and id = $2`,
    [tenant_id, id, seq, at, text, startsTimer],
  )
}

/** False: it was said in this round already. */
export async function insertSaid(
  tx: Tx,
  { tenant_id, id }: ConversationRow,
  { situation, round, at }: { readonly situation: string; readonly round: string; readonly at: number },
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into auto_replies (tenant_id, conversation_id, situation, round, said_at)
     values ($1, $2, $3, $4, to_timestamp($5 / 1000.0)) on conflict do nothing returning round`,
    [tenant_id, id, situation, round, at],
  )
  return rows.length > 0
}

/** A conversation that goes on, with when it began to wait. */
export type GoingOnRow = ConversationRow & { readonly queued_at: number }

/** Those of the conversations that are not over. */
export function selectGoingOn(tx: Tx, subjects: readonly string[]): Promise<GoingOnRow[]> {
  return tx.named(
    'automatic.goingOn',
    `select tenant_id, id, channel_id, group_id, group_name, contact_id, visitor_name, status, leg_epoch, leg_id, member_id, member_name,
            leg_opened_at, queued_at, unanswered_since, last_agent_at, last_visitor_at
       from conversations where id = any($1) and status <> 'closed'`,
    [subjects],
  )
}

/** Which rounds of these conversations were said already, as `id situation round`. */
export async function selectSaid(tx: Tx, subjects: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.named<{ conversation_id: string; situation: string; round: string }>(
    'automatic.said',
    'select conversation_id, situation, round from auto_replies where conversation_id = any($1)',
    [subjects],
  )
  return new Set(rows.map((row) => `${row.conversation_id} ${row.situation} ${row.round}`))
}
