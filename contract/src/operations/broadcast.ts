import { z } from 'zod'
import { spokenText } from '../body'
import { broadcastId, groupId, memberId } from '../ids'
import { defineOperation } from './define'

const instant = z.number().int().describe('epoch milliseconds')

const audience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({
    kind: z.literal('some'),
    groupIds: z.array(groupId).max(100).default([]),
    memberIds: z.array(memberId).max(500).default([]),
  }),
])

/** A broadcast as its sender sees it. */
const broadcastView = z.object({
  id: broadcastId,
  by: z.object({ id: memberId, nickname: z.string() }),
  text: z.string().describe('addresses in it are drawn as links'),
  audience: z.object({
    kind: z.enum(['all', 'some']),
    groupNames: z.array(z.string()),
    memberNames: z.array(z.string()),
  }),
  sentAt: instant,
  recipientCount: z.number().int(),
  readCount: z.number().int(),
})

/** The same as whoever it went to sees it. */
const receivedView = z.object({
  id: broadcastId,
  by: z.object({ id: memberId, nickname: z.string() }),
  text: z.string(),
  sentAt: instant,
  readAt: instant.nullable(),
})

/** 群发消息: an administrator to his own agents; no visitor ever hears of it (CON-08). */
export const broadcast = {
  send: defineOperation({
    name: 'broadcast.send',
    summary: 'Sends a text to all agents of the merchant but oneself, or to those of groups and some by name',
    kind: 'command',
    callers: ['member'],
    permission: 'broadcast:send',
    input: z.strictObject({ text: spokenText(2_000), to: audience }),
    output: z.object({ broadcast: broadcastView }),
    errors: ['broadcast_to_nobody', 'group_unknown', 'member_unknown'],
    http: { method: 'POST', path: '/api/broadcasts' },
  }),
  list: defineOperation({
    name: 'broadcast.list',
    summary: 'What was sent, latest first, with how many have read it',
    kind: 'query',
    callers: ['member'],
    permission: 'broadcast:send',
    input: z.strictObject({
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({ broadcasts: z.array(broadcastView), count: z.number().int() }),
    errors: [],
    http: { method: 'GET', path: '/api/broadcasts' },
  }),
  receipts: defineOperation({
    name: 'broadcast.receipts',
    summary: 'Who has read it when, and who has not',
    kind: 'query',
    callers: ['member'],
    permission: 'broadcast:send',
    input: z.strictObject({ broadcastId }),
    output: z.object({
      receipts: z.array(z.object({ memberId, nickname: z.string(), readAt: instant.nullable() })),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/broadcasts/{broadcastId}/receipts' },
  }),
  inbox: defineOperation({
    name: 'broadcast.inbox',
    summary: 'What was sent to oneself, latest first, page by page, and how many are unread',
    kind: 'query',
    callers: ['member'],
    permission: null,
    input: z.strictObject({
      before: broadcastId.optional().describe('last of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({
      received: z.array(receivedView),
      more: z.boolean(),
      unreadCount: z.number().int(),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/me/broadcasts' },
  }),
  markRead: defineOperation({
    name: 'broadcast.markRead',
    summary: 'One has read it: said once, told to its sender',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ broadcastId }),
    output: z.object({ readAt: instant }),
    errors: [],
    http: { method: 'PUT', path: '/api/me/broadcasts/{broadcastId}/read' },
  }),
} as const
