import { z } from 'zod'
import { instantInQuery } from '../instants'
import { slaSettings, slaSettingsInput } from '../settings'
import { alarmView } from '../views/desk'
import { defineOperation } from './define'

const version = z.number().int().min(0).describe('of what was read; rises with each change')
const stored = z.object({ version, settings: slaSettings })

/** 响应时限 (RTE-13): how soon somebody is answered, and who hears when he is not. */
export const sla = {
  getSettings: defineOperation({
    name: 'sla.getSettings',
    summary: 'When an answer is getting late, and when it is too late: every desk goes by it',
    kind: 'query',
    callers: ['member'],
    permission: null,
    input: z.strictObject({}),
    output: stored,
    errors: [],
    http: { method: 'GET', path: '/api/sla/settings' },
  }),
  changeSettings: defineOperation({
    name: 'sla.changeSettings',
    summary: 'Replaces these times; dialogues that go on are looked at anew',
    kind: 'command',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({ version, settings: slaSettingsInput }),
    output: stored,
    errors: ['settings_changed'],
    http: { method: 'PUT', path: '/api/sla/settings' },
  }),
  listAlarms: defineOperation({
    name: 'sla.listAlarms',
    summary: 'Dialogues in which an answer came too late, or has not come yet, newest first; of those one may reach',
    kind: 'query',
    callers: ['member'],
    permission: 'monitor:read',
    input: z.strictObject({
      state: z.enum(['open', 'all']).default('open').describe('open: nobody has answered yet'),
      from: instantInQuery.optional().describe('raised at or after, epoch milliseconds'),
      until: instantInQuery.optional().describe('raised before, epoch milliseconds'),
      before: z.uuid().optional().describe('last of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({ alarms: z.array(alarmView), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/sla/alarms' },
  }),
} as const
