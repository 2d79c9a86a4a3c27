import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import type {
  ChannelView,
  ContactView,
  ConversationSnapshot,
  ConversationView,
  VisitorSessionView,
} from '@keqiao/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runProduct, type RunningProduct } from '../../testing/running-product'
import { inSeconds, signIdentity, type Claims } from '../../testing/sign-identity'

let product: RunningProduct
let cookie: string
let channel: ChannelView
let secret: string

beforeAll(async () => {
  product = await runProduct()
  cookie = await product.signIn(0, 0)
  const { json } = await product.http('/api/channels', { cookie })
  channel = (json as { channels: ChannelView[] }).channels[0] as ChannelView
  secret = await rotate(false)
})

afterAll(() => product.stop())

async function rotate(endPrevious: boolean): Promise<string> {
  const path = `/api/channels/${channel.id}/secret`
  const headers = { 'idempotency-key': randomUUID() }
  const { status } = await product.http(path, { method: 'POST', cookie, body: { endPrevious }, headers })
  expect(status).toBe(200)
  const { json } = await product.http(path, { cookie })
  return (json as { secret: string }).secret
}

let sub: string
beforeEach(() => {
  sub = randomUUID()
})

const claims = (more: Claims = {}): Claims => ({ sub, name: '周杉', exp: inSeconds(300), ...more })
const token = (more: Claims = {}) => signIdentity(claims(more), secret)

async function ask(input: { token?: string; identity?: string; channelKey?: string }) {
  const body = { channelKey: channel.key, ...input }
  return product.http('/api/visitor/session', { method: 'POST', body })
}

async function identify(input: { token?: string; identity?: string } = {}): Promise<VisitorSessionView> {
  const { status, json, text } = await ask(input)
  expect(status, text).toBe(200)
  return json as VisitorSessionView
}

async function connected({ token: bearer }: VisitorSessionView) {
  const socket = await product.connect({ token: bearer })
  const open = async () => {
    const reply = await socket.call('conversation.open', {})
    if (!reply.ok) throw new Error(reply.error.code)
    return (reply.result as { conversation: ConversationView }).conversation
  }
  const say = (conversationId: string, text: string, key?: string) =>
    socket.call('conversation.sendMessage', { conversationId, body: { kind: 'text', text } }, key)
  const get = async (conversationId: string) => {
    const reply = await socket.call('conversation.get', { conversationId })
    if (!reply.ok) throw new Error(reply.error.code)
    return reply.result as ConversationSnapshot
  }
  return { ...socket, open, say, get }
}

describe('whom the shop names', () => {
  test('is the same person on every device, by name and without a conversation of strangers', async () => {
    const [phone, desk] = [await identify({ identity: token() }), await identify({ identity: token() })]
    expect(phone).toMatchObject({ name: '周杉', verified: true, formerContactId: null, conversationId: null })
    expect(desk.contactId).toBe(phone.contactId)
    expect(desk.token).not.toBe(phone.token)
    const here = await connected(phone)
    const { id } = await here.open()
    expect((await identify({ identity: token() })).conversationId).toBe(id)
    expect((await here.get(id)).conversation.visitor).toEqual({ id: phone.contactId, name: '周杉', verified: true })
    // The page is loaded again and signs a fresh token: nothing is new.
    expect((await identify({ token: phone.token, identity: token() })).token).toBe(phone.token)
    here.close()
  })

  test('ORD-01: brings the orders the shop has signed, and nobody else’s word is taken for them', async () => {
    const order = {
      number: 'YS-1',
      status: '已发货',
      total: '3299',
      currency: 'CNY',
      lines: [{ title: '餐桌', quantity: 1 }],
    }
    const his = await connected(await identify({ identity: token({ orders: [order] }) }))
    const { id: conversationId } = await his.open()
    const said = async (body: object) => {
      expect(
        await his.call('conversation.sendMessage', { conversationId, body: { kind: 'order', ...body } }),
      ).toMatchObject({ ok: true })
      const last = (await his.get(conversationId)).events.findLast(({ type }) => type === 'message.sent')
      return (last?.payload as { body: object } | undefined)?.body
    }
    expect(await said({ ...order, status: '已全额退款' })).toEqual({ kind: 'order', ...order, verified: true })
    expect(await said({ ...order, number: 'YS-2' })).toMatchObject({ number: 'YS-2', verified: false })
    const cards = await his.call('conversation.ownCards', { conversationId })
    expect(cards).toMatchObject({ ok: true, result: { product: null, orders: [{ ...order, verified: true }] } })
    // What the shop has signed wrongly is told to it, not guessed at.
    const refused = await ask({ identity: token({ orders: [{ number: 'YS-3', url: 'javascript:alert(1)' }] }) })
    expect(refused.json).toMatchObject({ error: { code: 'identity_invalid', data: { reason: 'claims' } } })
    his.close()
  })

  test('is shown to the agent as the shop says, and what changes there is told to whoever looks', async () => {
    const phone = '13800138000'
    const session = await identify({ identity: token({ phone }) })
    const his = await connected(session)
    await his.open()
    const look = async () => {
      const { json } = await product.http(`/api/contacts?contactIds=${session.contactId}`, { cookie })
      return (json as { contacts: { contact: ContactView; stream: string }[] }).contacts[0]
    }
    const first = await look()
    const shop = { customerId: sub, name: '周杉', phone, email: null }
    expect(first?.contact).toMatchObject({ nickname: '周杉', phone: null, shop })
    const agent = await product.connect({ cookie })
    agent.send({ t: 'follow', id: 1, s: first?.stream ?? '', cursor: first?.contact.version ?? 0 })
    await agent.frame('range')

    const told = { customerId: sub, name: '周珊', phone: null, email: 'zhou@example.com' }
    await identify({ token: session.token, identity: token({ name: told.name, email: told.email }) })
    await identify({ token: session.token, identity: token({ name: told.name, email: told.email }) })
    const { e } = await agent.frame('event', (frame) => frame.s === first?.stream)
    expect(e).toMatchObject({ type: 'contact.identified', payload: { nickname: '周珊', shop: told } })
    const now = (await look())?.contact
    // The second time nothing was new.
    expect(now).toMatchObject({ nickname: '周珊', shop: told, version: (first?.contact.version ?? 0) + 1 })
    his.close()
    agent.close()
  })

  test('is one person although two devices name him in the same instant', async () => {
    const sessions = await Promise.all(Array.from({ length: 6 }, () => identify({ identity: token() })))
    expect(new Set(sessions.map((session) => session.contactId)).size).toBe(1)
  })

  test('takes along what he asked while he was nobody; an old socket hears nothing more', async () => {
    const stranger = await identify()
    const before = await connected(stranger)
    const { id } = await before.open()
    before.send({ t: 'follow', id: 1, s: id, cursor: 0 })
    await before.frame('range')
    const key = randomUUID()
    const said = await before.say(id, '餐桌能改尺寸吗', key)

    const named = await identify({ token: stranger.token, identity: token() })
    expect(named).toMatchObject({ conversationId: id, formerContactId: stranger.contactId, verified: true })
    await before.frame('dropped', (frame) => frame.s === id)
    expect(await before.say(id, '我还在吗')).toMatchObject({ ok: false, error: { code: 'not_found' } })

    const after = await connected(named)
    const { conversation, events } = await after.get(id)
    expect(conversation.visitor).toEqual({ id: named.contactId, name: '周杉', verified: true })
    expect(events.map((event) => event.type)).toEqual([
      'conversation.opened',
      'conversation.queued',
      'message.sent',
      'conversation.identified',
    ])
    // The acknowledgement was lost on the way: the repeat under his name finds what stands under the other one.
    const repeat = await after.say(id, '餐桌能改尺寸吗', key)
    expect(repeat).toMatchObject({ ok: true, result: said.ok ? said.result : null })
    expect(await after.say(id, '别的话', key)).toMatchObject({ ok: false, error: { code: 'client_id_reused' } })
    expect(await after.call('conversation.recallMessage', { conversationId: id, seq: 3 })).toMatchObject({ ok: true })
    expect(await after.say(id, '我是会员')).toMatchObject({ ok: true })
    // And once more after it was closed.
    await after.call('conversation.close', { conversationId: id })
    expect(await after.say(id, '餐桌能改尺寸吗', key)).toMatchObject({ ok: true })
    before.close()
    after.close()
  })

  test('keeps his own open conversation where he has one', async () => {
    const member = await identify({ identity: token() })
    const his = await connected(member)
    const own = await his.open()
    const stranger = await identify()
    const other = await connected(stranger)
    const { id } = await other.open()
    const named = await identify({ token: stranger.token, identity: token() })
    expect(named.conversationId).toBe(own.id)
    expect((await other.get(id)).conversation.visitor).toMatchObject({ id: stranger.contactId, verified: false })
    his.close()
    other.close()
  })

  test('gets nothing of the customer who used the browser before him', async () => {
    const first = await identify({ identity: token() })
    const his = await connected(first)
    const { id } = await his.open()
    sub = randomUUID()
    const second = await identify({ token: first.token, identity: token({ name: '吴桐' }) })
    expect(second).toMatchObject({ name: '吴桐', conversationId: null, formerContactId: null })
    expect((await his.get(id)).conversation.visitor.name).toBe('周杉')
    his.close()
  })

  test('is called as the shop calls him now', async () => {
    await identify({ identity: token() })
    expect((await identify({ identity: token({ name: ' 周杉杉 ' }) })).name).toBe('周杉杉')
  })
})

describe('a token of the shop is refused', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const header = (alg: string) => ({ alg, typ: 'JWT' })
  const unsigned = (alg: string) => `${signIdentity(claims(), '', header(alg)).split('.').slice(0, 2).join('.')}.`
  test.each<[string, () => string, string, string | undefined]>([
    ['without a signature', () => unsigned('none'), 'identity_invalid', undefined],
    ['that says it needs none', () => signIdentity(claims(), secret, header('none')), 'identity_invalid', 'algorithm'],
    ['under another algorithm', () => signIdentity(claims(), secret, header('HS512')), 'identity_invalid', 'algorithm'],
    [
      'signed with a public key as if it were a secret',
      () => signIdentity(claims(), publicKey.export({ type: 'spki', format: 'pem' }).toString(), header('RS256')),
      'identity_invalid',
      'algorithm',
    ],
    [
      'signed with that key as HS256',
      () => signIdentity(claims(), createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()),
      'identity_invalid',
      'signature',
    ],
    ['signed by somebody else', () => signIdentity(claims(), 'guessed'), 'identity_invalid', 'signature'],
    ['that has expired', () => token({ exp: inSeconds(-120) }), 'identity_expired', undefined],
    ['that never expires', () => token({ exp: undefined }), 'identity_invalid', 'claims'],
    ['that lives for a year', () => token({ exp: inSeconds(31_536_000) }), 'identity_invalid', 'lives_too_long'],
    ['from the future', () => token({ iat: inSeconds(600) }), 'identity_invalid', 'not_yet_valid'],
    ['not valid yet', () => token({ nbf: inSeconds(600) }), 'identity_invalid', 'not_yet_valid'],
    ['for another channel', () => token({ aud: 'another' }), 'identity_invalid', 'audience'],
    ['of nobody', () => token({ sub: undefined }), 'identity_invalid', 'claims'],
    ['without a name', () => token({ name: ' ' }), 'identity_invalid', 'claims'],
    ['with a name of NUL', () => token({ name: 'a\u0000' }), 'identity_invalid', 'claims'],
    ['that is none', () => 'not.a.token', 'identity_invalid', 'malformed'],
    ['that is too large', () => token({ name: 'x'.repeat(33_000) }), 'input_invalid', undefined],
  ])('%s', async (_what, make, code, reason) => {
    const { status, json } = await ask({ identity: make() })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(json).toMatchObject({ error: { code, ...(reason && { data: { reason } }) } })
  })

  test('that another merchant has signed, or where no secret was drawn', async () => {
    const { channelKey = '' } = product.demo.merchants[1] ?? {}
    const { json } = await ask({ identity: token(), channelKey })
    expect(json).toMatchObject({ error: { code: 'identity_not_set_up' } })
  })

  test('for a named audience it is taken', async () => {
    expect((await identify({ identity: token({ aud: [channel.key, 'x'], phone: '13800000000' }) })).verified).toBe(true)
  })
})

test('a replaced secret is good for a day more; one that is ended is not, nor who came by it', async () => {
  const old = token()
  const member = await identify({ identity: old })
  const stranger = await identify()
  secret = await rotate(false)
  expect((await identify({ identity: old })).contactId).toBe(member.contactId)
  const shown = await product.http(`/api/channels/${channel.id}`, { cookie })
  expect((shown.json as { channel: ChannelView }).channel.secret?.previousEndsAt).toBeGreaterThan(Date.now())

  const leaked = token()
  secret = await rotate(true)
  expect((await ask({ identity: leaked })).json).toMatchObject({
    error: { code: 'identity_invalid', data: { reason: 'signature' } },
  })
  expect((await identify({ token: member.token })).contactId).not.toBe(member.contactId)
  expect((await identify({ token: stranger.token })).contactId).toBe(stranger.contactId)
  const rows = await product.database.doors.withSystem('test', (tx) =>
    tx.rows<{ sealed: Buffer }>('select sealed from channel_secrets'),
  )
  expect(rows.some(({ sealed }) => sealed.includes(Buffer.from(secret)))).toBe(false)
  expect(product.logged()).not.toContain(secret)
})
