import { operations } from '@keqiao/contract'
import type { MemberActor, MemberId } from '@keqiao/domain'
import { command, query, refuse, type Bindable } from '../../platform/operations'
import {
  countUnread,
  markRead,
  selectBroadcasts,
  selectReceipts,
  selectReceived,
  selectSender,
  type BroadcastRow,
} from './broadcast.store'
import { broadcastView, sendBroadcast } from './send-broadcast'

/** Says to members, wherever they are connected, that what they hold is old. */
export type TellNews = (memberIds: readonly MemberId[], of: 'broadcast' | 'consult') => void

const list = query(operations.broadcast.list, async (actor, { page, limit }, { tx }) => {
  const { rows, count } = await selectBroadcasts(tx, actor.tenantId, page, limit)
  return { broadcasts: rows.map((row) => broadcastView(row, row.read_count)), count }
})

const receipts = query(operations.broadcast.receipts, async (actor, { broadcastId }, { tx }) => {
  if ((await selectSender(tx, actor.tenantId, broadcastId)) === null) return refuse('not_found')
  const rows = await selectReceipts(tx, actor.tenantId, broadcastId)
  return {
    receipts: rows.map(({ member_id: memberId, nickname, read_at: readAt }) => ({ memberId, nickname, readAt })),
  }
})

const inbox = query(operations.broadcast.inbox, async (actor, { before, limit }, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const rows = await selectReceived(tx, actor.tenantId, actor.id, before, limit + 1)
  return {
    received: rows.slice(0, limit).map((row) => ({ ...common(row), readAt: row.read_at })),
    more: rows.length > limit,
    unreadCount: await countUnread(tx, actor.tenantId, actor.id),
  }
})

const common = ({ id, by_id, by_name, text, sent_at }: Omit<BroadcastRow, 'audience' | 'recipient_count'>) => ({
  id,
  by: { id: by_id, nickname: by_name },
  text,
  sentAt: sent_at,
})

/** Not an event: said once by each reader, and only the first time counts. */
const read = (tellNews: TellNews): Bindable =>
  command(
    operations.broadcast.markRead,
    async (actor, { broadcastId }, { tx, now }) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const readAt = await markRead(tx, actor.tenantId, broadcastId, actor.id, now)
      return readAt === null ? refuse('not_found') : { readAt }
    },
    {
      async afterwards(actor, { broadcastId }, _result, { doors }) {
        const { tenantId, id } = actor as MemberActor
        const sender = await doors.withTenant(tenantId, (tx) => selectSender(tx, tenantId, broadcastId))
        tellNews(sender === null ? [id] : [id, sender], 'broadcast')
      },
    },
  )

/** The operations of broadcasts. */
export function broadcastOperations({ tellNews }: { readonly tellNews: TellNews }): Bindable[] {
  return [sendBroadcast, list, receipts, inbox, read(tellNews)]
}
