import { operations, type BusinessHoursSettings, type RoutingSettings } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

let shop: Shop
let merchant: Merchant
let boss: MemberActor

beforeAll(async () => {
  shop = await openShop()
})

beforeEach(async () => {
  merchant = await shop.merchant()
  boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { getRouting, changeRouting, getHours, changeHours } = operations.settings
interface Routing {
  readonly version: number
  readonly settings: RoutingSettings
}
const routing = () => shop.result<Routing>(boss, getRouting, {})

describe('settings', () => {
  it('begin with the defaults of the requirements, and keep what is changed', async () => {
    const before = await routing()
    expect(before).toMatchObject({
      version: 0,
      settings: {
        silentVisitorMinutes: 6,
        goneVisitorMinutes: 30,
        unassignedAfterSeconds: 15,
        releaseAfterSeconds: 120,
      },
    })
    expect(before.settings).toMatchObject({ automatic: true, lastAgentFirst: true, mayExceedCapacity: false })
    const settings = { ...before.settings, silentVisitorMinutes: 9, mayExceedCapacity: true }
    expect(await shop.result(boss, changeRouting, { version: 0, settings })).toEqual({ version: 1, settings })
    expect(await routing()).toEqual({ version: 1, settings })
  })

  it('say in the log what was changed, by whom, and nothing when nothing was', async () => {
    const { settings } = await routing()
    await shop.result(boss, changeRouting, { version: 0, settings })
    expect((await routing()).version).toBe(0)
    await shop.result(boss, changeRouting, { version: 0, settings: { ...settings, lastAgentDays: 30 } })
    await shop.result(boss, changeRouting, { version: 1, settings: { ...settings, lastAgentDays: 14 } })
    const told = shop.heard.filter((event) => event.tenantId === merchant.tenantId && event.type === 'settings.changed')
    expect(told.map(({ seq, actor, payload }) => [seq, actor.id, payload])).toEqual([
      [1, boss.id, { name: 'routing', from: { lastAgentDays: 7 }, to: { lastAgentDays: 30 } }],
      [2, boss.id, { name: 'routing', from: { lastAgentDays: 30 }, to: { lastAgentDays: 14 } }],
    ])
    expect(told[0]?.streamId).toMatch(/^ff/)
  })

  it('are not overwritten by somebody who has not seen them', async () => {
    const { settings } = await routing()
    const answers = await Promise.all(
      [10, 20].map((minutes) =>
        shop.call(boss, changeRouting, { version: 0, settings: { ...settings, silentVisitorMinutes: minutes } }),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      refusal: { error: { code: 'settings_changed', data: { version: 1 } } },
    })
  })

  it('are each merchant’s own', async () => {
    const other = await shop.merchant()
    await other.changeRouting({ automatic: false })
    expect(await routing()).toMatchObject({ version: 0, settings: { automatic: true } })
  })

  it.each([{ silentVisitorMinutes: 0 }, { unassignedAfterSeconds: 5 }, { releaseAfterSeconds: 1.5 }, { surplus: 1 }])(
    'refuse %j',
    async (wrong) => {
      const { settings } = await routing()
      const input = { version: 0, settings: { ...settings, ...wrong } }
      expect(await shop.refusal(boss, changeRouting, input)).toBe('input_invalid')
    },
  )

  it('pass over a field that a newer version has stored', async () => {
    await merchant.changeRouting({ lastAgentDays: 3 })
    const add = `update settings set value = value || '{"invented": true}' where tenant_id = $1`
    await shop.services.doors.withSystem('test', (tx) => tx.rows(add, [merchant.tenantId]))
    expect((await routing()).settings).toMatchObject({ lastAgentDays: 3 })
  })
})

describe('business hours', () => {
  it('are round the clock until somebody says otherwise', async () => {
    expect(await shop.result(boss, getHours, {})).toMatchObject({ version: 0, open: true, opensAt: null })
  })

  it('answer at once whether it is open by them', async () => {
    const { hours } = await shop.result<{ hours: BusinessHoursSettings }>(boss, getHours, {})
    const closed = { ...hours, always: false, weekly: [] }
    expect(await shop.result(boss, changeHours, { version: 0, hours: closed })).toMatchObject({
      version: 1,
      hours: closed,
      open: false,
      opensAt: null,
    })
    expect(await shop.refusal(boss, changeHours, { version: 1, hours: { ...closed, timeZone: 'Mars/Olympus' } })).toBe(
      'input_invalid',
    )
  })
})
