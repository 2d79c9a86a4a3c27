import { z } from 'zod'
import { instantInQuery } from '../instants'
import { conversationId, memberId } from '../ids'
import { conversationView } from '../views/conversation'
import { colleaguesView, deskView } from '../views/desk'
import { defineOperation } from './define'

/** What an agent's console begins from, and his own status. */
export const desk = {
  get: defineOperation({
    name: 'desk.get',
    summary: 'Own status, own dialogues and who is waiting',
    kind: 'query',
    callers: ['member'],
    permission: 'conversation:read',
    input: z.strictObject({}),
    output: deskView,
    errors: [],
    http: { method: 'GET', path: '/api/desk' },
  }),
  colleagues: defineOperation({
    name: 'desk.colleagues',
    summary:
      "The merchant's agents with status and load, and its groups: whom a dialogue can be transferred to (RTE-08)",
    kind: 'query',
    callers: ['member'],
    permission: 'conversation:transfer',
    input: z.strictObject({}),
    output: colleaguesView,
    errors: [],
    http: { method: 'GET', path: '/api/desk/colleagues' },
  }),
  dialogues: defineOperation({
    name: 'desk.dialogues',
    summary: 'What a colleague is holding, or who waits in any line: what can be assigned or taken over',
    kind: 'query',
    callers: ['member'],
    permission: 'conversation:assign',
    input: z.strictObject({
      memberId: memberId.optional().describe('without: those who wait, longest wait first'),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    output: z.object({ dialogues: z.array(conversationView), count: z.number().int().describe('of all of them') }),
    errors: [],
    http: { method: 'GET', path: '/api/desk/dialogues' },
  }),
  ended: defineOperation({
    name: 'desk.ended',
    summary:
      'Dialogues that ended in own hands since an instant and were not cleared, latest first, page by page (CON-04)',
    kind: 'query',
    callers: ['member'],
    permission: 'conversation:read',
    input: z.strictObject({
      since: instantInQuery.describe('epoch milliseconds'),
      before: conversationId.optional().describe('last of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({ dialogues: z.array(conversationView), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/desk/ended' },
  }),
  setCleared: defineOperation({
    name: 'desk.setCleared',
    summary:
      'Takes own ended dialogues out of the list, or puts them back; what is not one of them is passed over (CON-04)',
    kind: 'command',
    callers: ['member'],
    permission: 'conversation:read',
    input: z.strictObject({ conversationIds: z.array(conversationId).min(1).max(200), cleared: z.boolean() }),
    output: z.object({ changedCount: z.number().int() }),
    errors: ['summary_required'],
    http: { method: 'PUT', path: '/api/desk/cleared' },
  }),
  setPresence: defineOperation({
    name: 'desk.setPresence',
    summary: '在线, 忙碌 or 离开 (RTE-01 ... 03)',
    kind: 'command',
    callers: ['member'],
    permission: 'presence:set',
    input: z.strictObject({ status: z.enum(['online', 'busy', 'away']) }),
    output: z.object({ status: z.enum(['online', 'busy', 'away']) }),
    errors: [],
    http: { method: 'PUT', path: '/api/desk/presence' },
  }),
} as const
