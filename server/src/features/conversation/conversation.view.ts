import type { Audience, ConversationView, EarlierView, EventView, StoredPayload, ViewPayload } from '@keqiao/contract'
import { maskedEmail, type ConversationId } from '@keqiao/domain'
import { wireEvent, type StoredEvent } from '../../platform/event-log'
import type { Person } from '../../platform/operations'
import { cardView, type SignFile } from './cards.view'
import type { ConversationRow } from './conversation.row'

/** A conversation for its participants. */
export function conversationView(row: ConversationRow): ConversationView {
  return {
    id: row.id,
    roomNumber: row.room_number,
    status: row.status,
    channelId: row.channel_id,
    group: { id: row.group_id, name: row.group_name },
    visitor: { id: row.contact_id, name: row.visitor_name, verified: row.visitor_verified },
    consent: row.consent_version === null ? null : { version: row.consent_version, acceptedAt: row.consent_at },
    agent: row.member_id && row.member_name ? { id: row.member_id, nickname: row.member_name } : null,
    legOrigin: row.leg_origin,
    page: row.page,
    openedAt: row.opened_at,
    acceptedAt: row.accepted_at,
    closedAt: row.closed_at,
    end: row.end_kind,
    visitorMessageCount: row.visitor_message_count,
    agentMessageCount: row.agent_message_count,
    unansweredSince: row.unanswered_since,
    lastMessage: lastMessageOf(row),
    visitorReadSeq: row.visitor_read_seq,
    agentReadSeq: row.agent_read_seq,
  }
}

/** The same for staff, with what no visitor is told. */
export function staffConversationView(row: ConversationRow): ConversationView {
  const { last_leg_id: legId, summarised, category_path: categoryPath, rating_score: score } = row
  const staff = { legId, summarised, categoryPath, invited: row.rating_invited_by !== null, score }
  return { ...conversationView(row), staff }
}

/** A conversation as this audience sees it. */
export function conversationViewFor(row: ConversationRow, audience: Audience): ConversationView {
  return audience === 'staff' ? staffConversationView(row) : conversationView(row)
}

/** A conversation that is over, for who reads what its customer asked before. */
export function earlierView(row: ConversationRow, ordinal: number, agents: EarlierView['agents']): EarlierView {
  const { closed_at: closedAt, end_kind: end } = row
  if (closedAt === null || end === null) throw new Error('a conversation that goes on is no history')
  return {
    id: row.id,
    ordinal,
    roomNumber: row.room_number,
    group: { id: row.group_id, name: row.group_name },
    agents,
    openedAt: row.opened_at,
    closedAt,
    end,
    visitorMessageCount: row.visitor_message_count,
    agentMessageCount: row.agent_message_count,
    lastText: row.last_message_text ?? '',
  }
}

function lastMessageOf(row: ConversationRow): ConversationView['lastMessage'] {
  const { last_message_seq: seq, last_message_at: at, last_message_from: from, last_message_text: text } = row
  return seq === null || at === null || from === null || text === null ? null : { seq, at, from, text }
}

const nothingRecalled: ReadonlySet<number> = new Set()

/**
 * An event for one audience. The caller has made sure that the audience may see its type. `recalled` holds the seqs of
 * messages that were taken back: of those nothing is shown. `reader`: whoever is not known reads no whisper.
 */
export function eventView(
  event: StoredEvent,
  audience: Audience,
  sign: SignFile,
  recalled: ReadonlySet<number> = nothingRecalled,
  reader: Person | null = null,
): EventView {
  const payload = recalled.has(event.seq) ? recalledView(event) : payloadView(event, audience, sign, reader)
  // Stored payloads were checked when they were written; views add addresses only.
  return wireEvent(event, audience, payload) as EventView
}

function payloadView(event: StoredEvent, audience: Audience, sign: SignFile, reader: Person | null): unknown {
  if (event.type === 'whisper.said') return whisperView(event, reader)
  if (event.type === 'visitor.mailed') return mailedView(event)
  if (event.type === 'message.sent') return messageView(event, sign)
  if (event.type !== 'conversation.closed' || audience === 'staff') return event.payload
  // Whether his visit counts as 有效 is the merchant's business.
  const { end } = event.payload as StoredPayload<'conversation.closed'>
  return { end }
}

/** MGT-17: who said it, to whom, and those who supervise read it; colleagues only that something was whispered. */
function whisperView(event: StoredEvent, reader: Person | null): ViewPayload<'whisper.said'> {
  const payload = event.payload as StoredPayload<'whisper.said'>
  const isFor = reader?.kind === 'member' && (reader.id === payload.to || reader.id === event.actor.id)
  const supervises = reader?.kind === 'member' && reader.permissions.has('conversation:supervise')
  return isFor || supervises ? payload : { ...payload, text: '', hidden: true }
}

/** Who sees the conversation need not see the customer's address. */
function mailedView({ payload, streamId }: StoredEvent): ViewPayload<'visitor.mailed'> {
  const mailed = payload as StoredPayload<'visitor.mailed'>
  return { ...mailed, address: maskedEmail(mailed.address), conversationId: streamId as ConversationId }
}

function recalledView(event: StoredEvent): ViewPayload<'message.sent'> {
  const { from, authorName } = event.payload as StoredPayload<'message.sent'>
  return { from, authorName, body: { kind: 'recalled' } }
}

function messageView({ payload, tenantId }: StoredEvent, sign: SignFile): ViewPayload<'message.sent'> {
  const said = payload as StoredPayload<'message.sent'>
  const { body } = said
  switch (body.kind) {
    case 'text':
      return { ...said, body }
    case 'product':
    case 'order':
      return { ...said, body: cardView(body, tenantId, sign) }
    default:
      return { ...said, body: { ...body, url: sign(body) } }
  }
}
