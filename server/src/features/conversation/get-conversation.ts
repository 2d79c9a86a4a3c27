import { operations, type Audience } from '@keqiao/contract'
import { readBefore } from '../../platform/event-log'
import { isRefused, query, type Bindable, type Person } from '../../platform/operations'
import { accessReadable } from './conversation.access'
import type { SignFile } from './cards.view'
import { conversationViewFor, eventView } from './conversation.view'
import { findRecalled } from './recall.store'

/** What a person sees with. */
export function audienceOf(actor: Person): Audience {
  return actor.kind === 'visitor' ? 'visitor' : 'staff'
}

/** Whether the visitor of a conversation has a connection. */
export type IsOnline = (conversationId: string) => boolean

/** The state, the latest events, and the cursor to follow from; all of one instant. */
export function getConversation(sign: SignFile, isOnline: IsOnline): Bindable {
  return query(operations.conversation.get, async (actor, input, { tx }) => {
    const row = await accessReadable(tx, actor, input.conversationId)
    if (isRefused(row)) return row
    const audience = audienceOf(actor)
    const cursor = audience === 'visitor' ? row.visitor_seq : row.seq
    // Bounded by the row's head: an event that commits between the two reads belongs to what is followed.
    const events = await readBefore(tx, row.id, audience, cursor + 1, input.limit)
    const recalled = await findRecalled(tx, row, events)
    return {
      conversation: conversationViewFor(row, audience),
      events: events.map((event) => eventView(event, audience, sign, recalled, actor)),
      cursor,
      more: events.length > 0 && (events[0]?.seq ?? 1) > 1,
      online: isOnline(row.id),
    }
  })
}

/** Older events, page by page backwards. */
export function listHistory(sign: SignFile): Bindable {
  return query(operations.conversation.history, async (actor, input, { tx }) => {
    const row = await accessReadable(tx, actor, input.conversationId)
    if (isRefused(row)) return row
    const audience = audienceOf(actor)
    const events = await readBefore(tx, row.id, audience, input.beforeSeq, input.limit)
    const recalled = await findRecalled(tx, row, events)
    return {
      events: events.map((event) => eventView(event, audience, sign, recalled, actor)),
      more: events.length > 0 && (events[0]?.seq ?? 1) > 1,
    }
  })
}
