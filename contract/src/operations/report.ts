import { z } from 'zod'
import { channelId, conversationId, groupId, legId, memberId, offlineMessageId } from '../ids'
import { overviewFigures, reportColumns, reportRules, reports, type ReportColumn, type ReportKey } from '../reports'
import { metricSettings } from '../settings'
import { defineOperation } from './define'

const instant = z.number().int().describe('epoch milliseconds')
const keysOf = <Key extends string>(registry: Readonly<Record<Key, unknown>>) =>
  Object.keys(registry) as unknown as readonly [Key, ...Key[]]
const reportKey = z.enum(keysOf<ReportKey>(reports))
const columnKey = z.enum(keysOf<ReportColumn>(reportColumns))
const unit = z.enum(['count', 'ratio', 'ms', 'date', 'hour', 'text', 'instant'])
const day = z.iso.date().describe("a day of the merchant's calendar")

/** A list; in an address `a,b` as well. */
const some = <Id extends z.ZodType<unknown, string>>(id: Id) =>
  z.union([
    z.array(id).min(1).max(200),
    z
      .string()
      .max(8_000)
      .transform((text) => text.split(','))
      .pipe(z.array(id).min(1).max(200)),
  ])
const filters = {
  groupIds: some(groupId).optional(),
  memberIds: some(memberId).optional(),
  channelIds: some(channelId).optional(),
}
const range = { from: day, to: day.describe('the last day, included') }
const page = {
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(5_000).default(100),
}
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])

interface Asked {
  readonly from: string
  readonly to: string
  readonly report?: ReportKey
  readonly groupIds?: unknown
  readonly memberIds?: unknown
  readonly channelIds?: unknown
}

/** What no single field can say: the range is one, and the report can be narrowed by what it is narrowed by. */
function checkAsked(
  input: Asked,
  { addIssue }: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
) {
  const days = (Date.parse(input.to) - Date.parse(input.from)) / 86_400_000 + 1
  if (days < 1) addIssue({ code: 'custom', path: ['to'], message: 'before from' })
  if (days > reportRules.mostDays) {
    addIssue({ code: 'custom', path: ['to'], message: `more than ${reportRules.mostDays} days` })
  }
  if (input.report === undefined) return
  const allowed: readonly string[] = reports[input.report].filters
  for (const name of ['groupIds', 'memberIds', 'channelIds'] as const) {
    if (input[name] === undefined || allowed.includes(name)) continue
    addIssue({ code: 'custom', path: [name], message: 'this report cannot be narrowed by it' })
  }
}

const value = z.union([z.number(), z.string()]).nullable()
const values = z.record(z.string(), value).describe('by key of the column')
const read = {
  zone: z.string().describe('whose calendar the days of the range were, by the end of the range'),
  from: day,
  to: day,
  settings: z
    .array(
      z.object({
        fromAt: instant.nullable().describe('null: from the beginning'),
        version: z.number().int(),
        settings: metricSettings,
      }),
    )
    .min(1)
    .describe('统计口径 in force in the range, in order; several: it was changed in between'),
  asOf: instant.nullable().describe('the log was read up to here; null: nothing was read yet'),
  generatedAt: instant,
}
const rating = z.number().int().min(1).max(5)

/** One visit, dialogue or offline message behind a figure. */
export const drillItem = z.object({
  kind: z.enum(['visit', 'dialogue', 'offlineMessage']),
  conversationId: conversationId.nullable(),
  legId: legId.nullable().describe('dialogues'),
  offlineMessageId: offlineMessageId.nullable().describe('offline messages'),
  at: instant.describe('asked, accepted or left'),
  endedAt: instant.nullable(),
  roomNumber: z.string().nullable(),
  visitorName: z.string(),
  group: z.object({ id: groupId, name: z.string() }).nullable().describe('as it was called then'),
  member: z.object({ id: memberId, nickname: z.string() }).nullable().describe('as he was called then'),
  channelId: channelId.nullable(),
  rating: rating.nullable(),
  value: z.number().describe('its share in the figure: 1 where things are counted, milliseconds where time is summed'),
})
/** The same in TypeScript. */
export type DrillItem = z.infer<typeof drillItem>

const trendPoint = z.object({
  key: z.string().describe('a day, or an hour 0 ... 23 when the range is one day'),
  visits: z.number().int(),
  accepted: z.number().int(),
  abandoned: z.number().int(),
  visitMessages: z.number().int(),
  acceptedBefore: z.number().int().describe('the same place in the period before'),
})

/** 报表 (RPT-01 ... RPT-10): figures from the log, by the definitions of docs/metrics.md. */
export const report = {
  get: defineOperation({
    name: 'report.get',
    summary: 'One of the seven reports: rows, totals over all of them, sorted here and page by page',
    kind: 'query',
    callers: ['member'],
    permission: 'report:read',
    input: z
      .strictObject({
        report: reportKey,
        ...range,
        ...filters,
        sort: columnKey.optional().describe('a column of the report'),
        descending: flag.default(false),
        ...page,
      })
      .superRefine((input, context) => {
        checkAsked(input, context)
        const columns: readonly string[] = reports[input.report].columns
        if (input.sort !== undefined && !columns.includes(input.sort)) {
          context.addIssue({ code: 'custom', path: ['sort'], message: 'not a column of this report' })
        }
      }),
    output: z.object({
      ...read,
      columns: z.array(z.object({ key: columnKey, unit, drill: z.boolean() })),
      rows: z.array(
        z.object({
          key: z.string().describe('names the row to report.drill'),
          groupId: groupId.nullable(),
          memberId: memberId.nullable(),
          values,
        }),
      ),
      totals: values.describe('over all rows, not only those of the page; shares and means are computed anew'),
      rowCount: z.number().int(),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/reports/{report}' },
  }),
  drill: defineOperation({
    name: 'report.drill',
    summary: 'The visits, dialogues or offline messages behind a figure, newest first, page by page',
    kind: 'query',
    callers: ['member'],
    permission: 'report:read',
    input: z
      .strictObject({
        report: reportKey,
        ...range,
        ...filters,
        row: z.string().max(100).optional().describe('key of a row; left out: all rows, as in the totals'),
        column: columnKey,
        offset: page.offset,
        limit: z.coerce.number().int().min(1).max(200).default(50),
      })
      .superRefine((input, context) => {
        checkAsked(input, context)
        const columns: readonly string[] = reports[input.report].columns
        if (!columns.includes(input.column) || !reportColumns[input.column].drill) {
          context.addIssue({ code: 'custom', path: ['column'], message: 'nothing is behind this column' })
        }
      }),
    output: z.object({
      ...read,
      items: z.array(drillItem),
      itemCount: z.number().int(),
      total: z.number().describe('Σ value: the figure itself, or the upper part of a share or a mean'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/reports/{report}/items' },
  }),
  overview: defineOperation({
    name: 'report.overview',
    summary: 'How are we doing: the main figures beside the period before, their trend, ratings and topics',
    kind: 'query',
    callers: ['member'],
    permission: 'report:read',
    input: z.strictObject({ ...range, ...filters }).superRefine(checkAsked),
    output: z.object({
      ...read,
      before: z.object({
        from: day,
        to: day,
        until: instant.nullable().describe('today is compared with the day before up to the same quarter of an hour'),
      }),
      figures: z.array(
        z.object({
          key: z.enum(overviewFigures),
          unit,
          value: z.number().nullable(),
          before: z.number().nullable(),
          part: z.number().nullable().describe('upper part of a share or a mean'),
          whole: z.number().nullable().describe('what stands below the line'),
          points: z.array(z.number().nullable()).describe('as many as the trend has'),
        }),
      ),
      validSessions: z.number().int(),
      invalidSessions: z.number().int(),
      trend: z.object({ by: z.enum(['hour', 'day']), points: z.array(trendPoint) }),
      ratings: z.object({
        count: z.number().int(),
        levels: z.array(z.object({ score: rating, count: z.number().int() })).describe('5 ... 1'),
        reasons: z.array(z.object({ text: z.string(), count: z.number().int() })).describe('of scores below 4'),
      }),
      categories: z
        .array(z.object({ path: z.array(z.string()), count: z.number().int() }))
        .describe('of summaries, most frequent first'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/report-overview' },
  }),
  filters: defineOperation({
    name: 'report.filters',
    summary: 'Groups and agents that have figures in a range, as they were called at its end; also those gone since',
    kind: 'query',
    callers: ['member'],
    permission: 'report:read',
    input: z.strictObject(range).superRefine(checkAsked),
    output: z.object({
      zone: z.string().describe('of the merchant now'),
      today: day,
      groups: z.array(z.object({ id: groupId, name: z.string() })),
      members: z.array(z.object({ id: memberId, nickname: z.string() })),
      channels: z.array(z.object({ id: channelId, name: z.string() })),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/report-filters' },
  }),
} as const

/** What `report.get` answers. */
export type ReportView = z.infer<(typeof report.get)['output']>
/** What `report.overview` answers. */
export type OverviewView = z.infer<(typeof report.overview)['output']>
