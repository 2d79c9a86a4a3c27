import { FRAME_LIMITS, type RangeFrame, type ReadFrame } from '@keqiao/contract'
import { readAfter } from '../../platform/event-log'
import { isRefused, refuse, type Person, type Refused, type Services } from '../../platform/operations'
import { accessReadable } from './conversation.access'
import type { ConversationRow } from './conversation.row'
import type { SignFile } from './cards.view'
import { eventView } from './conversation.view'
import { findRecalled } from './recall.store'
import { audienceOf } from './get-conversation'

/** Following is reading. */
const permission = 'conversation:read'

/** `read` is how far the other end has read. */
export type Range = Pick<RangeFrame, 'events' | 'head' | 'more'> & { readonly read: Omit<ReadFrame, 't' | 's'> }

/** What a reader misses after his cursor, of what he may see. */
export function followConversation(
  { doors }: Services,
  sign: SignFile,
): (actor: Person, conversationId: string, cursor: number) => Promise<Range | Refused> {
  return async (actor, conversationId, cursor) => {
    if (actor.kind === 'member' && !actor.permissions.has(permission)) return refuse('forbidden', { permission })
    return doors.withTenant(actor.tenantId, async (tx) => {
      const row = await accessReadable(tx, actor, conversationId)
      if (isRefused(row)) return row
      const audience = audienceOf(actor)
      const head = audience === 'visitor' ? row.visitor_seq : row.seq
      const events = cursor < head ? await readAfter(tx, row.id, audience, cursor, FRAME_LIMITS.rangeSize) : []
      const recalled = await findRecalled(tx, row, events)
      const last = events.at(-1)
      return {
        events: events.map((event) => eventView(event, audience, sign, recalled, actor)),
        head: Math.max(head, last?.seq ?? 0),
        more: last !== undefined && last.seq < head,
        read: readBy(row, audience === 'visitor' ? 'agent' : 'visitor'),
      }
    })
  }
}

const readBy = (row: ConversationRow, by: 'visitor' | 'agent'): Range['read'] => ({
  by,
  seq: by === 'visitor' ? row.visitor_read_seq : row.agent_read_seq,
})
