import { z } from 'zod'
import { boardView, queueSample, siteVisitorView, watchView } from '../views/board'
import { spokenText } from '../body'
import { conversationId, groupId, memberId } from '../ids'
import { defineOperation } from './define'

const presence = z.enum(['online', 'busy', 'away'])

/** 监控: what is going on, and steering it (MGT-16, RTE-15). */
export const monitor = {
  board: defineOperation({
    name: 'monitor.board',
    summary:
      'The wall board as it is now: groups, agents, who waits, dialogues that go on, as far as the scope reaches (MGT-16). What changes afterwards is pushed: frame `watch`',
    kind: 'query',
    callers: ['member'],
    permission: 'monitor:read',
    input: z.strictObject({}),
    output: z.object({ at: z.number().int().describe('epoch milliseconds of the server'), board: boardView }),
    errors: [],
    http: { method: 'GET', path: '/api/monitor/board' },
  }),
  queueHistory: defineOperation({
    name: 'monitor.queueHistory',
    summary: 'How many waited in each group in each minute of the last two hours; minutes without anybody are left out',
    kind: 'query',
    callers: ['member'],
    permission: 'monitor:read',
    input: z.strictObject({}),
    output: z.object({ since: z.number().int().describe('epoch milliseconds'), samples: z.array(queueSample) }),
    errors: [],
    http: { method: 'GET', path: '/api/monitor/queue-history' },
  }),
  listWatches: defineOperation({
    name: 'monitor.listWatches',
    summary:
      "Who read along in whose dialogue (旁听), newest first, page by page: everybody's for who sees the whole merchant, else one's own (MGT-17)",
    kind: 'query',
    callers: ['member'],
    permission: 'conversation:supervise',
    input: z.strictObject({
      conversationId: conversationId.optional(),
      before: z.uuid().optional().describe('last of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({ watches: z.array(watchView), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/monitor/watches' },
  }),
  visitors: defineOperation({
    name: 'monitor.visitors',
    summary: 'Who has a page of the shop open now, of channels that show it; who came last first',
    kind: 'query',
    callers: ['member'],
    permission: 'visitor:invite',
    input: z.strictObject({}),
    output: z.object({
      visitors: z.array(siteVisitorView),
      count: z.number().int().describe('of all of them'),
      enabled: z.boolean().describe('a channel shows its visitors'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/monitor/visitors' },
  }),
  invite: defineOperation({
    name: 'monitor.invite',
    summary:
      'Invites a visitor who has a page open into a conversation; if he accepts, it is given to whoever invited him as far as his capacity goes',
    kind: 'command',
    callers: ['member'],
    permission: 'visitor:invite',
    input: z.strictObject({ visitId: z.uuid(), text: spokenText(200) }),
    output: z.object({ invitationId: z.uuid() }),
    errors: ['visitor_busy'],
    http: { method: 'POST', path: '/api/monitor/visitors/{visitId}/invite' },
  }),
  setPresence: defineOperation({
    name: 'monitor.setPresence',
    summary: "Changes an agent's status for him; he is told who did it (RTE-15)",
    kind: 'command',
    callers: ['member'],
    permission: 'member:steer',
    input: z.strictObject({ memberId, status: presence }),
    output: z.object({ status: presence }),
    errors: [],
    http: { method: 'PUT', path: '/api/monitor/members/{memberId}/presence' },
  }),
  setWork: defineOperation({
    name: 'monitor.setWork',
    summary: '最大接线量 and groups of an agent, from the board (RTE-15); who sees his own groups only moves in those',
    kind: 'command',
    callers: ['member'],
    permission: 'member:steer',
    input: z.strictObject({
      memberId,
      capacity: z.number().int().min(0).max(500).optional(),
      groupIds: z.array(groupId).max(100).optional().describe('all he is to serve'),
    }),
    output: z.object({ capacity: z.number().int(), groupIds: z.array(groupId) }),
    errors: ['group_unknown'],
    http: { method: 'PUT', path: '/api/monitor/members/{memberId}/work' },
  }),
} as const
