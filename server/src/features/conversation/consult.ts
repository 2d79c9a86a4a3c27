import { operations } from '@keqiao/contract'
import { command, query, refuse, type Bindable } from '../../platform/operations'
import { countUnreadNotices, readNotices, selectNotices } from './consult.store'

const list = query(operations.consult.list, async (actor, { limit }, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const rows = await selectNotices(tx, actor.tenantId, actor.id, limit)
  return {
    notices: rows.map((row) => ({
      conversationId: row.conversation_id,
      roomNumber: row.room_number,
      seq: row.seq,
      kind: row.kind,
      by: { id: row.by_id, nickname: row.by_name },
      text: row.text,
      at: row.at,
      readAt: row.read_at,
    })),
    unreadCount: await countUnreadNotices(tx, actor.tenantId, actor.id),
  }
})

/** One's own notices alone; of a conversation that one has none of, there is nothing to mark. */
const markRead = command(operations.consult.markRead, async (actor, { conversationId }, { tx, now }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  return { readCount: await readNotices(tx, actor.tenantId, actor.id, conversationId, now) }
})

/** What staff ask about being asked. */
export const consultOperations: Bindable[] = [list, markRead]
