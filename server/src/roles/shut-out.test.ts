import { randomUUID } from 'node:crypto'
import {
  CLOSE_CODES,
  operations,
  type ConversationSnapshot,
  type ConversationView,
  type MemberView,
} from '@keqiao/contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createPost } from '../features/mail'
import { systemClock } from '../platform/clock'
import { createLog } from '../platform/log'
import { createMetrics } from '../platform/metrics'
import { createOutgoing } from '../platform/outgoing'
import { createSecretBox } from '../platform/secret-box'
import { runProduct, type RunningProduct } from '../testing/running-product'
import { mailOfTests, openShop } from '../testing/shop'
import { startWork } from './worker'

let house: RunningProduct
let elsewhere: Awaited<ReturnType<RunningProduct['another']>>

beforeAll(async () => {
  house = await runProduct()
  elsewhere = await house.another()
})

afterAll(() => house.stop())

type Door = Pick<RunningProduct, 'http'>

const command = (door: Door, method: string, path: string, cookie: string, body?: unknown) =>
  door.http(path, { method, cookie, headers: { 'idempotency-key': randomUUID() }, ...(body ? { body } : {}) })

async function memberIdOf(cookie: string): Promise<string> {
  const { json } = await house.http('/api/session', { cookie })
  return (json as { member: { id: string } }).member.id
}

async function statusOf(door: Door, cookie: string): Promise<number> {
  return (await door.http('/api/desk', { cookie })).status
}

describe('a disabled agent', () => {
  it('is cut at every node, refused, and his dialogue waits again', async ({ annotate }) => {
    const [boss, agent] = [await house.signIn(0, 0), await house.signIn(0, 1)]
    const memberId = await memberIdOf(agent)
    const [here, there] = [await house.connect({ cookie: agent }), await elsewhere.connect({ cookie: agent })]
    const visitor = await house.connect({ token: (await house.visitor()).token })
    const opened = await visitor.call('conversation.open', {})
    if (!opened.ok) throw new Error(opened.error.code)
    const { id } = (opened.result as { conversation: ConversationView }).conversation
    // 忙碌: routing gives him nobody before he takes the visitor himself.
    expect(await here.call('desk.setPresence', { status: 'busy' })).toMatchObject({ ok: true })
    expect(await here.call('conversation.claim', { conversationId: id })).toMatchObject({ ok: true })
    // Both nodes have just looked him up.
    expect([await statusOf(house, agent), await statusOf(elsewhere, agent)]).toEqual([200, 200])

    const began = performance.now()
    const disabled = await command(house, 'POST', `/api/members/${memberId}/disable`, boss)
    expect(disabled.json as { member: MemberView }).toMatchObject({ member: { disabled: true, active: 1 } })
    expect(await statusOf(house, agent)).toBe(401)
    expect(await here.closed).toBe(CLOSE_CODES.refused)
    const cutHere = performance.now() - began
    expect(await there.closed).toBe(CLOSE_CODES.refused)
    const cutThere = performance.now() - began
    // His heartbeat may have cut the socket before the log told; then the look-up of the last second still counts.
    await vi.waitFor(async () => expect(await statusOf(elsewhere, agent)).toBe(401), 5_000)
    await vi.waitFor(async () => {
      const { json } = await house.http(`/api/conversations/${id}`, { cookie: boss })
      expect((json as { conversation: ConversationView }).conversation.status).toBe('queued')
    }, 5_000)
    const waitingAfter = performance.now() - began
    await annotate(
      `cut at the node that did it after ${cutHere.toFixed(0)} ms, at the other after ${cutThere.toFixed(0)} ms; the dialogue waits after ${waitingAfter.toFixed(0)} ms`,
    )
    // Let in again, he finds none of his old sessions.
    await command(house, 'POST', `/api/members/${memberId}/enable`, boss)
    expect(await statusOf(house, agent)).toBe(401)
    expect(await statusOf(house, await house.signIn(0, 1))).toBe(200)
  })
})

describe('what a disabled agent holds', () => {
  it('waits again by the job of his disabling, without any sweep', async () => {
    const shop = await openShop()
    const merchant = await shop.merchant()
    const [boss, agent] = [await merchant.agent({ role: 'administrator' }), await merchant.agent()]
    const { conversationId } = await merchant.waiting()
    await shop.result(agent, operations.conversation.claim, { conversationId })
    const ended = vi.spyOn(shop.sessions, 'end')
    // Sweeps go by the clock of the services: here no timer of theirs ever comes.
    const clock = systemClock()
    const work = await startWork({
      outgoing: createOutgoing({ allowPrivate: true }),
      box: createSecretBox('a secret of tests'),
      services: { ...shop.services, clock: { ...clock, setTimer: () => () => undefined } },
      sessions: shop.sessions,
      visitors: { sweep: () => Promise.resolve(0) },
      router: { sweep: () => Promise.resolve() },
      push: { send: () => Promise.resolve({ kind: 'accepted' }) },
      visitorMail: { post: createPost(mailOfTests), sign: () => '', publicUrl: 'http://shop.invalid' },
      metrics: createMetrics(),
      handlers: [],
      databaseUrl: shop.database.url,
      clock,
      log: createLog({ level: 'silent' }),
    })
    const { get } = operations.conversation
    const statusNow = async () =>
      (await shop.result<ConversationSnapshot>(boss, get, { conversationId })).conversation.status
    expect(await statusNow()).toBe('open')
    await shop.result(boss, operations.member.disable, { memberId: agent.id })
    await vi.waitFor(async () => expect(await statusNow()).toBe('queued'), 60_000)
    expect(ended).toHaveBeenCalledWith(agent.id)
    await work.stop(1_000)
    expect(shop.faults).toEqual([])
    await shop.stop()
  }, 90_000)
})

describe('own sessions', () => {
  it('are listed with the one that asks, and end one by one with their sockets', async () => {
    const [here, other] = [await house.signIn(0, 2), await house.signIn(0, 2)]
    const socket = await elsewhere.connect({ cookie: other })
    const { json } = await house.http('/api/sessions', { cookie: here, headers: { 'user-agent': 'a browser' } })
    const { sessions } = json as { sessions: { id: string; current: boolean; address: string }[] }
    expect(sessions.map(({ current }) => Number(current)).toSorted((a, b) => a - b)).toEqual([0, 1])
    expect(sessions[0]?.address).toMatch(/127\.0\.0\.1/)
    const theOther = sessions.find(({ current }) => !current)
    const ended = await command(house, 'DELETE', `/api/sessions/${theOther?.id}`, here)
    expect(ended.status).toBe(200)
    expect(await socket.closed).toBe(CLOSE_CODES.refused)
    expect([await statusOf(house, here), await statusOf(house, other)]).toEqual([200, 401])
    expect((await command(house, 'DELETE', `/api/sessions/${theOther?.id}`, here)).status).toBe(404)
    // Nobody ends the session of somebody else.
    const stranger = await house.signIn(1, 0)
    const current = sessions.find((session) => session.current)
    expect((await command(house, 'DELETE', `/api/sessions/${current?.id}`, stranger)).status).toBe(404)
    expect(await statusOf(house, here)).toBe(200)
  })

  it('end everywhere at once', async () => {
    const [here, other] = [await house.signIn(0, 2), await house.signIn(0, 2)]
    const sockets = [await house.connect({ cookie: other }), await elsewhere.connect({ cookie: here })]
    const answer = await command(house, 'DELETE', '/api/sessions', here)
    expect(answer.headers.getSetCookie().join()).toMatch(/session_token=;/)
    expect((answer.json as { endedCount: number }).endedCount).toBeGreaterThanOrEqual(2)
    for (const socket of sockets) expect(await socket.closed).toBe(CLOSE_CODES.refused)
    expect([await statusOf(house, here), await statusOf(house, other)]).toEqual([401, 401])
  })

  it('end with a new password, but for the one that chose it', async () => {
    const account = house.demo.merchants[0]?.accounts[2]
    const [here, other] = [await house.signIn(0, 2), await house.signIn(0, 2)]
    const change = (current: string, password: string) =>
      command(house, 'PUT', '/api/session/password', here, { current, password })
    expect((await change('not-my-password', 'a-new-password')).json).toMatchObject({
      error: { code: 'password_wrong' },
    })
    expect((await change(account?.password ?? '', 'short')).json).toMatchObject({ error: { code: 'input_invalid' } })
    expect((await change(account?.password ?? '', 'a-new-password')).status).toBe(200)
    expect([await statusOf(house, here), await statusOf(house, other)]).toEqual([200, 401])
    const entered = await house.http('/api/session', {
      method: 'POST',
      body: { login: account?.login, password: 'a-new-password' },
    })
    expect(entered.status).toBe(200)
  })
})
