import { operations } from '@keqiao/contract'
import { decide, type SaidMessage } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { readAt } from '../../platform/event-log'
import { command, isRefused, refuse } from '../../platform/operations'
import { accessLocked } from './conversation.access'
import { stateOf, type ConversationRow } from './conversation.row'
import { findRecalled } from './recall.store'
import { recordOutcome } from './record-outcome'

/**
 * Takes a message back. The row is locked, so no batch places anything meanwhile and of two recalls one is refused; the
 * words stay in the log, and every later read leaves them out.
 */
export const recallMessage = command(operations.conversation.recallMessage, async (actor, input, context) => {
  const row = await accessLocked(context.tx, actor, input.conversationId)
  if (isRefused(row)) return row
  const message = await findMessage(context.tx, row, input.seq)
  const decision = decide.recallMessage(stateOf(row), message, actor, context.now)
  if (decision.refused) return refuse(decision.code, decision.data)
  const next = await recordOutcome(context, row, actor, decision)
  return { seq: next.seq, at: context.now }
})

async function findMessage(tx: Tx, row: ConversationRow, seq: number): Promise<SaidMessage | null> {
  const events = await readAt(tx, [{ streamId: row.id, seq }])
  const [event] = events.filter(({ type }) => type === 'message.sent')
  if (!event) return null
  const isRecalled = (await findRecalled(tx, row, [event])).has(seq)
  // Whoever he was when he said it: a conversation has one visitor.
  const authorId = event.actor.kind === 'visitor' ? row.contact_id : event.actor.id
  return { seq, authorId, saidAt: event.at, isRecalled }
}
