import { randomUUID } from 'node:crypto'
import { CLOSE_CODES, FRAME_LIMITS, operationsByName, PROTOCOL_VERSION, type ConversationView } from '@keqiao/contract'
import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Transport } from '../../testing/carried-socket'
import { asSuperuser } from '../../testing/database'
import { runProduct, type RunningProduct, type TestSocket } from '../../testing/running-product'

let house: RunningProduct

beforeAll(async () => {
  house = await runProduct({ MAX_CONNECTIONS_PER_PERSON: '100' })
})

afterAll(() => house.stop())

const visitorSocket = async (over?: Transport) => house.connect({ token: (await house.visitor()).token }, {}, over)
const agentSocket = async (over?: Transport) => house.connect({ cookie: await house.signIn() }, {}, over)
const transports: readonly Transport[] = ['socket', 'stream', 'poll']

/** What a test opened: ended after it, or its agent's hands would be full for the next one. */
const going: { socket: TestSocket; conversationId: string }[] = []

afterEach(async () => {
  const ended = going
    .splice(0)
    .map(({ socket, conversationId }) =>
      Promise.race([socket.closed, socket.call('conversation.close', { conversationId })]),
    )
  await Promise.allSettled(ended)
})

async function opened(socket: TestSocket): Promise<string> {
  const reply = await socket.call('conversation.open', {})
  if (!reply.ok) throw new Error(reply.error.code)
  const { id } = (reply.result as { conversation: ConversationView }).conversation
  going.push({ socket, conversationId: id })
  return id
}

async function follow(socket: TestSocket, s: string, cursor = 0) {
  const id = 1_000_000 + Math.floor(Math.random() * 1_000_000)
  socket.send({ t: 'follow', id, s, cursor })
  return Promise.race([
    socket.frame('range', (range) => range.id === id),
    socket.frame('reply', (reply) => reply.id === id),
  ])
}

describe.each(transports)('hello over a %s', (over) => {
  it.each([
    ['another protocol', { t: 'hello', v: PROTOCOL_VERSION + 1, as: 'visitor', token: 'x' }, 'protocol_unsupported'],
    ['an unknown token', { t: 'hello', v: PROTOCOL_VERSION, as: 'visitor', token: 'x'.repeat(43) }, 'unauthenticated'],
    ['no token', { t: 'hello', v: PROTOCOL_VERSION, as: 'visitor' }, 'unauthenticated'],
    ['a member without a cookie', { t: 'hello', v: PROTOCOL_VERSION, as: 'member' }, 'unauthenticated'],
    ['a call instead', { t: 'call', id: 1, op: 'desk.get', input: {} }, 'hello_required'],
    ['something else', 'GET / HTTP/1.1', 'frame_malformed'],
  ])('refuses %s with a code and closes', async (_what, frame, code) => {
    const socket = await house.connect(null, {}, over)
    socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
    expect((await socket.frame('refused')).error.code).toBe(code)
    expect(await socket.closed).toBe(CLOSE_CODES.refused)
  })

  it('refuses the cookie of a member on the page of somebody else', async () => {
    const cookie = await house.signIn()
    await expect(house.connect({ cookie }, { origin: 'https://evil.example' }, over)).rejects.toThrow('origin_refused')
  })

  it('lets a visitor in from any page: his token is no cookie', async () => {
    const { token } = await house.visitor()
    const socket = await house.connect({ token }, { origin: 'https://shop.example' }, over)
    expect((await socket.frame('welcome')).me.kind).toBe('visitor')
  })
})

describe.each(transports)('a log followed over a %s', (over) => {
  it('brings what was missed, then what happens, and shows nobody what is not his', async () => {
    const [visitor, agent, stranger] = [await visitorSocket(over), await agentSocket(over), await visitorSocket(over)]
    const s = await opened(visitor)
    await visitor.call('conversation.sendMessage', { conversationId: s, body: { kind: 'text', text: '在吗' } })
    expect(await follow(visitor, s, 2)).toMatchObject({
      t: 'range',
      head: 3,
      more: false,
      events: [{ seq: 3, prev: 2 }],
    })
    expect(await follow(stranger, s)).toMatchObject({ t: 'reply', ok: false, error: { code: 'not_found' } })
    expect(await follow(stranger, randomUUID())).toMatchObject({ ok: false, error: { code: 'not_found' } })

    await agent.call('desk.setPresence', { status: 'busy' })
    await agent.call('conversation.claim', { conversationId: s })
    await follow(agent, s)
    await agent.call('conversation.addNote', { conversationId: s, text: '内部的话' })
    const said = { conversationId: s, body: { kind: 'text', text: '在的' } }
    await agent.call('conversation.sendMessage', said)
    const event = await visitor.frame(
      'event',
      (frame) => frame.e.type === 'message.sent' && frame.e.actor.kind === 'member',
    )
    expect(event.e).toMatchObject({ seq: 6, prev: 4 })
    expect(JSON.stringify(visitor.received)).not.toContain('内部的话')
    expect(stranger.received.filter((frame) => frame.t === 'event')).toEqual([])
    expect(agent.received.filter((frame) => frame.t === 'event').map((frame) => frame.e.seq)).toEqual([5, 6])
  })

  it('carries unsent text to the agent only, and that the agent types to the visitor', async () => {
    const [visitor, agent, stranger] = [await visitorSocket(over), await agentSocket(over), await visitorSocket(over)]
    const s = await opened(visitor)
    await agent.call('desk.setPresence', { status: 'busy' })
    await agent.call('conversation.claim', { conversationId: s })
    await Promise.all([follow(visitor, s), follow(agent, s)])
    stranger.send({ t: 'draft', s, text: '冒充' })
    visitor.send({ t: 'draft', s, text: '我想退' })
    expect(await agent.frame('draft')).toEqual({ t: 'draft', s, text: '我想退' })
    agent.send({ t: 'draft', s, text: '客服的草稿' })
    expect(await visitor.frame('typing')).toMatchObject({ s })
    expect(JSON.stringify([visitor.received, agent.received])).not.toMatch(/客服的草稿|冒充/)
  })

  it('MGT-17: shows the visitor nobody type who only listens, whatever frames he sends', async () => {
    const [visitor, holder, listener] = [
      await visitorSocket(over),
      await agentSocket(over),
      await house.connect({ cookie: await house.signIn(0, 0) }, {}, over),
    ]
    const s = await opened(visitor)
    await holder.call('desk.setPresence', { status: 'busy' })
    await holder.call('conversation.claim', { conversationId: s })
    await follow(visitor, s)
    expect(await follow(listener, s)).toMatchObject({ t: 'range' })
    const typists = () => visitor.received.flatMap((frame) => (frame.t === 'typing' ? [frame.name] : []))
    listener.send({ t: 'draft', s, text: '旁听者' })
    await follow(holder, s)
    // His next answer comes after whatever the frame did.
    await listener.call('desk.get', {})
    holder.send({ t: 'draft', s, text: '我来' })
    await visitor.frame('typing')
    expect(typists()).toHaveLength(1)
    await listener.call('conversation.join', { conversationId: s })
    listener.send({ t: 'draft', s, text: '我也来' })
    await expect.poll(() => new Set(typists()).size).toBe(2)
  })

  it('tells the agent only that a visitor writes where the merchant switched the preview off', async () => {
    const preview = (on: boolean) =>
      asSuperuser(house.database.superuserUrl, `update channels set settings = settings || '{"draftPreview": ${on}}'`)
    await preview(false)
    const [visitor, agent] = [await visitorSocket(over), await agentSocket(over)]
    await preview(true)
    const s = await opened(visitor)
    await agent.call('desk.setPresence', { status: 'online' })
    await agent.call('conversation.claim', { conversationId: s })
    await Promise.all([follow(visitor, s), follow(agent, s)])
    visitor.send({ t: 'draft', s, text: '不给看的话' })
    expect(await agent.frame('typing')).toMatchObject({ s })
    visitor.send({ t: 'draft', s, text: '' })
    expect(await agent.frame('draft')).toEqual({ t: 'draft', s, text: '' })
    expect(JSON.stringify(agent.received)).not.toContain('不给看')
    await visitor.call('conversation.close', { conversationId: s })
  })

  it('pushes how far the other end has read, and tells it again with a range', async () => {
    const [visitor, agent] = [await visitorSocket(over), await agentSocket(over)]
    const s = await opened(visitor)
    await agent.call('desk.setPresence', { status: 'online' })
    await agent.call('conversation.claim', { conversationId: s })
    await Promise.all([follow(visitor, s), follow(agent, s)])
    await visitor.call('conversation.markRead', { conversationId: s, seq: 2 })
    expect(await agent.frame('read')).toEqual({ t: 'read', s, by: 'visitor', seq: 2 })
    expect(visitor.received.filter((frame) => frame.t === 'read')).toEqual([])
    const later = await agentSocket(over)
    await follow(later, s)
    expect(await later.frame('read')).toEqual({ t: 'read', s, by: 'visitor', seq: 2 })
    await visitor.call('conversation.close', { conversationId: s })
  })

  it('lights the lamp while the visitor has a connection', async () => {
    const [visitor, agent] = [await visitorSocket(over), await agentSocket(over)]
    const s = await opened(visitor)
    await agent.call('desk.setPresence', { status: 'busy' })
    await agent.call('conversation.claim', { conversationId: s })
    await follow(agent, s)
    await follow(visitor, s)
    expect(await agent.frame('lamp')).toEqual({ t: 'lamp', s, online: false })
    await agent.frame('lamp', (lamp) => lamp.online)
    visitor.close()
    const lamps = () => agent.received.filter((frame) => frame.t === 'lamp').map((lamp) => lamp.online)
    await vi.waitFor(() => expect(lamps()).toEqual([false, true, false]), { timeout: 5_000 })
  })
})

describe('limits', () => {
  it('hold for one address, before hello too, and a socket that goes makes room', async () => {
    const small = await runProduct({ MAX_CONNECTIONS_PER_ADDRESS: '2' })
    const [first] = [await small.connect(null), await small.connect(null)]
    const third = await small.connect(null)
    expect((await third.frame('refused')).error).toMatchObject({ code: 'too_many_connections', retryable: true })
    first.close()
    await first.closed
    const { token } = await small.visitor()
    await vi.waitFor(() => small.connect({ token }), { timeout: 5_000 })
    await small.stop()
  })

  it('hold for one person, and not for the next one', async () => {
    const small = await runProduct({ MAX_CONNECTIONS_PER_PERSON: '2' })
    const [one, other] = [await small.visitor(), await small.visitor()]
    await small.connect(one)
    await small.connect(one)
    await expect(small.connect(one)).rejects.toThrow('too_many_connections')
    await small.connect(other)
    const { text } = await small.http('/metrics')
    expect(text).toContain('gateway_connections_refused_total{code="too_many_connections"} 1')
    expect(text).toContain('gateway_connections{as="all"} 3')
    await small.stop()
  })
})

describe('bad input', () => {
  it.each(transports)('is answered where a frame is huge, and ends the %s', async (over) => {
    const socket = await visitorSocket(over)
    socket.send(`{"t":"draft","text":"${'长'.repeat(FRAME_LIMITS.maxFrameBytes)}"}`)
    expect((await socket.frame('refused')).error.code).toBe('frame_too_large')
  })

  it('refuses binary', async () => {
    const socket = await visitorSocket()
    socket.send(Buffer.from([0, 1, 2]))
    expect((await socket.frame('refused')).error.code).toBe('frame_malformed')
  })

  it.each(transports)('is limited where it comes in a burst, and the %s goes on afterwards', async (over) => {
    const socket = await visitorSocket(over)
    const replies = await Promise.all(Array.from({ length: 200 }, () => socket.call('nothing.here', {})))
    const codes = replies.map((reply) => (reply.ok ? 'ok' : reply.error.code))
    expect(new Set(codes)).toEqual(new Set(['operation_unknown', 'rate_limited']))
    expect(replies.filter((reply) => !reply.ok && reply.error.retryable)).toHaveLength(
      codes.filter((code) => code === 'rate_limited').length,
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await socket.call('conversation.open', {})).ok).toBe(true)
  })

  it('survives any frame at all, and nobody else notices', async () => {
    const bystander = await visitorSocket()
    const s = await opened(bystander)
    await follow(bystander, s)
    // Beats come, and his own place in the line is told him meanwhile.
    const heard = () => bystander.received.filter(({ t }) => t !== 'beat' && t !== 'queue').length
    const before = heard()
    const fieldsOf = fc.dictionary(
      fc.constantFrom('t', 'id', 'op', 'input', 'key', 's', 'cursor', 'text', 'v', 'as'),
      fc.jsonValue(),
    )
    const frame = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc
        .tuple(fc.constantFrom('hello', 'call', 'follow', 'unfollow', 'draft', 'pong', 'welcome'), fieldsOf)
        .map(([t, rest]) => JSON.stringify({ ...rest, t })),
      fc
        .tuple(fc.constantFrom(...operationsByName.keys()), fc.jsonValue())
        .map(([op, input]) => JSON.stringify({ t: 'call', id: 7, op, input, key: randomUUID() })),
    )
    let socket = await visitorSocket()
    let isClosed = false
    void socket.closed.then(() => (isClosed = true))
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 8 }), async (frames) => {
        for (const text of frames) socket.send(text)
        await new Promise((resolve) => setTimeout(resolve, 5))
        if (!isClosed) return
        socket = await visitorSocket()
        isClosed = false
        void socket.closed.then(() => (isClosed = true))
      }),
      { numRuns: 150 },
    )
    expect(heard()).toBe(before)
    expect(
      (await bystander.call('conversation.sendMessage', { conversationId: s, body: { kind: 'text', text: '还在' } }))
        .ok,
    ).toBe(true)
    const faults = house
      .logged()
      .split('\n')
      .filter((line) => line.includes('"where"'))
    expect(faults).toEqual([])
  })
})

describe('an identity that no longer holds', () => {
  it('ends the socket of who signs out, and no other session of his', async () => {
    const [cookie, other] = [await house.signIn(0, 2), await house.signIn(0, 2)]
    const [leaving, staying] = [await house.connect({ cookie }), await house.connect({ cookie: other })]
    expect((await house.http('/api/session', { method: 'DELETE', cookie })).status).toBe(200)
    expect((await leaving.frame('refused')).error.code).toBe('unauthenticated')
    expect((await staying.call('desk.get', {})).ok).toBe(true)
  })

  it('ends the sockets of a suspended merchant with the next beat', async () => {
    const small = await runProduct()
    const { token } = await small.visitor(1)
    const [visitor, bystander] = [
      await small.connect({ token }),
      await small.connect({ token: (await small.visitor(0)).token }),
    ]
    await small.product.doors.withSystem('test', (tx) =>
      tx.rows(`update tenants set status = 'suspended' where code = $1`, [small.demo.merchants[1]?.code]),
    )
    await vi.waitFor(
      async () => expect(await visitor.frame('refused')).toMatchObject({ error: { code: 'unauthenticated' } }),
      { timeout: 30_000 },
    )
    expect((await bystander.call('conversation.open', {})).ok).toBe(true)
    await small.stop()
  })
})

describe('who watched a conversation while it waited', () => {
  it('hears nothing more once somebody else holds it', async () => {
    const [visitor, holder, watcher] = [
      await visitorSocket(),
      await agentSocket(),
      await house.connect({ cookie: await house.signIn(0, 2) }),
    ]
    const s = await opened(visitor)
    await follow(watcher, s)
    await holder.call('desk.setPresence', { status: 'busy' })
    await holder.call('conversation.claim', { conversationId: s })
    await watcher.frame('dropped', (dropped) => dropped.s === s)
    await follow(holder, s)
    await follow(visitor, s)
    await holder.call('conversation.addNote', { conversationId: s, text: '只有接待的人看' })
    visitor.send({ t: 'draft', s, text: '还没发的话' })
    watcher.send({ t: 'draft', s, text: 'x' })
    await holder.frame('draft')
    expect(await follow(watcher, s)).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect(JSON.stringify(watcher.received)).not.toMatch(/只有接待的人看|还没发的话|leg\.opened/)
    expect(visitor.received.filter((frame) => frame.t === 'typing')).toEqual([])
  })

  it('is not followed after an unfollow that overtook the answer', async () => {
    const [visitor, agent] = [await visitorSocket(), await house.connect({ cookie: await house.signIn(0, 0) })]
    const s = await opened(visitor)
    agent.send({ t: 'follow', id: 99, s, cursor: 0 })
    agent.send({ t: 'unfollow', s })
    await visitor.call('conversation.sendMessage', { conversationId: s, body: { kind: 'text', text: '有人吗' } })
    await agent.call('desk.get', {})
    expect(agent.received.filter((frame) => frame.t === 'event')).toEqual([])
  })
})

describe('a database that goes away', () => {
  it('kills nothing, refuses for a while, and serves again', async () => {
    const small = await runProduct()
    const { token } = await small.visitor()
    const socket = await small.connect({ token })
    const s = await opened(socket)
    const cut = () =>
      asSuperuser(
        small.database.superuserUrl,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
    const key = randomUUID()
    const said = { conversationId: s, body: { kind: 'text', text: '断了也要到' } }
    for (let i = 0; i < 5; i++)
      await Promise.all([
        cut(),
        socket.call('conversation.sendMessage', said, key),
        small.connect({ token }).catch(() => undefined),
      ])
    await vi.waitFor(
      async () =>
        expect(await socket.call('conversation.sendMessage', said, key)).toMatchObject({
          ok: true,
          result: { seq: 3 },
        }),
      { timeout: 10_000 },
    )
    await small.stop()
  })

  it('is told at /readyz, as are migrations that are missing, and what was refused is stored once when it is back', async () => {
    const small = await runProduct()
    const { superuserUrl } = small.database
    const elsewhere = new URL(superuserUrl)
    const name = elsewhere.pathname.slice(1)
    elsewhere.pathname = '/postgres'
    const admit = (isLetIn: boolean) =>
      asSuperuser(elsewhere.href, `alter database "${name}" with allow_connections ${isLetIn}`)
    const ready = async () => {
      const { status, json } = await small.http('/readyz')
      const { checks } = json as { checks: Record<string, { ok: boolean; detail?: string }> }
      return { status, failed: Object.keys(checks).filter((check) => !checks[check]?.ok), checks }
    }
    const { token } = await small.visitor()
    const socket = await small.connect({ token })
    const s = await opened(socket)
    expect(await ready()).toMatchObject({ status: 200, failed: [] })

    // As a database that is restarting: who is connected is cut, and nobody is let in.
    await admit(false)
    await asSuperuser(
      elsewhere.href,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    )
    await vi.waitFor(async () => expect(await ready()).toMatchObject({ status: 503 }), 10_000)
    expect((await ready()).failed).toEqual(expect.arrayContaining(['database', 'migrations']))
    const said = { conversationId: s, body: { kind: 'text', text: '数据库重启时说的' } }
    const key = randomUUID()
    const refused = await socket.call('conversation.sendMessage', said, key)
    expect(refused).toMatchObject({ ok: false, error: { code: 'unavailable', retryAfterMs: expect.any(Number) } })

    await admit(true)
    const send = () => socket.call('conversation.sendMessage', said, key)
    await vi.waitFor(async () => expect(await send()).toMatchObject({ ok: true, result: { seq: 3 } }), 20_000)
    expect(await send()).toMatchObject({ ok: true, result: { seq: 3 } })
    await vi.waitFor(async () => expect(await ready()).toMatchObject({ status: 200, failed: [] }), 10_000)

    await asSuperuser(
      superuserUrl,
      'delete from schema_migrations where name = (select max(name) from schema_migrations)',
    )
    expect(await ready()).toMatchObject({ status: 503, failed: ['migrations'] })
    await small.stop()
  })
})
