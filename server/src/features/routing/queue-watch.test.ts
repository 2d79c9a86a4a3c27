import { operations, type QueuePlaceView } from '@keqiao/contract'
import type { ConversationId } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { startQueueWatch, type QueueWatch } from './queue-watch'

let shop: Shop
let merchant: Merchant
let watch: QueueWatch
let deaf: () => void
let told: [ConversationId, QueuePlaceView][] = []
const gone = new Set<string>()

beforeAll(async () => {
  // Timers never fire by themselves here: each tick is asked for.
  shop = await openShop({ ...systemClock(), setTimer: () => () => undefined })
})

beforeEach(async () => {
  merchant = await shop.merchant()
  gone.clear()
  watch = startQueueWatch(shop.services, {
    isHere: (id) => !gone.has(id),
    tell: (id, place) => told.push([id as ConversationId, place]),
  })
  deaf = shop.services.relay.listen((events) => watch.hear(events))
  told = []
  return async () => {
    deaf()
    await watch.stop()
  }
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const wait = async (count: number) => {
  const waiting = []
  for (let i = 0; i < count; i++) waiting.push(await merchant.waiting())
  return waiting
}
const positions = () => told.map(([id, { position }]) => [id, position])
const { claim, close } = operations.conversation

describe('the place in the line (VIS-05)', () => {
  it('is told when it changes, to whom it changed and who is here', async () => {
    const [first, second, third] = await wait(3)
    if (!first || !second || !third) throw new Error('three wait')
    gone.add(second.conversationId)
    await watch.tick()
    expect(positions()).toEqual([
      [first.conversationId, 1],
      [third.conversationId, 3],
    ])
    told = []
    await watch.tick()
    expect(told).toEqual([])
    await shop.result(first.visitor, close, { conversationId: first.conversationId })
    await watch.tick()
    expect(positions()).toEqual([[third.conversationId, 2]])
  })

  it('says at once that nobody is here, and when somebody comes (G14)', async () => {
    const [one] = await wait(1)
    if (!one) throw new Error('one waits')
    const ask = () =>
      shop.result<{ place: QueuePlaceView | null }>(one.visitor, operations.queue.place, {
        conversationId: one.conversationId,
      })
    expect((await ask()).place).toEqual({ position: 1, ahead: 0, expectedWaitMs: null, staffed: false })
    const agent = await merchant.agent({ status: 'busy' })
    await watch.tick()
    expect(told.at(-1)).toEqual([one.conversationId, { position: 1, ahead: 0, expectedWaitMs: null, staffed: true }])
    await shop.result(agent, claim, {})
    expect((await ask()).place).toBeNull()
  })

  it('beyond the twentieth is told with the look at the whole line', async () => {
    const waiting = await wait(22)
    await watch.tick()
    expect(told).toHaveLength(20)
    for (let i = 0; i < 9; i++) await watch.tick()
    expect(positions()).toEqual(waiting.map(({ conversationId }, index) => [conversationId, index + 1]))
  })

  it('expects a wait from how fast the group lately accepted', async () => {
    const agent = await merchant.agent({ status: 'busy' })
    await wait(5)
    for (let i = 0; i < 3; i++) await shop.result(agent, claim, {})
    await shop.services.doors.withSystem('test', (tx) =>
      tx.rows(
        `update legs set opened_at = now() - (row.n * interval '3 minutes') + interval '2 seconds'
           from (select id, row_number() over (order by opened_at desc) as n from legs where member_id = $1) row
          where legs.id = row.id`,
        [agent.id],
      ),
    )
    await watch.tick()
    // Three accepts three minutes apart, the last three minutes ago.
    expect(told.map(([, { position, expectedWaitMs }]) => [position, expectedWaitMs])).toEqual([
      [1, 180_000],
      [2, 360_000],
    ])
  })
})
