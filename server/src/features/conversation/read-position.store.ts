import type { Tx } from '../../platform/database/tx'
import type { ConversationRow } from './conversation.row'

/**
 * Moves how far one end has read, forwards only and never past the log. Returns the new place, or null when nothing
 * changed. No index covers the columns, so the row is updated in place.
 */
export async function moveReadPosition(
  tx: Tx,
  { tenant_id, id }: Pick<ConversationRow, 'tenant_id' | 'id'>,
  by: 'visitor' | 'agent',
  seq: number,
): Promise<number | null> {
  const column = by === 'visitor' ? 'visitor_read_seq' : 'agent_read_seq'
  const head = by === 'visitor' ? 'visitor_seq' : 'seq'
  const [row] = await tx.named<{ read_seq: number }>(
    `conversation.read.${by}`,
    `update conversations set ${column} = least($3, ${head})
      where tenant_id = $1 and id = $2 and ${column} < least($3, ${head}) returning ${column} as read_seq`,
    [tenant_id, id, seq],
  )
  return row?.read_seq ?? null
}
