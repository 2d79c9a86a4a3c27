import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  operations,
  publicEnvelope,
  publicEvents,
  type WebhookAttemptView,
  type WebhookDeliveryView,
  type WebhookView,
} from '@keqiao/contract'
import { failingForMs, type MemberActor } from '@keqiao/domain'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOutgoing } from '../../platform/outgoing'
import { catchUp as readToTheEnd } from '../../testing/caught-up.store'
import { openHookReceiver, type HookReceiver } from '../../testing/hook-receiver'
import { box, openShop, type Merchant, type Shop } from '../../testing/shop'
import { takeDue } from './delivery-queue.store'
import { createWebhookReader, startWebhookDelivery, type WebhookDelivery } from './index'

let shop: Shop
let receiver: HookReceiver
let merchant: Merchant
let boss: MemberActor
let processes: WebhookDelivery[] = []

beforeAll(async () => {
  shop = await openShop()
  receiver = await openHookReceiver()
})

beforeEach(async () => {
  merchant = await shop.merchant()
  boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
  receiver.received.length = 0
})

afterEach(async () => {
  await Promise.all(processes.map((one) => one.stop(0)))
  processes = []
  await rows('delete from webhooks')
})

afterAll(async () => {
  await receiver.stop()
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { webhook } = operations
const rows = <Row>(statement: string, values: unknown[] = []): Promise<Row[]> =>
  shop.services.doors.withSystem('test', (tx) => tx.rows<Row>(statement, values))

/** The part of a process that posts. */
function deliver(allowPrivate = true): WebhookDelivery {
  const one = startWebhookDelivery({ services: shop.services, box, outgoing: createOutgoing({ allowPrivate }) })
  processes.push(one)
  return one
}

const reader = () =>
  createWebhookReader(shop.services, {
    everyMs: 60_000,
    batchSize: 50,
    onMade: () => processes.forEach((p) => p.wake()),
  })

/** Everything that has happened is written down for its endpoints. */
async function catchUp(): Promise<void> {
  const one = reader()
  await readToTheEnd(shop.services.doors, 'webhook', one)
  await one.stop()
}

async function endpoint(path: string, eventTypes = ['conversation.opened', 'message.sent']): Promise<WebhookView> {
  const input = { name: path, url: receiver.origin + path, eventTypes }
  return (await shop.result<{ webhook: WebhookView }>(boss, webhook.create, input)).webhook
}

async function secretOf({ id }: WebhookView): Promise<string> {
  return (await shop.result<{ secret: string }>(boss, webhook.revealSecret, { webhookId: id })).secret
}

const said = async (text: string) => {
  const { visitor, conversationId } = await merchant.waiting()
  const body = { kind: 'text', text }
  await shop.result(visitor, operations.conversation.sendMessage, { conversationId, body })
  return conversationId
}

async function log(filter: object = {}): Promise<WebhookDeliveryView[]> {
  return (await shop.result<{ deliveries: WebhookDeliveryView[] }>(boss, webhook.deliveries, filter)).deliveries
}

const detail = (deliveryId: string) =>
  shop.result<{ delivery: WebhookDeliveryView; payload: string; attempts: WebhookAttemptView[] }>(
    boss,
    webhook.delivery,
    { deliveryId },
  )

const shown = async ({ id }: WebhookView) =>
  (await shop.result<{ webhooks: WebhookView[] }>(boss, webhook.list, {})).webhooks.find((one) => one.id === id)

async function until<Value>(look: () => Promise<Value> | Value, fits: (value: Value) => boolean): Promise<Value> {
  for (let round = 0; round < 150; round++) {
    const value = await look()
    if (fits(value)) return value
    await sleep(40)
  }
  throw new Error(`it did not come to that: ${JSON.stringify(await look())}`)
}

const cameTo = (path: string) => receiver.received.filter((one) => one.path === path)
const settled = (all: WebhookDeliveryView[]) => all.length > 0 && all.every(({ status }) => status !== 'waiting')

/** Its pause is over. */
const dueNow = () => rows(`update webhook_deliveries set due_at = now() - interval '1 second' where status = 'waiting'`)

async function verified({ headers, body }: { headers: object; body: string }, secret: string) {
  const given = publicEnvelope.parse(new Webhook(secret).verify(body, headers as Record<string, string>))
  publicEvents[given.type as keyof typeof publicEvents].data.parse(given.data)
  return given
}

describe('what happens', () => {
  it('is posted to who asked for it, signed, once for each event, with nothing that is internal', async () => {
    await said('先前的话')
    const one = await endpoint('/orders')
    const other = await endpoint('/ratings', ['rating.submitted'])
    const elsewhere = await shop.merchant()
    deliver()
    const conversationId = await said('沙发什么时候到？')
    await elsewhere.waiting()
    await catchUp()
    await until(
      () => cameTo('/orders').length,
      (count) => count === 2,
    )
    const secret = await secretOf(one)
    const posts = await Promise.all(cameTo('/orders').map((post) => verified(post, secret)))
    const byType = new Map(posts.map((post) => [post.type, post.data]))
    expect([...byType.keys()].toSorted()).toEqual(['conversation.opened', 'message.sent'])
    expect(byType.get('message.sent')).toEqual({
      ...{ conversationId, from: 'visitor', kind: 'text', text: '沙发什么时候到？', file: null, automatic: false },
      ...{ seq: expect.any(Number), authorId: expect.any(String), authorName: expect.any(String) },
    })
    expect(cameTo('/orders')[0]?.headers['content-type']).toContain('application/json')
    await expect(verified(cameTo('/orders')[0] ?? { headers: {}, body: '' }, await secretOf(other))).rejects.toThrow()
    expect(cameTo('/ratings')).toEqual([])
    // It is written down a moment after the other side has said yes.
    const written = await until(log, settled)
    expect(written).toMatchObject([{ status: 'delivered', attempts: 1, statusCode: 204 }, { status: 'delivered' }])
  })

  it('is written down once and posted once, however many processes look, and wherever one dies', async () => {
    await endpoint('/twice')
    await said('一')
    await said('二')
    const readers = [reader(), reader(), reader()]
    await Promise.all(readers.map((one) => one.catchUp()))
    await Promise.all(readers.map((one) => one.stop()))
    await catchUp()
    expect(await log()).toHaveLength(4)
    // The reader dies after its work and before it could say so: it reads the same again.
    await rows(`update log_readers set txid = '0', epoch = 0 where name = 'webhook'`)
    await catchUp()
    expect(await log()).toHaveLength(4)

    // A process takes two of them and dies.
    const wanted = { limit: 2, failing: false, perWebhook: 4, busy: new Map(), leaseMs: 60_000 }
    const lost = await shop.services.doors.withSystem('test', (tx) => takeDue(tx, wanted))
    expect(lost).toHaveLength(2)
    deliver()
    deliver()
    await until(log, (all) => all.filter(({ status }) => status === 'delivered').length === 2)
    await sleep(300)
    expect(receiver.received).toHaveLength(2)
    // Its minute is over.
    await dueNow()
    for (const one of processes) one.wake()
    await until(log, settled)
    await sleep(300)
    expect(receiver.received).toHaveLength(4)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(4)
  })

  it('comes again by the same id after a failure, and the log says what was answered', async () => {
    const one = await endpoint('/flaky', ['conversation.opened'])
    receiver.answer('/flaky', { status: 500, body: `请稍后再试\0${'x'.repeat(5_000)}` })
    const process = deliver()
    await merchant.waiting()
    await catchUp()
    const [first] = await until(log, ([only]) => only?.attempts === 1)
    expect(first).toMatchObject({ status: 'waiting', statusCode: 500, settledAt: null })
    expect((first?.nextAt ?? 0) - Date.now()).toBeGreaterThan(2_000)
    expect((await shown(one))?.failingSince).toBeGreaterThan(0)
    receiver.answer('/flaky', { status: 200, body: 'ok' })
    await dueNow()
    process.wake()
    await until(log, settled)
    const { attempts, payload } = await detail(first?.id ?? '')
    expect(attempts.map(({ number, statusCode, response }) => [number, statusCode, response.slice(0, 5)])).toEqual([
      [1, 500, '请稍后再试'],
      [2, 200, 'ok'],
    ])
    expect(Buffer.byteLength(attempts[0]?.response ?? '')).toBeLessThanOrEqual(1_024)
    const [before, after] = cameTo('/flaky')
    expect(after?.headers['webhook-id']).toBe(before?.headers['webhook-id'])
    expect([before?.body, after?.body]).toEqual([payload, payload])
    expect(await shown(one)).toMatchObject({ failingSince: null, failedCount: 0, waitingCount: 0 })
  })

  it('reaches who answers, however many do not', async () => {
    const strangers = await Promise.all(Array.from({ length: 6 }, () => shop.merchant()))
    receiver.answer('/dead', 'never')
    for (const one of strangers) {
      const chief = await one.agent({ role: 'administrator', status: 'away', connected: false })
      for (let i = 0; i < 15; i++)
        await shop.result(chief, webhook.create, {
          name: `${i}`,
          url: `${receiver.origin}/dead`,
          eventTypes: ['message.sent'],
        })
      // Each has much to be told, and has told before that it does not answer.
      await rows(
        `insert into webhook_deliveries (tenant_id, id, webhook_id, type, payload, due_at, created_at)
         select tenant_id, gen_random_uuid(), id, 'message.sent', '{}', now() - interval '1 hour', now()
           from webhooks, generate_series(1, 20) where tenant_id = $1`,
        [one.tenantId],
      )
    }
    await rows(`update webhooks set failing_since = now() - interval '1 hour'`)
    await endpoint('/alive', ['conversation.opened'])
    deliver()
    await until(
      () => cameTo('/dead').length,
      (count) => count >= 20,
    )
    const began = performance.now()
    await merchant.waiting()
    await catchUp()
    await until(
      () => cameTo('/alive').length,
      (count) => count === 1,
    )
    expect(performance.now() - began).toBeLessThan(5_000)
    // One request at a time to each that fails, and half of the room for all of them.
    expect(cameTo('/dead').length).toBeLessThanOrEqual(32)
  })
})

describe('an endpoint', () => {
  it('is signed to by both secrets while one is being replaced', async () => {
    const one = await endpoint('/rotated', ['conversation.opened'])
    const before = await secretOf(one)
    const rotate = { webhookId: one.id, previousForMs: 60_000 }
    const { webhook: after } = await shop.result<{ webhook: WebhookView }>(boss, webhook.rotateSecret, rotate)
    expect(after.previousSecretEndsAt).toBeGreaterThan(Date.now())
    deliver()
    await merchant.waiting()
    await catchUp()
    const [post] = await until(
      () => cameTo('/rotated'),
      (posts) => posts.length === 1,
    )
    if (!post) throw new Error('nothing came')
    for (const secret of [before, await secretOf(after)])
      expect(await verified(post, secret)).toMatchObject({ type: 'conversation.opened' })
    // The old one has leaked.
    await shop.result(boss, webhook.rotateSecret, { webhookId: one.id, previousForMs: 0 })
    await merchant.waiting()
    await catchUp()
    const [, later] = await until(
      () => cameTo('/rotated'),
      (posts) => posts.length === 2,
    )
    expect(String(later?.headers['webhook-signature']).split(' ')).toHaveLength(1)
    const kept = await rows<{ all: string }>(
      `select (select string_agg(w::text, '') from webhooks w) || (select string_agg(r::text, '') from requests r)
           || (select string_agg(e::text, '') from events e where stream = 'webhook') as all`,
    )
    expect(kept[0]?.all).toContain(one.id)
    expect(kept[0]?.all).not.toMatch(/whsec_/)
  })

  it('that says it is gone is told nothing more, until somebody lets it begin again', async () => {
    const one = await endpoint('/gone', ['conversation.opened'])
    receiver.answer('/gone', { status: 410 })
    deliver()
    await merchant.waiting()
    await merchant.waiting()
    await catchUp()
    await until(
      () => shown(one),
      (now) => now?.active === false,
    )
    expect(await shown(one)).toMatchObject({ disabled: { reason: 'gone' }, waitingCount: 0 })
    expect(shop.heard.at(-1)).toMatchObject({ type: 'webhook.disabled', actor: { kind: 'system' } })
    const asked = { webhookId: one.id }
    expect(await shop.refusal(boss, webhook.test, asked)).toBe('webhook_disabled')
    expect(await shop.refusal(boss, webhook.replayFailed, { ...asked, since: 0 })).toBe('webhook_disabled')
    await merchant.waiting()
    await catchUp()
    receiver.answer('/gone', { status: 204 })
    await shop.result(boss, webhook.setActive, { ...asked, active: true })
    await catchUp()
    // What happened meanwhile is not for it; what it did not take can be sent again.
    expect(await log()).toHaveLength(2)
    const { count } = await shop.result<{ count: number }>(boss, webhook.replayFailed, { ...asked, since: 0 })
    expect(count).toBe(2)
    for (const process of processes) process.wake()
    await until(log, (all) => all.every(({ status }) => status === 'delivered'))
  })

  it('that has let nothing through for days is disabled, and who looks after it is told', async () => {
    const one = await endpoint('/broken', ['conversation.opened'])
    receiver.answer('/broken', { status: 301, headers: { location: 'http://127.0.0.1:1/' } })
    const process = deliver()
    await merchant.waiting()
    await catchUp()
    const [first] = await until(log, ([only]) => only?.attempts === 1)
    expect(first).toMatchObject({ fault: 'redirected', statusCode: 301 })
    await rows(`update webhooks set failing_since = failing_since - make_interval(secs => $1)`, [failingForMs / 1_000])
    await dueNow()
    process.wake()
    await until(
      () => shown(one),
      (now) => now?.active === false,
    )
    expect(await shown(one)).toMatchObject({ disabled: { reason: 'failing' } })
    expect(await log({ status: 'failed' })).toMatchObject([{ attempts: 2 }])
  })

  it('is sent a test, and any delivery again, by the way of all others', async () => {
    const one = await endpoint('/test')
    const process = deliver()
    const { delivery } = await shop.result<{ delivery: WebhookDeliveryView }>(boss, webhook.test, { webhookId: one.id })
    process.wake()
    await until(
      () => detail(delivery.id),
      ({ delivery: now }) => now.status === 'delivered',
    )
    await shop.result(boss, webhook.replay, { deliveryId: delivery.id })
    process.wake()
    const { attempts } = await until(
      () => detail(delivery.id),
      (now) => now.attempts.length === 2,
    )
    expect(attempts.map(({ statusCode }) => statusCode)).toEqual([204, 204])
    const ids = cameTo('/test').map(({ headers }) => headers['webhook-id'])
    expect(ids).toEqual([delivery.messageId, delivery.messageId])
  })

  it('in a private network is refused by address and by name, unless the operator allows it', async () => {
    await endpoint('/private', ['conversation.opened'])
    await rows(`update webhooks set url = replace(url, '127.0.0.1', 'localhost')`)
    deliver(false)
    await merchant.waiting()
    await catchUp()
    expect(await until(log, ([only]) => only?.attempts === 1)).toMatchObject([
      { fault: 'private_address', statusCode: null, status: 'waiting' },
    ])
    expect(receiver.received).toEqual([])
    const bad = { name: '坏', eventTypes: ['message.sent'], url: 'http://user:secret@example.com/' }
    expect(await shop.refusal(boss, webhook.create, bad)).toBe('webhook_url_refused')
  })

  it('is given by nobody what he may not read himself', async () => {
    const one = await endpoint('/rights')
    const narrow: MemberActor = { ...boss, permissions: new Set(['webhook:manage', 'contact:read']) }
    const input = { name: '我的', url: 'https://hooks.example/', eventTypes: ['message.sent'] }
    expect(await shop.refusal(narrow, webhook.create, input)).toBe('beyond_own_rights')
    expect(await shop.refusal({ ...boss, scope: 'group' }, webhook.create, input)).toBe('beyond_own_rights')
    const moved = { ...input, eventTypes: ['contact.changed'], webhookId: one.id, version: one.version }
    expect(await shop.refusal(narrow, webhook.update, moved)).toBe('beyond_own_rights')
    await said('只给看得见的人')
    await catchUp()
    const [delivery] = await log({ type: 'message.sent' })
    expect(await shop.refusal(narrow, webhook.delivery, { deliveryId: delivery?.id })).toBe('beyond_own_rights')
  })

  it('has its log by pages and filters, for a month', async () => {
    const one = await endpoint('/log')
    for (let i = 0; i < 3; i++) await said(`第${i}句`)
    await catchUp()
    const whole = await log({ webhookId: one.id })
    expect(whole).toHaveLength(6)
    const page = await shop.result<{ deliveries: WebhookDeliveryView[]; more: boolean }>(boss, webhook.deliveries, {
      limit: 4,
    })
    expect([page.deliveries.length, page.more]).toEqual([4, true])
    const rest = await log({ limit: 4, before: page.deliveries.at(-1)?.id })
    expect([...page.deliveries, ...rest].map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
    expect(await log({ type: 'message.sent' })).toHaveLength(3)
    expect(await log({ status: 'failed' })).toEqual([])
    expect(await log({ webhookId: randomUUID() })).toEqual([])
  })
})
