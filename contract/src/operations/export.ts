import { z } from 'zod'
import { locale } from '../channel-settings'
import { exportFormats, exportSubjects, exportView } from '../views/export'
import { exportId } from '../ids'
import { defineOperation } from './define'

const answer = z.object({ export: exportView })

/** 导出: any list as a file, made in the background and fetched by whoever asked for it, for a day. */
export const exporting = {
  start: defineOperation({
    name: 'export.start',
    summary: 'Begins to write a list into a file; needs what the list itself needs, and dialogues need dialogue:export',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({
      what: z.enum(exportSubjects),
      format: z.enum(exportFormats),
      conditions: z
        .record(z.string(), z.unknown())
        .describe('as the operation of the list takes them, without its paging'),
      columns: z.array(z.string().max(60)).min(1).max(100).optional().describe('which, in this order; all unless said'),
      locale: locale.default('zh-CN').describe('of its headers'),
    }),
    output: answer,
    errors: ['exports_limited', 'export_format_unknown'],
    http: { method: 'POST', path: '/api/exports' },
  }),
  list: defineOperation({
    name: 'export.list',
    summary: 'What one has exported, the newest first',
    kind: 'query',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(30) }),
    output: z.object({ exports: z.array(exportView) }),
    errors: [],
    http: { method: 'GET', path: '/api/exports' },
  }),
  cancel: defineOperation({
    name: 'export.cancel',
    summary: 'Stops one that waits or runs; what is over stays as it is',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ exportId }),
    output: answer,
    errors: [],
    http: { method: 'POST', path: '/api/exports/{exportId}/cancel' },
  }),
  retry: defineOperation({
    name: 'export.retry',
    summary: 'Does one again that failed, was cancelled or has expired',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ exportId }),
    output: answer,
    errors: ['exports_limited'],
    http: { method: 'POST', path: '/api/exports/{exportId}/retry' },
  }),
} as const
