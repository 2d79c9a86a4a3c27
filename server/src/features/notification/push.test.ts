import { randomUUID } from 'node:crypto'
import type { ConversationView } from '@keqiao/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { runProduct, type RunningProduct, type TestSocket } from '../../testing/running-product'
import { openPushEndpoint, type PushEndpoint } from './push-endpoint.testing'

let house: RunningProduct
let endpoint: PushEndpoint
let cookie: string
let vapidKey: string

beforeAll(async () => {
  house = await runProduct({ OUTGOING_TO_PRIVATE: 'on' })
  endpoint = await openPushEndpoint(() => Promise.resolve(vapidKey))
})

afterAll(async () => {
  await endpoint.stop()
  await house.stop()
})

beforeEach(async () => {
  endpoint.answerWith(201)
  endpoint.received.length = 0
  cookie = await house.signIn(0, 1)
  await house.product.doors.withSystem('test', (tx) => tx.rows('delete from push_subscriptions'))
})

const call = (method: string, path: string, body?: unknown, by = cookie) =>
  house.http(path, { method, cookie: by, headers: { 'idempotency-key': randomUUID() }, ...(body ? { body } : {}) })

/** As the console does it. A test has no certificate, so its own push service is put in the place of the one named. */
async function subscribe(): Promise<void> {
  vapidKey = ((await call('GET', '/api/push/key')).json as { publicKey: string }).publicKey
  const named = 'https://push.example.com/one'
  const { p256dh, auth } = endpoint.subscription
  const subscribed = await call('POST', '/api/push/subscriptions', { endpoint: named, p256dh, auth, locale: 'zh-CN' })
  expect(subscribed.status).toBe(200)
  await house.product.doors.withSystem('test', (tx) =>
    tx.rows('update push_subscriptions set endpoint = $1 where endpoint = $2', [endpoint.subscription.endpoint, named]),
  )
}

const subscriptions = async () =>
  (await house.product.doors.withSystem('test', (tx) => tx.rows('select id from push_subscriptions'))).length

/** An agent who has taken a visitor, and both their sockets. */
async function talk(): Promise<{ visitor: TestSocket; agent: TestSocket; conversation: ConversationView }> {
  const agent = await house.connect({ cookie })
  const visitor = await house.connect({ token: (await house.visitor()).token })
  const opened = await visitor.call('conversation.open', {})
  if (!opened.ok) throw new Error(opened.error.code)
  const { conversation } = opened.result as { conversation: ConversationView }
  expect(await agent.call('desk.setPresence', { status: 'busy' })).toMatchObject({ ok: true })
  const claimed = await agent.call('conversation.claim', { conversationId: conversation.id })
  expect(claimed).toMatchObject({ ok: true })
  return { visitor, agent, conversation }
}

const say = (who: TestSocket, conversationId: string, text: string) =>
  who.call('conversation.sendMessage', { conversationId, body: { kind: 'text', text } })

describe('an agent whose window is closed', () => {
  it('ACC-09, CON-25: is told by his browser, sealed for it and signed by us; nobody else can read it', async () => {
    await subscribe()
    const { visitor, agent, conversation } = await talk()
    // While a window is open it tells him itself.
    expect(await say(visitor, conversation.id, '在吗？')).toMatchObject({ ok: true })
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    expect(endpoint.received).toEqual([])
    agent.close()
    await agent.closed
    expect(await say(visitor, conversation.id, '灯不亮了')).toMatchObject({ ok: true })
    await vi.waitFor(() => expect(endpoint.received).toHaveLength(1), 20_000)
    expect(endpoint.received).toEqual([
      {
        notice: {
          title: `访客${conversation.roomNumber}发来消息`,
          body: '灯不亮了',
          tag: conversation.id,
          path: `/console/desk/${conversation.id}`,
          unreadCount: 1,
        },
        ttl: '600',
        urgency: 'high',
      },
    ])
  })

  it('is told nothing where he signed out, or where the browser is gone', async () => {
    await subscribe()
    const { visitor, agent, conversation } = await talk()
    agent.close()
    await agent.closed
    endpoint.answerWith(410)
    expect(await subscriptions()).toBe(1)
    await say(visitor, conversation.id, '还在吗')
    await vi.waitFor(async () => expect(await subscriptions()).toBe(0), 20_000)

    endpoint.answerWith(201)
    await subscribe()
    expect((await call('DELETE', '/api/session')).status).toBe(200)
    await say(visitor, conversation.id, '喂')
    await vi.waitFor(async () => expect(await subscriptions()).toBe(0), 20_000)
    expect(endpoint.received).toEqual([])
  })
})

describe('a subscription', () => {
  it('can be tried, told what the push service said, and taken back', async () => {
    await subscribe()
    const { endpoint: address } = endpoint.subscription
    // The contract takes https alone, so this one is refused at the door; the way behind it is that of every push.
    expect((await call('POST', '/api/push/try', { endpoint: address })).status).toBe(400)
    expect((await call('POST', '/api/push/try', { endpoint: 'https://push.example.com/two' })).status).toBe(404)
    expect((await call('POST', '/api/push/subscriptions', { endpoint: 'https://a.example/x' })).status).toBe(400)
    const kept = 'https://push.example.com/three'
    const keys = { p256dh: endpoint.subscription.p256dh, auth: endpoint.subscription.auth }
    await call('POST', '/api/push/subscriptions', { endpoint: kept, ...keys })
    expect(await subscriptions()).toBe(2)
    expect((await call('POST', '/api/push/unsubscribe', { endpoint: kept })).status).toBe(200)
    expect(await subscriptions()).toBe(1)
  })
})
