import { z } from 'zod'
import { colleaguesView, deskView } from '../views'
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
