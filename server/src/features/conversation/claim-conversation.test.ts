import { operations } from '@keqiao/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openShop, type Shop } from '../../testing/shop'
import { lockConversation } from './conversation.store'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { claim, close } = operations.conversation

it('does not find the line empty while the only one in it is saying something', async () => {
  const merchant = await shop.merchant()
  const agent = await merchant.agent()
  const { conversationId } = await merchant.waiting()
  const { tenantId } = merchant
  const claimed = await shop.services.doors.withTenant(tenantId, async (tx) => {
    await lockConversation(tx, tenantId, conversationId)
    const asked = shop.result<{ conversation: { id: string } }>(agent, claim, {})
    // It stands behind this transaction, which ends without it.
    const isHeld = async () =>
      (await tx.rows<{ held: boolean }>(`select exists (select from pg_locks where not granted) as held`))[0]?.held
    await expect.poll(isHeld, { timeout: 20_000 }).toBe(true)
    return () => asked
  })
  expect((await claimed()).conversation.id).toBe(conversationId)
})

it('finds it empty when the only one in it has gone', async () => {
  const merchant = await shop.merchant()
  const agent = await merchant.agent()
  const { visitor, conversationId } = await merchant.waiting()
  await shop.result(visitor, close, { conversationId })
  expect(await shop.refusal(agent, claim, {})).toBe('queue_empty')
})
