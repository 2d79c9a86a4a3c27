import { operations, type ConversationSnapshot } from '@keqiao/contract'
import type { ConversationId } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../platform/clock'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { startSilenceSweep, type SilenceSweep } from './close-silent'
import { reactToSettings } from './conversation.reactions'
import { startVisitorWatch } from './visitor-watch'

const minute = 60_000
let passed = 0
let shop: Shop
let merchant: Merchant
let silence: SilenceSweep

beforeAll(async () => {
  const clock = systemClock()
  // Timers never fire by themselves here: each sweep is asked for.
  shop = await openShop({ ...clock, now: () => clock.now() + passed, setTimer: () => () => undefined })
  merchant = await shop.merchant()
  silence = startSilenceSweep(shop.services)
})

afterAll(async () => {
  await silence.stop()
  expect(shop.faults).toEqual([])
  await shop.stop()
})

beforeEach(() => {
  passed = 0
})

const { sendMessage, claim, get } = operations.conversation
const say = { kind: 'text', text: '您好' }

async function talking() {
  const agent = await merchant.agent({ capacity: 50 })
  const { visitor, conversationId } = await merchant.waiting()
  await shop.result(agent, claim, { conversationId })
  return { agent, visitor, conversationId }
}

async function after(minutes: number): Promise<void> {
  passed += minutes * minute
  while ((await silence.sweep()) > 0) passed += 1
}

async function endOf(agent: Awaited<ReturnType<Merchant['agent']>>, conversationId: ConversationId) {
  const { conversation } = await shop.result<ConversationSnapshot>(agent, get, { conversationId })
  return conversation.end
}

describe('silence (RTE-10, G3)', () => {
  it('closes six minutes after an agent message that nobody answers, and not before', async () => {
    const { agent, conversationId } = await talking()
    passed = 2 * minute
    await shop.result(agent, sendMessage, { conversationId, body: say })
    await after(5.9)
    expect(await endOf(agent, conversationId)).toBeNull()
    await after(0.2)
    expect(await endOf(agent, conversationId)).toBe('system')
    expect(await shop.result(agent, operations.desk.get, {})).toMatchObject({ active: 0 })
  })

  it('never closes while the visitor spoke last', async () => {
    const { agent, visitor, conversationId } = await talking()
    await shop.result(agent, sendMessage, { conversationId, body: say })
    passed = 1 * minute
    await shop.result(visitor, sendMessage, { conversationId, body: say })
    await after(60)
    expect(await endOf(agent, conversationId)).toBeNull()
    await shop.result(agent, sendMessage, { conversationId, body: say })
    await after(6.1)
    expect(await endOf(agent, conversationId)).toBe('system')
  })

  it('closes six minutes after acceptance when nobody says a word (G3b)', async () => {
    const { agent, conversationId } = await talking()
    await after(6.1)
    const { conversation, events } = await shop.result<ConversationSnapshot>(agent, get, { conversationId })
    expect(conversation.end).toBe('system')
    expect(events.at(-1)).toMatchObject({ type: 'conversation.closed', payload: { end: 'system', valid: false } })
  })

  it('closes thirty minutes after the visitor went who spoke last, or who waited, and not while he is there (G3c)', async () => {
    const { agent, visitor, conversationId } = await talking()
    await shop.result(visitor, sendMessage, { conversationId, body: say })
    const waiting = await merchant.waiting()
    const watch = startVisitorWatch(shop.services)
    for (const id of [conversationId, waiting.conversationId]) watch.note(id, true)
    await watch.flush()
    await after(9)
    for (const id of [conversationId, waiting.conversationId]) watch.note(id, false)
    await watch.flush()
    await after(29)
    expect(await endOf(agent, conversationId)).toBeNull()
    await after(2)
    expect(await endOf(agent, conversationId)).toBe('system')
    const { conversation } = await shop.result<ConversationSnapshot>(visitor, get, { conversationId })
    expect(conversation.unansweredSince).not.toBeNull()
    const { conversation: waited } = await shop.result<ConversationSnapshot>(waiting.visitor, get, {
      conversationId: waiting.conversationId,
    })
    expect(waited.end).toBe('system')
    await watch.stop()
  })

  it('holds a visitor for gone whose node was killed and never said so', async () => {
    const { agent, visitor, conversationId } = await talking()
    await shop.result(visitor, sendMessage, { conversationId, body: say })
    const watch = startVisitorWatch(shop.services)
    watch.note(conversationId, true)
    await watch.flush()
    await after(31)
    expect(await endOf(agent, conversationId)).toBe('system')
  })

  it('goes by the merchant’s own times, and after a transfer begins anew', async () => {
    const own = await shop.merchant()
    await own.changeRouting({ silentVisitorMinutes: 2 })
    const agent = await own.agent()
    const colleague = await own.agent()
    const { conversationId } = await own.waiting()
    await shop.result(agent, claim, { conversationId })
    await after(1.5)
    const to = { kind: 'member', memberId: colleague.id }
    await shop.result(agent, operations.conversation.transfer, { conversationId, to })
    await after(1.5)
    expect(await endOf(colleague, conversationId)).toBeNull()
    await after(0.6)
    expect(await endOf(colleague, conversationId)).toBe('system')
  })

  it('goes by a time that was shortened while the dialogue was silent', async () => {
    const own = await shop.merchant()
    await own.changeRouting({ silentVisitorMinutes: 60 })
    const agent = await own.agent()
    const { conversationId } = await own.waiting()
    await shop.result(agent, claim, { conversationId })
    await after(10)
    expect(await endOf(agent, conversationId)).toBeNull()
    const deaf = shop.services.relay.listen(reactToSettings(shop.services))
    await own.changeRouting({ silentVisitorMinutes: 5 })
    deaf()
    // The reaction is not awaited by whoever changed it.
    await vi.waitFor(async () => {
      await after(0)
      expect(await endOf(agent, conversationId)).toBe('system')
    })
  })

  it('leaves those alone who still wait', async () => {
    const { visitor, conversationId } = await merchant.waiting()
    await after(600)
    const { conversation } = await shop.result<ConversationSnapshot>(visitor, get, { conversationId })
    expect(conversation.status).toBe('queued')
  })
})
