import { operations } from '@keqiao/contract'
import { bind, isRefused, refuse, type Bindable } from '../../platform/operations'
import { accessConversation } from './conversation.access'
import { moveReadPosition } from './read-position.store'

/** Tells the other end, wherever it is connected. */
export type TellRead = (conversationId: string, by: 'visitor' | 'agent', seq: number) => void

/**
 * Moves the caller's read position. Not an event: it may be told often, only its last value matters, and a repetition
 * changes nothing, so it needs no record of its client id either. Of staff only who holds the dialogue reads for it: a
 * supervisor who looks on leaves no mark.
 */
export function markRead(tellRead: TellRead): Bindable {
  return ({ doors }) =>
    bind(operations.conversation.markRead, async (actor, { conversationId, seq }) => {
      const by = actor.kind === 'visitor' ? 'visitor' : 'agent'
      const moved = await doors.withTenant(actor.tenantId, async (tx) => {
        const row = await accessConversation(tx, actor, conversationId)
        if (isRefused(row)) return row
        if (actor.kind === 'member' && row.member_id !== actor.id) return refuse('not_your_conversation')
        const before = by === 'visitor' ? row.visitor_read_seq : row.agent_read_seq
        const now = await moveReadPosition(tx, row, by, seq)
        return { before, now }
      })
      if (isRefused(moved)) return moved
      if (moved.now !== null) tellRead(conversationId, by, moved.now)
      return { seq: moved.now ?? moved.before }
    })
}
