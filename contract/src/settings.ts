import { isTimeZone } from '@keqiao/domain'
import { z } from 'zod'

const seconds = (min: number, max: number) => z.number().int().min(min).max(max)
const minutes = seconds

/** What a merchant decides about routing; each has a default, so that a merchant works before anybody set it up. */
export const routingSettings = z.strictObject({
  /** RTE-01: who waits is given to an agent who is 在线. Off: everybody waits for 接收对话. */
  automatic: z.boolean().default(true),
  /** A returning visitor goes to the agent who served him last, if that was within `lastAgentDays`. */
  lastAgentFirst: z.boolean().default(true),
  lastAgentDays: z.number().int().min(1).max(365).default(7),
  /** G5: 接收对话 may go beyond 最大接线量. Automatic assignment never does (G15). */
  mayExceedCapacity: z.boolean().default(false),
  /** No new dialogue for an agent whose sockets have been silent for this long. */
  unassignedAfterSeconds: seconds(10, 120).default(15),
  /** Open dialogues of an agent without any connection go back to routing after this. */
  releaseAfterSeconds: seconds(30, 3_600).default(120),
  /** G3: 系统关闭 when the visitor does not answer for this long. */
  silentVisitorMinutes: minutes(1, 1_440).default(6),
  /** G3c: 系统关闭 when the visitor spoke last and has been gone for this long. */
  goneVisitorMinutes: minutes(10, 1_440).default(30),
})
export type RoutingSettings = z.output<typeof routingSettings>

/** 安全设置: what a merchant decides about safety. */
export const securitySettings = z.strictObject({
  /** Who signs in by password has to show a code as well; who has set up none is led to it. */
  secondFactorRequired: z.boolean().default(false),
})
export type SecuritySettings = z.output<typeof securitySettings>

const slaFields = {
  /** A visitor who waits for an agent's first word: getting late, too late. */
  firstAmberSeconds: seconds(5, 3_600).default(20),
  firstRedSeconds: seconds(5, 3_600).default(30),
  /** The same for each later one. */
  laterAmberSeconds: seconds(5, 3_600).default(60),
  laterRedSeconds: seconds(5, 3_600).default(180),
  /** Whoever may watch hears of what is too late. */
  tellsSupervisor: z.boolean().default(true),
}

/** 响应时限 (RTE-13): when an answer is getting late, and when it is too late. */
export const slaSettings = z.strictObject(slaFields)
export type SlaSettings = z.output<typeof slaSettings>

/** What can be asked for: late comes before too late. */
export const slaSettingsInput = slaSettings
  .refine((one) => one.firstAmberSeconds < one.firstRedSeconds, {
    message: 'late comes first',
    path: ['firstAmberSeconds'],
  })
  .refine((one) => one.laterAmberSeconds < one.laterRedSeconds, {
    message: 'late comes first',
    path: ['laterAmberSeconds'],
  })

const metricFields = {
  firstReplySeconds: seconds(5, 3_600).describe('X of 首响X秒应答率'),
  replySeconds: seconds(5, 3_600).describe('X of X秒应答率'),
  firstReplyFrom: z
    .enum(['later', 'accepted', 'asked'])
    .describe("from when 首响 runs: acceptance, the visitor's first unanswered message, or the later of the two"),
  validBy: z.enum(['visitor', 'agent', 'both']).describe('who has to have said something: 有效'),
  threeMinutesOf: z
    .enum(['rounds', 'visitors'])
    .describe('what 3分钟回复率 counts: rounds, or visitors served, all of whose rounds have to be in time'),
  transfers: z
    .enum(['own', 'same'])
    .describe('whether a dialogue that goes on after a transfer is a session of its own'),
  satisfactionOf: z.enum(['ratings', 'invites', 'dialogues']).describe('what stands below the line of 满意率'),
}

/**
 * 统计口径: what the figures of the reports are counted by where vendors differ most. A change holds from then on: what
 * happened before stays counted as it was. docs/metrics.md has the formula of each.
 */
export const metricSettings = z.strictObject({
  firstReplySeconds: metricFields.firstReplySeconds.default(30),
  replySeconds: metricFields.replySeconds.default(30),
  firstReplyFrom: metricFields.firstReplyFrom.default('later'),
  validBy: metricFields.validBy.default('visitor'),
  threeMinutesOf: metricFields.threeMinutesOf.default('rounds'),
  transfers: metricFields.transfers.default('own'),
  satisfactionOf: metricFields.satisfactionOf.default('ratings'),
})
/** Some of them, as a change tells them; what is absent was not changed. */
export const metricSettingChanges = z.object(metricFields).partial()
/** The same in TypeScript. */
export type MetricSettings = z.output<typeof metricSettings>

const minuteOfDay = (min: number, max: number) => z.number().int().min(min).max(max).describe('minutes after midnight')
const openSlot = {
  from: minuteOfDay(0, 1_439),
  to: minuteOfDay(1, 1_440).describe('minutes after midnight; not after `from`: of the next day'),
}
const weekday = z
  .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)])
  .describe('1 Monday ... 7 Sunday')
const everyDay = [1, 2, 3, 4, 5, 6, 7] as const

/** When a merchant's agents are at work. Round the clock unless he says otherwise. */
export const businessHours = z.strictObject({
  always: z.boolean().default(true).describe('round the clock; the slots are kept'),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { message: 'not a name of the tz database' })
    .default('Asia/Shanghai')
    .describe('whose clocks the slots mean, as in Asia/Shanghai'),
  weekly: z
    .array(z.strictObject({ weekday, ...openSlot }))
    .max(70)
    .default(() => everyDay.map((day) => ({ weekday: day, from: 540, to: 1_320 }))),
  exceptions: z
    .array(z.strictObject({ day: z.iso.date(), slots: z.array(z.strictObject(openSlot)).max(10) }))
    .max(400)
    .default([])
    .describe('days that are not as their weekday says; without slots closed'),
})
/** The same in TypeScript. */
export type BusinessHoursSettings = z.output<typeof businessHours>
