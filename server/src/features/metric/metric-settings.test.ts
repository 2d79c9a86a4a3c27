import { operations, type MetricSettings, type MetricSettingsChange, type ReportView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import { catchUp } from '../../testing/caught-up.store'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { createMetricReader } from './metric-reader'

let shop: Shop
let merchant: Merchant
let boss: MemberActor
let offset = 0
const minute = 60_000

beforeAll(async () => {
  const clock = systemClock()
  shop = await openShop({ ...clock, now: () => clock.now() + offset })
})

beforeEach(async () => {
  merchant = await shop.merchant()
  boss = await merchant.agent({ role: 'administrator', capacity: 100 })
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { getSettings, changeSettings, listChanges } = operations.metric
interface Stored {
  readonly version: number
  readonly settings: MetricSettings
  readonly holdsFrom: number | null
  readonly zone: string
}
interface Changes {
  readonly changes: readonly MetricSettingsChange[]
  readonly more: boolean
}
const stored = () => shop.result<Stored>(boss, getSettings, {})

async function decide(changes: Partial<MetricSettings>): Promise<Stored> {
  const { version, settings } = await stored()
  return shop.result<Stored>(boss, changeSettings, { version, settings: { ...settings, ...changes } })
}

/** A visitor asks, and is answered so much later; his dialogue ends. */
async function serve(answeredAfterMs: number): Promise<void> {
  const { visitor, conversationId } = await merchant.waiting()
  const body = { kind: 'text', text: '在吗' }
  await shop.result(boss, operations.conversation.claim, { conversationId })
  await shop.result(visitor, operations.conversation.sendMessage, { conversationId, body })
  offset += answeredAfterMs
  await shop.result(boss, operations.conversation.sendMessage, { conversationId, body })
  await shop.result(boss, operations.conversation.close, { conversationId })
}

async function report(): Promise<ReportView> {
  const reader = createMetricReader(shop.services, { everyMs: 60_000, batchSize: 500 })
  await catchUp(shop.services.doors, 'metric', reader)
  await reader.stop()
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const now = Date.now() + offset
  const range = { from: day(now - 3 * 86_400_000), to: day(now + 86_400_000) }
  return shop.result<ReportView>(boss, operations.report.get, { report: 'agentDaily', ...range })
}

describe('统计口径', () => {
  it('RPT-01: begins with the definitions of the page, and says who changed what and since when it holds', async () => {
    expect(await stored()).toEqual({
      version: 0,
      settings: {
        firstReplySeconds: 30,
        replySeconds: 30,
        firstReplyFrom: 'later',
        validBy: 'visitor',
        threeMinutesOf: 'rounds',
        transfers: 'own',
        satisfactionOf: 'ratings',
      },
      holdsFrom: null,
      zone: 'Asia/Shanghai',
    })
    const first = await decide({ replySeconds: 60 })
    await decide({ replySeconds: 45, validBy: 'both' })
    const { changes, more } = await shop.result<Changes>(boss, listChanges, { limit: 1 })
    expect(more).toBe(true)
    expect(changes).toMatchObject([
      {
        version: 2,
        by: { id: boss.id },
        from: { replySeconds: 60, validBy: 'visitor' },
        to: { replySeconds: 45, validBy: 'both' },
      },
    ])
    const rest = await shop.result<Changes>(boss, listChanges, { before: 2 })
    expect(rest).toMatchObject({ changes: [{ version: 1, to: { replySeconds: 60 } }], more: false })
    expect(first.holdsFrom).toBe(rest.changes[0]?.holdsFrom)
    expect((first.holdsFrom ?? 0) % (15 * minute)).toBe(0)
  })

  it('is changed by nobody who has not seen the last change, nor by whoever may not', async () => {
    const { settings } = await stored()
    await decide({ replySeconds: 60 })
    expect(await shop.refusal(boss, changeSettings, { version: 0, settings })).toBe('settings_changed')
    const wrong = { version: 1, settings: { ...settings, replySeconds: 4 } }
    expect(await shop.refusal(boss, changeSettings, wrong)).toBe('input_invalid')
    const agent = await merchant.agent()
    expect(await shop.refusal(agent, changeSettings, { version: 1, settings })).toBe('forbidden')
    expect((await stored()).settings.replySeconds).toBe(60)
  })

  it('RPT-07: holds for what begins after it, and leaves what was before as it was', async () => {
    await serve(40_000)
    const before = await report()
    expect(before.totals).toMatchObject({ rounds: 1, replyInTimeRate: 0, firstReplyInTimeRate: 0 })
    const { holdsFrom } = await decide({ replySeconds: 60, firstReplySeconds: 45 })
    expect((await report()).totals).toEqual(before.totals)
    // Still by what held before: the quarter of an hour has not begun.
    await serve(40_000)
    expect((await report()).totals).toMatchObject({ rounds: 2, replyInTimeRate: 0 })
    offset += (holdsFrom ?? 0) - (Date.now() + offset) + minute
    await serve(40_000)
    await serve(50_000)
    const after = await report()
    expect(after.totals).toMatchObject({ rounds: 4, replyInTimeRate: 0.5, firstReplyInTimeRate: 0.25 })
    expect(after.settings.map(({ fromAt, version, settings }) => [fromAt, version, settings.replySeconds])).toEqual([
      [null, 0, 30],
      [holdsFrom, 1, 60],
    ])
  })
})
