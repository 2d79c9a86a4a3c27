import { operations, type OverviewView, type ReportView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import { openShop, type Shop } from '../../testing/shop'
import type { History } from './brute-force/make-history.testing'
import { administratorOf, countHistories } from './brute-force/prove.testing'

let shop: Shop
let history: History
let admin: MemberActor
let now = 0

beforeAll(async () => {
  shop = await openShop({ ...systemClock(), now: () => now })
  const { doors, epoch } = shop.services
  const made = await countHistories(
    { doors, epoch, ask: (actor, operation, input) => shop.call(actor, operation, input) },
    [7, 8],
  )
  if (!made[0]) throw new Error('no history')
  history = made[0]
  admin = administratorOf(history)
  now = history.now
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const read = (more: Record<string, unknown>, actor = admin) =>
  shop.result<ReportView>(actor, operations.report.get, { from: history.from, to: history.to, ...more })

it('RPT-01: sorts by any column on the server and gives one page', async () => {
  const all = await read({ report: 'agentDaily', sort: 'dialogues', descending: true })
  const counts = all.rows.map(({ values }) => Number(values.dialogues))
  expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  expect(all.rowCount).toBe(all.rows.length)
  const page = await read({ report: 'agentDaily', sort: 'dialogues', descending: true, offset: 1, limit: 2 })
  expect(page.rows).toEqual(all.rows.slice(1, 3))
  expect([page.rowCount, page.totals]).toEqual([all.rowCount, all.totals])
})

it('says what it knows: whose days, and how far the log was read', async () => {
  expect(await read({ report: 'groupDaily' })).toMatchObject({ asOf: now, generatedAt: now })
})

it('shows somebody of 本人 his own figures, and a supervisor of 本组 those of his groups', async () => {
  const own = { ...admin, scope: 'own' } as const
  const rows = (await read({ report: 'satisfaction' }, own)).rows
  expect(new Set(rows.map(({ memberId }) => memberId))).toEqual(new Set([admin.id]))
  const asked = { from: history.from, to: history.to, report: 'groupDaily' }
  expect(await shop.refusal(own, operations.report.get, asked)).toBe('forbidden')
  // He serves no group, so there is nothing for him; naming one does not help.
  const supervisor = { ...admin, scope: 'group' } as const
  expect((await read({ report: 'groupDaily' }, supervisor)).rows).toEqual([])
  expect((await read({ report: 'groupDaily', groupIds: history.groupIds }, supervisor)).rows).toEqual([])
})

it('refuses what a report cannot be narrowed by, and more than a year', async () => {
  const ask = (more: Record<string, unknown>) =>
    shop.refusal(admin, operations.report.get, { from: history.from, to: history.to, report: 'groupDaily', ...more })
  expect(await ask({ memberIds: history.memberIds })).toBe('input_invalid')
  expect(await ask({ from: '2025-01-01', to: '2026-06-01' })).toBe('input_invalid')
  expect(await ask({ sort: 'rated5' })).toBe('input_invalid')
})

it('tells in the overview the same as in the reports', async () => {
  const range = { from: history.from, to: history.to }
  const overview = await shop.result<OverviewView>(admin, operations.report.overview, range)
  const { totals } = await read({ report: 'groupDaily' })
  const figure = (key: string) => overview.figures.find((one) => one.key === key)?.value
  expect(figure('accepted')).toBe(totals.accepted)
  expect(figure('connectRate')).toBe(totals.connectRate)
  expect(overview.trend.points.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(totals.accepted)
  expect(overview.validSessions + overview.invalidSessions).toBe(totals.accepted)
})
