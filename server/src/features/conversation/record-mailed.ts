import type { Actor, ConversationEventPayloads } from '@keqiao/domain'
import type { Person } from '../../platform/operations'
import type { ConversationRow } from './conversation.row'
import { recordOutcome, type RecordContext } from './record-outcome'

/** Says in the log of a locked conversation that something of it went to its visitor by mail. It may be over. */
export function recordMailed(
  context: RecordContext,
  row: ConversationRow,
  actor: Person | Actor,
  payload: ConversationEventPayloads['visitor.mailed'],
): Promise<ConversationRow> {
  const events = [{ type: 'visitor.mailed', payload }] as const
  return recordOutcome(context, row, actor, { refused: false, legEpoch: row.leg_epoch, events: [...events], patch: {} })
}
