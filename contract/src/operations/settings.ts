import { z } from 'zod'
import { allChannelAutoReplies, autoReplySettings, channelAutoReplies } from '../auto-replies'
import { channelId } from '../ids'
import { ratingSettings } from '../rating'
import { businessHours, routingSettings, securitySettings } from '../settings'
import { summarySettings } from '../summary'
import { defineOperation } from './define'

const version = z.number().int().min(0).describe('of what was read; rises with each change')
const routing = z.object({ version, settings: routingSettings })
const security = z.object({ version, settings: securitySettings })
const summary = z.object({ version, settings: summarySettings })
const rating = z.object({ version, settings: ratingSettings })
const autoReplies = z.object({ version, settings: autoReplySettings })
const ofChannels = z.object({ version, ...allChannelAutoReplies.shape })
const hours = z.object({
  version,
  hours: businessHours,
  open: z.boolean().describe('by these hours it is business time now'),
  opensAt: z.number().int().nullable().describe('epoch milliseconds; null: open, or not within a month'),
})

/** What a merchant decides. A change names the version it was made on, so that nobody undoes what he has not seen. */
export const settings = {
  getRouting: defineOperation({
    name: 'settings.getRouting',
    summary: '接待设置: how visitors are assigned, and when silent dialogues end',
    kind: 'query',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({}),
    output: routing,
    errors: [],
    http: { method: 'GET', path: '/api/settings/routing' },
  }),
  changeRouting: defineOperation({
    name: 'settings.changeRouting',
    summary: 'Replaces 接待设置; all nodes go by them from now on',
    kind: 'command',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({ version, settings: routingSettings }),
    output: routing,
    errors: ['settings_changed'],
    http: { method: 'PUT', path: '/api/settings/routing' },
  }),
  getSecurity: defineOperation({
    name: 'settings.getSecurity',
    summary: '安全设置: what the merchant decides about safety',
    kind: 'query',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({}),
    output: security,
    errors: [],
    http: { method: 'GET', path: '/api/settings/security' },
  }),
  changeSecurity: defineOperation({
    name: 'settings.changeSecurity',
    summary: 'Replaces 安全设置',
    kind: 'command',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({ version, settings: securitySettings }),
    output: security,
    errors: ['settings_changed'],
    http: { method: 'PUT', path: '/api/settings/security' },
  }),
  getHours: defineOperation({
    name: 'settings.getHours',
    summary: '服务时间: when visitors are served; outside it they leave a message',
    kind: 'query',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({}),
    output: hours,
    errors: [],
    http: { method: 'GET', path: '/api/settings/hours' },
  }),
  changeHours: defineOperation({
    name: 'settings.changeHours',
    summary: 'Replaces 服务时间',
    kind: 'command',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({ version, hours: businessHours }),
    output: hours,
    errors: ['settings_changed'],
    http: { method: 'PUT', path: '/api/settings/hours' },
  }),
  getSummary: defineOperation({
    name: 'settings.getSummary',
    summary: '小结设置: whether a dialogue without summary may be cleared',
    kind: 'query',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({}),
    output: summary,
    errors: [],
    http: { method: 'GET', path: '/api/settings/summary' },
  }),
  changeSummary: defineOperation({
    name: 'settings.changeSummary',
    summary: 'Replaces 小结设置',
    kind: 'command',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({ version, settings: summarySettings }),
    output: summary,
    errors: ['settings_changed'],
    http: { method: 'PUT', path: '/api/settings/summary' },
  }),
  getRating: defineOperation({
    name: 'settings.getRating',
    summary: '评价设置: the levels and their reasons, whether it is offered at the end, how long it can be given',
    kind: 'query',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({}),
    output: rating,
    errors: [],
    http: { method: 'GET', path: '/api/settings/rating' },
  }),
  changeRating: defineOperation({
    name: 'settings.changeRating',
    summary: 'Replaces 评价设置',
    kind: 'command',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({ version, settings: ratingSettings }),
    output: rating,
    errors: ['settings_changed'],
    http: { method: 'PUT', path: '/api/settings/rating' },
  }),
  getAutoReplies: defineOperation({
    name: 'settings.getAutoReplies',
    summary: '自动回复: what is said by itself, by situation (CON-21)',
    kind: 'query',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({}),
    output: autoReplies,
    errors: [],
    http: { method: 'GET', path: '/api/settings/auto-replies' },
  }),
  changeAutoReplies: defineOperation({
    name: 'settings.changeAutoReplies',
    summary: 'Replaces 自动回复',
    kind: 'command',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({ version, settings: autoReplySettings }),
    output: autoReplies,
    errors: ['settings_changed'],
    http: { method: 'PUT', path: '/api/settings/auto-replies' },
  }),
  getChannelAutoReplies: defineOperation({
    name: 'settings.getChannelAutoReplies',
    summary: '自动回复 of single channels: the situations in which one differs from all the others',
    kind: 'query',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({}),
    output: ofChannels,
    errors: [],
    http: { method: 'GET', path: '/api/settings/channel-auto-replies' },
  }),
  changeChannelAutoReplies: defineOperation({
    name: 'settings.changeChannelAutoReplies',
    summary: 'Replaces what one channel has of its own; nothing: it is as all the others',
    kind: 'command',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({ version, channelId, replies: channelAutoReplies }),
    output: ofChannels,
    errors: ['settings_changed'],
    http: { method: 'PUT', path: '/api/settings/channel-auto-replies/{channelId}' },
  }),
} as const
