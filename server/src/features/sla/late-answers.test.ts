import { operations, type AlarmView, type ConversationSnapshot, type SlaSettings } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../platform/clock'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import type { DeadlineSweep } from '../conversation'
import { reactToSlaSettings } from './sla.reactions'
import { startLateAnswerSweep } from './late-answers'

const second = 1_000
let passed = 0
let shop: Shop
let merchant: Merchant
let boss: MemberActor
let late: DeadlineSweep

beforeAll(async () => {
  const clock = systemClock()
  // Timers never fire by themselves here: each sweep is asked for.
  shop = await openShop({ ...clock, now: () => clock.now() + passed, setTimer: () => () => undefined })
  shop.services.relay.listen(reactToSlaSettings(shop.services))
  late = startLateAnswerSweep(shop.services)
})

beforeEach(async () => {
  merchant = await shop.merchant()
  boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
})

afterAll(async () => {
  await late.stop()
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { sendMessage, claim, get, transfer } = operations.conversation
const { getSettings, changeSettings, listAlarms } = operations.sla
const say = { kind: 'text', text: '在吗' }

async function talking() {
  const agent = await merchant.agent({ capacity: 50 })
  const { visitor, conversationId } = await merchant.waiting()
  await shop.result(agent, claim, { conversationId })
  return { agent, visitor, conversationId }
}

async function after(seconds: number): Promise<void> {
  passed += seconds * second
  // The deadlines of a step are due at once: what is pushed on is pushed beyond it.
  while ((await late.sweep()) > 0);
}

const alarms = async (input: Record<string, unknown> = {}, who = boss) =>
  (await shop.result<{ alarms: AlarmView[] }>(who, listAlarms, input)).alarms

async function change(changes: Partial<SlaSettings>): Promise<void> {
  const { version, settings } = await shop.result<{ version: number; settings: SlaSettings }>(boss, getSettings, {})
  await shop.result(boss, changeSettings, { version, settings: { ...settings, ...changes } })
}

describe('an answer that is too late', () => {
  it('RTE-13: alarms once for each time somebody waits, and says so in the log to staff alone', async () => {
    const { agent, visitor, conversationId } = await talking()
    await shop.result(visitor, sendMessage, { conversationId, body: say })
    await after(29)
    expect(await alarms()).toEqual([])
    await after(2)
    expect(await alarms()).toMatchObject([
      {
        conversationId,
        kind: 'first',
        member: { id: agent.id },
        group: { id: merchant.groupId },
        allowedMs: 30_000,
        open: true,
      },
    ])
    await after(300)
    expect(await alarms()).toHaveLength(1)
    const warned = ({ events }: ConversationSnapshot) => events.filter(({ type }) => type === 'sla.warned')
    expect(warned(await shop.result(agent, get, { conversationId }))).toMatchObject([
      { actor: { kind: 'system' }, payload: { kind: 'first', member: { id: agent.id } } },
    ])
    expect(warned(await shop.result(visitor, get, { conversationId }))).toEqual([])

    await shop.result(agent, sendMessage, { conversationId, body: say })
    expect(await alarms()).toEqual([])
    expect(await alarms({ state: 'all' })).toMatchObject([{ open: false }])
    await shop.result(visitor, sendMessage, { conversationId, body: say })
    await after(179)
    expect(await alarms()).toEqual([])
    await after(2)
    expect(await alarms({ state: 'all' })).toMatchObject([{ kind: 'later', open: true }, { kind: 'first' }])
  })

  it('RTE-13: is not laid to who just got the dialogue, and to nobody while it waits', async () => {
    const { visitor, conversationId } = await merchant.waiting()
    await shop.result(visitor, sendMessage, { conversationId, body: say })
    await after(120)
    const agent = await merchant.agent()
    await shop.result(agent, claim, { conversationId })
    await after(20)
    expect(await alarms()).toEqual([])
    const colleague = await merchant.agent()
    await shop.result(agent, transfer, { conversationId, to: { kind: 'member', memberId: colleague.id } })
    await after(29)
    expect(await alarms()).toEqual([])
    await after(2)
    expect(await alarms()).toMatchObject([{ member: { id: colleague.id } }])
  })

  it('RTE-13: goes by the merchant’s own times, from the moment he sets them, and can be left out', async () => {
    const { visitor, conversationId } = await talking()
    await shop.result(visitor, sendMessage, { conversationId, body: say })
    await change({ tellsSupervisor: false })
    await after(40)
    expect(await alarms()).toEqual([])
    await change({ tellsSupervisor: true, firstRedSeconds: 45 })
    await after(1)
    expect(await alarms()).toEqual([])
    await vi.waitFor(async () => {
      await after(5)
      expect(await alarms()).toMatchObject([{ allowedMs: 45_000 }])
    })
    const { version, settings } = await shop.result<{ version: number; settings: SlaSettings }>(boss, getSettings, {})
    const wrong = { version, settings: { ...settings, laterAmberSeconds: 200, laterRedSeconds: 180 } }
    expect(await shop.refusal(boss, changeSettings, wrong)).toBe('input_invalid')
  })

  it('RTE-13: is none outside business hours', async () => {
    const { visitor, conversationId } = await talking()
    await merchant.changeHours({ always: false, weekly: [] })
    await shop.result(visitor, sendMessage, { conversationId, body: say })
    await after(600)
    expect(await alarms()).toEqual([])
    await merchant.changeHours({ always: true })
    // The change is heard of after its commit.
    await vi.waitFor(async () => {
      await after(1)
      expect(await alarms()).toHaveLength(1)
    })
  })

  it('RTE-13: is none for the time in which nobody ran the service', async () => {
    const { visitor, conversationId } = await talking()
    await shop.result(visitor, sendMessage, { conversationId, body: say })
    passed += 600 * second
    const resumedAt = Date.now() + passed
    const resume = 'update installation set watched_at = now(), resumed_at = to_timestamp($1 / 1000.0)'
    await shop.services.doors.withSystem('test', (tx) => tx.rows(resume, [resumedAt]))
    await after(0)
    expect(await alarms()).toEqual([])
    await after(29)
    expect(await alarms()).toEqual([])
    await after(2)
    expect(await alarms()).toMatchObject([{ since: resumedAt }])
  })

  it('RTE-13: is seen by who may watch, as far as his scope reaches', async () => {
    const { agent, visitor, conversationId } = await talking()
    await shop.result(visitor, sendMessage, { conversationId, body: say })
    await after(31)
    expect(await shop.refusal(agent, listAlarms, {})).toBe('forbidden')
    const watcher = (scope: MemberActor['scope'], who = boss): MemberActor => ({ ...who, scope })
    expect(await alarms({}, watcher('own'))).toEqual([])
    expect(await alarms({}, watcher('own', { ...boss, id: agent.id }))).toHaveLength(1)
    expect(await alarms({}, watcher('group'))).toHaveLength(1)
    const foreign = await (await shop.merchant()).agent({ role: 'administrator' })
    expect(await alarms({}, foreign)).toEqual([])
  })
})
