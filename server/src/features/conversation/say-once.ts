import { silenceDueAt, type AutoReplyFacts, type SilenceRules, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { insertSaid, selectGoingOn, selectSaid } from './automatic.store'
import type { ConversationRow } from './conversation.row'
import { lockConversation } from './conversation.store'
import type { RecordContext } from './record-outcome'
import { sayAutomatically, type Automatic } from './say-automatically'

/** Conversations that go on, of any merchant; behind the system door. */
export function readOpenRows(tx: Tx, subjects: readonly string[]) {
  return selectGoingOn(tx, subjects)
}

/** Which rounds were said already; behind the system door. */
export function readSaid(tx: Tx, subjects: readonly string[]) {
  return selectSaid(tx, subjects)
}

/** What is looked at to know what to say by itself; `staffed` is routing's to tell. */
export type WaitingFacts = Omit<AutoReplyFacts, 'staffed'>

/** The facts of a row. A silence that ends it is counted as the sweep of silences does, but for a visitor who is gone. */
export function autoReplyFactsOf(
  row: ConversationRow & { readonly queued_at: number },
  rules: SilenceRules,
  watchedSince: number,
): WaitingFacts {
  const silence = {
    acceptedAt: row.leg_opened_at,
    lastAgentMessageAt: row.last_agent_at,
    lastVisitorMessageAt: row.last_visitor_at,
    visitorGoneAt: null,
    watchedSince,
  }
  const spoken = [row.last_agent_at, row.last_visitor_at].filter((at) => at !== null)
  return {
    queuedAt: row.status === 'queued' ? row.queued_at : null,
    legOpenedAt: row.leg_opened_at,
    legId: row.leg_id,
    unansweredSince: row.unanswered_since,
    silenceDueAt: silenceDueAt(silence, rules),
    lastSpokenAt: spoken.length > 0 ? Math.max(...spoken) : null,
  }
}

/**
 * Says something once in its round, where the locked row still wants it: `wordsOf` makes the words, or null where nothing is to
 * be said any more.
 */
export async function sayOnce(
  context: RecordContext,
  tenantId: TenantId,
  conversationId: string,
  round: string,
  wordsOf: (row: ConversationRow) => Promise<Automatic | null>,
): Promise<void> {
  const row = await lockConversation(context.tx, tenantId, conversationId)
  if (!row || row.status === 'closed') return
  const automatic = await wordsOf(row)
  if (!automatic) return
  const { situation } = automatic
  if (await insertSaid(context.tx, row, { situation, round, at: context.now })) {
    await sayAutomatically(context, row, automatic)
  }
}
