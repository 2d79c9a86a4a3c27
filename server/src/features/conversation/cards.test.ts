import { randomUUID } from 'node:crypto'
import { operations, type EventView, type OrderView, type ProductView } from '@keqiao/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeSignedOrders } from '../contact'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { updateVisits } from './visit.store'

let shop: Shop
let home: Merchant

beforeAll(async () => {
  shop = await openShop()
  home = await shop.merchant()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { sendMessage, claim, get, ownCards, visit: getVisit } = operations.conversation

async function served() {
  const { visitor, conversationId } = await home.waiting()
  const agent = await home.agent({ role: 'administrator' })
  await shop.result(agent, claim, { conversationId })
  return { visitor, agent, conversationId }
}

const table = {
  kind: 'product',
  title: '「北岸」白橡木餐桌',
  url: 'https://shop.example/table.html',
  price: '3299',
  currency: 'CNY',
  sku: 'T-14',
  attributes: [{ name: '尺寸', value: '1.4米' }],
  image: 'https://img.shop.example/table.jpg',
}
const order = {
  kind: 'order',
  number: 'YS00000001',
  placedAt: 1_790_000_000_000,
  status: '待发货',
  total: '3299',
  currency: 'CNY',
  lines: [{ title: '「北岸」白橡木餐桌', quantity: 1, price: '3299', image: 'https://img.shop.example/table.jpg' }],
}

async function lastBody(actor: Parameters<Shop['result']>[0], conversationId: string) {
  const { events, conversation } = await shop.result<{
    events: EventView[]
    conversation: { lastMessage: { text: string } | null }
  }>(actor, get, { conversationId })
  const said = events.findLast((event) => event.type === 'message.sent')
  return { body: said?.type === 'message.sent' ? said.payload.body : null, preview: conversation.lastMessage?.text }
}

describe('ORD-01, PSL-01: a card', () => {
  it('is a message like any other: sent once, shown to both with a copy of its picture, one line in lists', async () => {
    const { visitor, agent, conversationId } = await served()
    const key = randomUUID()
    const first = await shop.result<{ seq: number }>(visitor, sendMessage, { conversationId, body: table }, key)
    const again = await shop.result<{ seq: number }>(visitor, sendMessage, { conversationId, body: table }, key)
    expect(again.seq).toBe(first.seq)
    const picture = `/pictures?u=${encodeURIComponent(table.image)}`
    for (const reader of [visitor, agent])
      expect(await lastBody(reader, conversationId)).toEqual({
        body: { ...table, picture },
        preview: '[商品] 「北岸」白橡木餐桌',
      })
    await shop.result(agent, sendMessage, { conversationId, body: order })
    const { body, preview } = await lastBody(visitor, conversationId)
    expect(body).toEqual({ ...order, verified: false, lines: [{ ...order.lines[0], picture }] })
    expect(preview).toBe('[订单] YS00000001')
  })

  it('is refused with what is wrong with it, and no link leads anywhere but into the web', async () => {
    const { visitor, conversationId } = await served()
    const refusal = (body: object) => shop.refusal(visitor, sendMessage, { conversationId, body })
    for (const bad of [
      { ...table, url: 'javascript:alert(1)' },
      { ...table, image: 'data:image/png;base64,AAAA' },
      { ...table, title: ' ' },
      { ...table, currency: 'yuan' },
      { ...table, attributes: Array.from({ length: 11 }, () => ({ name: 'a', value: 'b' })) },
      { ...order, lines: [{ title: '桌', quantity: 0 }] },
      { ...order, number: '' },
      { ...order, verified: true },
    ])
      expect([bad, await refusal(bad)]).toEqual([bad, 'input_invalid'])
    expect(await refusal({ kind: 'product', title: '桌', fileId: randomUUID() })).toBe('not_found')
  })

  it('is vouched for only where the shop has signed it, and then says what the shop has signed', async () => {
    const { visitor, agent, conversationId } = await served()
    const { kind: _kind, ...facts } = order
    await shop.services.doors.withTenant(home.tenantId, (tx) =>
      storeSignedOrders(tx, home.tenantId, visitor.id, [{ ...facts, status: '已发货' }], Date.now()),
    )
    await shop.result(visitor, sendMessage, { conversationId, body: { ...order, status: '已全额退款' } })
    expect((await lastBody(agent, conversationId)).body).toMatchObject({ verified: true, status: '已发货' })
    await shop.result(visitor, sendMessage, { conversationId, body: { ...order, number: 'YS2' } })
    expect((await lastBody(agent, conversationId)).body).toMatchObject({ verified: false, number: 'YS2' })
  })
})

describe('CON-19, VIS-06: what the page says he looks at', () => {
  it('can be sent by himself and by who serves him, with the orders the shop has signed before those of the page', async () => {
    const { visitor, agent, conversationId } = await served()
    const { kind: _kind, ...facts } = order
    const product = { id: 'T-14', title: '餐桌', price: '¥3,299', image: table.image, url: 'javascript:alert(1)' }
    const page = { key: 1, url: 'https://shop.example/table.html', title: '餐桌', at: Date.now() }
    await shop.services.doors.withSystem('test', (tx) =>
      updateVisits(tx, [
        {
          conversationId,
          visit: {
            ...{ pages: [page], referrer: null, region: null, product, leftAt: null },
            orders: [
              { ...facts, status: '改过的' },
              { ...facts, number: 'YS9' },
            ],
          },
        },
      ]),
    )
    await shop.services.doors.withTenant(home.tenantId, (tx) =>
      storeSignedOrders(tx, home.tenantId, visitor.id, [facts], Date.now()),
    )
    const own = await shop.result<{ product: ProductView; orders: OrderView[] }>(visitor, ownCards, { conversationId })
    expect(own.product).toEqual({
      ...{ title: '餐桌', price: '¥3,299', sku: 'T-14', image: table.image },
      picture: `/pictures?u=${encodeURIComponent(table.image)}`,
    })
    expect(own.orders.map(({ number, verified, status }) => [number, verified, status])).toEqual([
      ['YS00000001', true, '待发货'],
      ['YS9', false, '待发货'],
    ])
    const { visit } = await shop.result<{ visit: { product: object; orders: OrderView[] } }>(agent, getVisit, {
      conversationId,
    })
    expect(visit.product).toMatchObject({ title: '餐桌', url: null, picture: own.product.picture })
    expect(visit.orders).toEqual(own.orders)
    expect(await shop.refusal(await home.visitor(), ownCards, { conversationId })).toBe('not_found')
  })
})
