import { z } from 'zod'
import { memberId } from '../ids'
import { metricSettingChanges, metricSettings } from '../settings'
import { defineOperation } from './define'

const version = z.number().int().min(0).describe('of what was read; rises with each change')
const instant = z.number().int().describe('epoch milliseconds')
const stored = z.object({
  version,
  settings: metricSettings,
  holdsFrom: instant.nullable().describe('when this version takes or took hold; null: it has held from the beginning'),
  zone: z.string().describe('of the merchant now'),
})

/** One saving of 统计口径. */
const change = z.object({
  version: z.number().int(),
  at: instant,
  holdsFrom: instant.describe('what happens from here on is counted by it'),
  by: z.object({ id: memberId, nickname: z.string() }).describe('as he was called then'),
  from: metricSettingChanges.describe('what was changed, as it was'),
  to: metricSettingChanges.describe('the same as it is since'),
})
/** The same in TypeScript. */
export type MetricSettingsChange = z.infer<typeof change>

/** 统计口径: by what the figures of the reports are counted. */
export const metric = {
  getSettings: defineOperation({
    name: 'metric.getSettings',
    summary: '统计口径: by what figures are counted where vendors differ most, and since when',
    kind: 'query',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({}),
    output: stored,
    errors: [],
    http: { method: 'GET', path: '/api/settings/metrics' },
  }),
  changeSettings: defineOperation({
    name: 'metric.changeSettings',
    summary: 'Replaces 统计口径 from the next quarter of an hour on; what was counted before stays as it is',
    kind: 'command',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({ version, settings: metricSettings }),
    output: stored,
    errors: ['settings_changed'],
    http: { method: 'PUT', path: '/api/settings/metrics' },
  }),
  listChanges: defineOperation({
    name: 'metric.listChanges',
    summary: 'Who changed 统计口径, when, and what; newest first, page by page',
    kind: 'query',
    callers: ['member'],
    permission: 'settings:manage',
    input: z.strictObject({
      before: z.coerce.number().int().min(1).optional().describe('version of the last one of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({ changes: z.array(change), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/settings/metrics/changes' },
  }),
} as const
