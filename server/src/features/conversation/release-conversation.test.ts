import { operations, type ConversationSnapshot, type DeskView } from '@keqiao/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { startSilenceSweep } from './close-silent'
import { releaseDialogues } from './release-conversation'

const { claim, get, close, sendMessage } = operations.conversation
const gone = () => Promise.resolve(true)
const minute = 60_000
let passed = 0
let shop: Shop
let merchant: Merchant

beforeAll(async () => {
  const clock = systemClock()
  shop = await openShop({ ...clock, now: () => clock.now() + passed, setTimer: () => () => undefined })
  merchant = await shop.merchant()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const say = { kind: 'text', text: '您好' }

it('gives open dialogues back to their place in the queue, and only those', async () => {
  const [leaver, colleague] = [await merchant.agent(), await merchant.agent()]
  const first = await merchant.waiting()
  const second = await merchant.waiting()
  const ended = await merchant.waiting()
  const later = await merchant.waiting()
  for (const { conversationId } of [first, second, ended]) await shop.result(leaver, claim, { conversationId })
  await shop.result(leaver, close, { conversationId: ended.conversationId })

  expect(await releaseDialogues(shop.services, merchant.tenantId, leaver.id, gone)).toBe(2)
  expect(await releaseDialogues(shop.services, merchant.tenantId, leaver.id, gone)).toBe(0)

  const desk = await shop.result<DeskView>(colleague, operations.desk.get, {})
  expect(desk.waiting.map(({ id }) => id)).toEqual([first, second, later].map(({ conversationId }) => conversationId))
  expect(await shop.result<DeskView>(leaver, operations.desk.get, {})).toMatchObject({ active: 0, open: [] })
  const { events } = await shop.result<ConversationSnapshot>(colleague, get, { conversationId: first.conversationId })
  expect(events.slice(-2)).toMatchObject([
    { type: 'leg.closed', actor: { kind: 'system' }, payload: { memberId: leaver.id, end: 'system' } },
    { type: 'conversation.queued', actor: { kind: 'system' } },
  ])
  const forVisitor = await shop.result<ConversationSnapshot>(first.visitor, get, {
    conversationId: first.conversationId,
  })
  expect(forVisitor.conversation).toMatchObject({ status: 'queued', agent: null })
  expect(forVisitor.events.at(-1)?.type).toBe('conversation.queued')
  // What he writes under the leg he has lost lands nowhere.
  const late = { conversationId: first.conversationId, body: say }
  expect(await shop.refusal(leaver, sendMessage, late)).toBe('not_your_conversation')
  await shop.result(colleague, claim, { conversationId: first.conversationId })
})

it('lets silence count from the leg that is open now', async () => {
  const silence = startSilenceSweep(shop.services)
  const [leaver, colleague] = [await merchant.agent(), await merchant.agent()]
  const { conversationId } = await merchant.waiting()
  await shop.result(leaver, claim, { conversationId })
  await shop.result(leaver, sendMessage, { conversationId, body: say })
  passed += 4 * minute
  await releaseDialogues(shop.services, merchant.tenantId, leaver.id, gone)
  passed += 10 * minute
  await shop.result(colleague, claim, { conversationId })
  const end = async (): Promise<unknown> => {
    while ((await silence.sweep()) > 0) passed += 1
    return (await shop.result<ConversationSnapshot>(colleague, get, { conversationId })).conversation.end
  }
  passed += 5 * minute
  expect(await end()).toBeNull()
  passed += 2 * minute
  expect(await end()).toBe('system')
  await silence.stop()
})
