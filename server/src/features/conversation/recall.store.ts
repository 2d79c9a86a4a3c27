import type { Tx } from '../../platform/database/tx'
import type { StoredEvent } from '../../platform/event-log'
import type { ConversationRow } from './conversation.row'

type Stream = Pick<ConversationRow, 'tenant_id' | 'id'>

/** Notes that a message of a locked conversation was taken back; a second time violates the key. */
export async function insertRecall(tx: Tx, { tenant_id, id }: Stream, seq: number): Promise<void> {
  await tx.named(
    'recall.insert',
    'insert into recalled_messages (tenant_id, conversation_id, seq) values ($1, $2, $3)',
    [tenant_id, id, seq],
  )
}

/** Which of the messages among these events (of one conversation, oldest first) were taken back. */
export async function findRecalled(
  tx: Tx,
  { tenant_id, id }: Stream,
  events: readonly StoredEvent[],
): Promise<ReadonlySet<number>> {
  const messages = events.filter((event) => event.type === 'message.sent')
  const [first, last] = [messages.at(0), messages.at(-1)]
  if (!first || !last) return new Set()
  const rows = await tx.named<{ seq: number }>(
    'recall.find',
    'select seq from recalled_messages where tenant_id = $1 and conversation_id = $2 and seq between $3 and $4',
    [tenant_id, id, first.seq, last.seq],
  )
  return new Set(rows.map((row) => row.seq))
}
