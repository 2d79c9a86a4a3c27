import { autoReplySituations } from '@keqiao/domain'
import { z } from 'zod'
import { bodyView, storedBody } from '../body'
import { answers } from '../form'
import { channelId, contactId, conversationId, groupId, legId, mailId, memberId } from '../ids'
import { both, staff } from './define'
import { consent, member, page } from './fragments'

const end = z.enum(['visitor', 'system', 'agent'])
const opened = z.object({
  roomNumber: z.string(),
  channelId,
  groupId,
  groupName: z.string(),
  contactId,
  visitorName: z.string(),
  page,
})
const queued = z.object({ groupId, groupName: z.string() })
const queueLeft = z.object({ groupId, outcome: z.enum(['abandoned', 'offline-message']) })
const legOpened = z.object({
  legId,
  member,
  groupId,
  origin: z.enum(['visitor', 'transfer']),
  how: z.enum(['claim', 'assign', 'transfer']),
})
const legClosed = z.object({ legId, memberId, end: z.enum(['visitor', 'system', 'agent', 'transfer']) })
const transferred = z.object({
  legId,
  from: member,
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('member'), member, overCapacity: z.boolean() }),
    z.object({ kind: z.literal('group'), groupId, groupName: z.string() }),
  ]),
  reason: z.string(),
})
const reassigned = z.object({
  by: member,
  from: member.nullable().describe('null: it waited'),
  to: member,
  overCapacity: z.boolean(),
  reason: z.string(),
})
const messageFacts = {
  from: z.enum(['visitor', 'agent']),
  authorName: z.string(),
  /** The product said it by itself, in this situation; absent: somebody said it. */
  automatic: z.enum(autoReplySituations).optional(),
}
/** The place of the message that no reader is shown any more; its words stay in the log. */
const recalled = z.object({ seq: z.number().int() })
const identified = z.object({ contactId, visitorName: z.string(), formerContactId: contactId.nullable() })
const slaWarned = z.object({
  legId,
  member,
  kind: z.enum(['first', 'later']),
  sinceAt: z.number().int(),
  allowedMs: z.number().int(),
})
const note = z.object({
  authorName: z.string(),
  text: z.string(),
  mentions: z.array(member).optional().describe('colleagues it asks (CON-20)'),
})
const whisper = z.object({ to: memberId, authorName: z.string(), text: z.string() })
const whisperView = z.object({
  ...whisper.shape,
  hidden: z.boolean().optional().describe('it is not for the reader, and its words are empty'),
})
const takesPart = z.object({ member })
const visitorMailed = z.object({
  mailId,
  purpose: z.enum(['transcript', 'unread']),
  address: z.string().describe('over the wire only its beginning and its end are told'),
  messageCount: z.number().int(),
})
const visitorMailedView = z.object({ ...visitorMailed.shape, conversationId })
const closed = z.object({ end, valid: z.boolean() })
const closedView = z.object({ end, valid: z.boolean().optional().describe('staff only') })
const invitedBy = z.enum(['agent', 'end'])
const ratingInvited = z.object({ legId: legId.nullable(), memberId: memberId.nullable(), by: invitedBy })
const ratingSubmitted = z.object({
  score: z.number().int(),
  reasons: z.array(z.string()),
  text: z.string(),
  legId: legId.nullable(),
  memberId: memberId.nullable(),
  invitedBy: invitedBy.nullable(),
})
const summarySaved = z.object({
  legId,
  memberId,
  formVersion: z.number().int(),
  values: answers,
  categoryPath: z.array(z.string()),
  categoryId: z.string().nullable(),
  solved: z.boolean().nullable(),
  followUp: z.boolean(),
  first: z.boolean(),
})

/** What happens in a conversation: who came, who took it, what was said, how it was judged. */
export const conversationEvents = {
  'conversation.opened': both('conversation', 1, opened),
  'conversation.queued': both('conversation', 1, queued),
  'queue.left': staff('conversation', 1, queueLeft),
  'leg.opened': both('conversation', 1, legOpened),
  'leg.closed': staff('conversation', 1, legClosed),
  'conversation.transferred': staff('conversation', 1, transferred),
  'conversation.reassigned': staff('conversation', 1, reassigned),
  'message.sent': both(
    'conversation',
    1,
    z.object({ ...messageFacts, body: storedBody }),
    z.object({ ...messageFacts, body: bodyView }),
  ),
  'message.recalled': both('conversation', 1, recalled),
  'conversation.identified': both('conversation', 1, identified),
  'consent.accepted': both('conversation', 1, consent),
  'note.added': staff('conversation', 1, note),
  'sla.warned': staff('conversation', 1, slaWarned),
  'visitor.mailed': staff('conversation', 1, visitorMailed, visitorMailedView),
  'whisper.said': staff('conversation', 1, whisper, whisperView),
  'supervisor.joined': both('conversation', 1, takesPart),
  'supervisor.left': both('conversation', 1, takesPart),
  'rating.invited': both('conversation', 1, ratingInvited),
  'rating.submitted': both('conversation', 1, ratingSubmitted),
  'summary.saved': staff('conversation', 1, summarySaved),
  'conversation.closed': both('conversation', 1, closed, closedView),
} as const
