import { z } from 'zod'
import { bodyInput, spokenText, storableText } from '../body'
import { FRAME_LIMITS } from '../frames'
import { conversationId, groupId, memberId } from '../ids'
import { conversationSnapshot, conversationView, eventView } from '../views'
import { defineOperation } from './define'

const appended = z.object({ seq: z.number().int(), at: z.number().int() })
const page = z.object({ url: storableText(2_000), title: storableText(300) })

/** Operations on conversations. */
export const conversation = {
  open: defineOperation({
    name: 'conversation.open',
    summary: "Opens the visitor's conversation, or returns the one that goes on",
    kind: 'command',
    callers: ['visitor'],
    permission: null,
    input: z.strictObject({ page: page.optional() }),
    output: z.object({ conversation: conversationView, created: z.boolean() }),
    errors: [],
    http: { method: 'POST', path: '/api/conversations' },
  }),
  get: defineOperation({
    name: 'conversation.get',
    summary: 'A conversation, its latest events and the cursor to follow it from',
    kind: 'query',
    callers: ['visitor', 'member'],
    permission: 'conversation:read',
    input: z.strictObject({ conversationId, limit: z.coerce.number().int().min(1).max(200).default(50) }),
    output: conversationSnapshot,
    errors: [],
    http: { method: 'GET', path: '/api/conversations/{conversationId}' },
  }),
  history: defineOperation({
    name: 'conversation.history',
    summary: 'Older events of a conversation, page by page backwards',
    kind: 'query',
    callers: ['visitor', 'member'],
    permission: 'conversation:read',
    input: z.strictObject({
      conversationId,
      beforeSeq: z.coerce.number().int().min(1),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ events: z.array(eventView), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/conversations/{conversationId}/events' },
  }),
  sendMessage: defineOperation({
    name: 'conversation.sendMessage',
    summary: 'Says something; acknowledged when it is durable',
    kind: 'command',
    callers: ['visitor', 'member'],
    permission: 'conversation:reply',
    input: z.strictObject({ conversationId, body: bodyInput }),
    output: appended,
    errors: ['conversation_closed', 'not_your_conversation', 'client_id_reused'],
    http: { method: 'POST', path: '/api/conversations/{conversationId}/messages' },
  }),
  recallMessage: defineOperation({
    name: 'conversation.recallMessage',
    summary: 'Takes back what one said within two minutes; no reader is shown it any more',
    kind: 'command',
    callers: ['visitor', 'member'],
    permission: 'conversation:reply',
    input: z.strictObject({ conversationId, seq: z.coerce.number().int().min(1) }),
    output: appended,
    errors: ['conversation_closed', 'message_unknown', 'not_your_message', 'recall_too_late', 'already_recalled'],
    http: { method: 'POST', path: '/api/conversations/{conversationId}/messages/{seq}/recall' },
  }),
  markRead: defineOperation({
    name: 'conversation.markRead',
    summary: 'Tells how far the caller has read; a place before what he told earlier changes nothing',
    kind: 'command',
    callers: ['visitor', 'member'],
    permission: 'conversation:read',
    input: z.strictObject({ conversationId, seq: z.coerce.number().int().min(1) }),
    output: z.object({ seq: z.number().int().describe('how far he has read now') }),
    errors: ['not_your_conversation'],
    http: { method: 'PUT', path: '/api/conversations/{conversationId}/read' },
  }),
  addNote: defineOperation({
    name: 'conversation.addNote',
    summary: 'A note among staff; no visitor ever sees it',
    kind: 'command',
    callers: ['member'],
    permission: 'conversation:note',
    input: z.strictObject({ conversationId, text: spokenText(FRAME_LIMITS.maxTextLength) }),
    output: appended,
    errors: ['conversation_closed', 'client_id_reused'],
    http: { method: 'POST', path: '/api/conversations/{conversationId}/notes' },
  }),
  claim: defineOperation({
    name: 'conversation.claim',
    summary: '接收对话: takes the conversation that waits longest, or the named one (RTE-07)',
    kind: 'command',
    callers: ['member'],
    permission: 'conversation:claim',
    input: z.strictObject({ conversationId: conversationId.optional() }),
    output: z.object({ conversation: conversationView }),
    errors: ['queue_empty', 'already_claimed', 'conversation_closed', 'agent_at_capacity', 'agent_not_available'],
    http: { method: 'POST', path: '/api/conversations/claim' },
  }),
  transfer: defineOperation({
    name: 'conversation.transfer',
    summary: '转移: hands a dialogue to a colleague or to the line of a group, with a reason for staff (RTE-08)',
    kind: 'command',
    callers: ['member'],
    permission: 'conversation:transfer',
    input: z.strictObject({
      conversationId,
      to: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('member'), memberId }),
        z.strictObject({ kind: z.literal('group'), groupId }),
      ]),
      reason: storableText(500).default(''),
    }),
    output: z.object({ conversation: conversationView }),
    errors: ['conversation_closed', 'not_your_conversation', 'agent_not_available', 'already_there'],
    http: { method: 'POST', path: '/api/conversations/{conversationId}/transfer' },
  }),
  close: defineOperation({
    name: 'conversation.close',
    summary: 'Ends the conversation, by the visitor or by its agent',
    kind: 'command',
    callers: ['visitor', 'member'],
    permission: 'conversation:close',
    input: z.strictObject({ conversationId }),
    output: z.object({ conversation: conversationView }),
    errors: ['conversation_closed', 'not_your_conversation'],
    http: { method: 'POST', path: '/api/conversations/{conversationId}/close' },
  }),
} as const
