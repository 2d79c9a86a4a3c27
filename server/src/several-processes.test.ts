import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { CLOSE_CODES } from '@keqiao/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPort } from './platform/http'
import { runProduct, type RunningProduct } from './testing/running-product'

const isRedisThere = spawnSync('redis-server', ['--version']).status === 0
if (!isRedisThere) console.warn('SKIPPED: redis-server is not installed, so what a lost Redis does is NOT tested')

let product: RunningProduct
beforeAll(async () => {
  product = await runProduct()
})
afterAll(() => product.stop())

interface Ready {
  readonly ready: boolean
  readonly degraded: boolean
  readonly checks: Readonly<Record<string, { readonly ok: boolean }>>
}

const readyOf = async (from: Pick<RunningProduct, 'http'>) => {
  const { status, json } = await from.http('/readyz')
  return { status, ...(json as Ready) }
}

describe('a process that is told to stop', () => {
  it('says so at /readyz while it still serves, sends its sockets elsewhere, and then is gone', async () => {
    const other = await product.another({ DRAIN_SECONDS: '1' })
    const { token } = await product.visitor()
    const socket = await other.connect({ token })
    const opened = await socket.call('conversation.open', {})
    expect(opened.ok).toBe(true)
    expect(await readyOf(other)).toMatchObject({ status: 200, ready: true })

    const stopped = other.stop()
    expect(await readyOf(other)).toMatchObject({ status: 503, ready: false, checks: { draining: { ok: false } } })
    // Who is there is still served, and who comes by an old decision of the balancer as well.
    expect(await socket.call('visitor.conversations', {})).toBeDefined()
    const late = await other.connect({ token })
    expect([await socket.closed, await late.closed]).toEqual([CLOSE_CODES.draining, CLOSE_CODES.draining])
    await stopped
    await expect(other.connect({ token })).rejects.toThrow()
    await expect(other.http('/readyz')).rejects.toThrow()
    expect(await readyOf(product)).toMatchObject({ status: 200, ready: true })
  })

  it('sends its sockets away one after the other, not all in one moment', async () => {
    const other = await product.another()
    const { token } = await product.visitor()
    const sockets = await Promise.all(
      Array.from({ length: 20 }, () => product.visitor()).flatMap((visitor) =>
        Array.from({ length: 10 }, async () => other.connect({ token: (await visitor).token })),
      ),
    )
    const closedAt: number[] = []
    for (const { closed } of sockets) void closed.then(() => closedAt.push(performance.now()))
    const stopped = other.stop()
    await Promise.all(sockets.map(({ closed }) => closed))
    // 200 sockets in portions over 0.4 s; a newcomer is refused before its handshake meanwhile.
    expect(Math.max(...closedAt) - Math.min(...closedAt)).toBeGreaterThan(200)
    await expect(other.connect({ token })).rejects.toThrow()
    await stopped
  })

  it('lets go of the leases of its members, who are connected elsewhere at once', async () => {
    const other = await product.another()
    const cookie = await product.signIn()
    const socket = await other.connect({ cookie }, { origin: other.origin })
    const leases = async () =>
      (
        await product.database.doors.withSystem('leases of a test', (tx) =>
          tx.rows('select 1 from leases where lease_until > now()'),
        )
      ).length
    const before = await leases()
    await other.stop()
    expect(await socket.closed).toBe(CLOSE_CODES.draining)
    expect(await leases()).toBe(before - 1)
  })
})

describe('a process of some roles', () => {
  it('http alone serves operations and opens no socket', async () => {
    const other = await product.another({ ROLES: 'http' })
    expect((await other.http('/api/openapi.json')).status).toBe(200)
    const { token } = await product.visitor()
    await expect(other.connect({ token })).rejects.toThrow()
    await other.stop()
  })

  it('gateway alone opens sockets and tells how it is, and serves nothing else', async () => {
    const other = await product.another({ ROLES: 'gateway' })
    const { token } = await product.visitor()
    const socket = await other.connect({ token })
    const reply = await socket.call('conversation.open', {})
    expect(reply.ok).toBe(true)
    const others = await Promise.all(['/console/', '/api/openapi.json', '/chat/x'].map((path) => other.http(path)))
    expect(others.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(await readyOf(other)).toMatchObject({ status: 200 })
    expect((await other.http('/metrics')).status).toBe(200)
    await other.stop()
  })

  it('worker alone does neither, and says that it is ready', async () => {
    const other = await product.another({ ROLES: 'worker' })
    expect((await other.http('/api/openapi.json')).status).toBe(404)
    const { token } = await product.visitor()
    await expect(other.connect({ token })).rejects.toThrow()
    expect(await readyOf(other)).toMatchObject({ status: 200 })
    await other.stop()
  })
})

describe.skipIf(!isRedisThere)('with Redis between them', () => {
  let redis: ChildProcess
  let port: number
  beforeAll(async () => {
    port = await findPort({ host: '127.0.0.1', port: 16_379 + Math.floor(Math.random() * 9_000), portIsFixed: false })
    await startRedis()
  })
  afterAll(() => void redis.kill('SIGKILL'))

  async function startRedis(): Promise<void> {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
    redis = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const chunk of redis.stdout ?? []) if (String(chunk).includes('Ready to accept connections')) break
  }

  async function until(look: () => Promise<boolean>): Promise<void> {
    for (let round = 0; round < 200; round += 1) {
      if (await look()) return
      await wait(50)
    }
    throw new Error('waited in vain')
  }

  it('shows an agent of one node the lamp of a visitor of another, until the last of his connections goes', async () => {
    const REDIS_URL = `redis://127.0.0.1:${port}`
    const [one, two] = [await product.another({ REDIS_URL }), await product.another({ REDIS_URL })]
    await until(async () => !(await readyOf(one)).degraded && !(await readyOf(two)).degraded)
    const { token } = await product.visitor()
    const tab = await one.connect({ token })
    const opened = await tab.call('conversation.open', {})
    const { conversation } = (opened as unknown as { result: { conversation: { id: string } } }).result
    const s = conversation.id
    tab.send({ t: 'follow', id: 900, s, cursor: 0 })
    await tab.frame('range')

    const agent = await two.connect({ cookie: await product.signIn(0, 0) }, { origin: two.origin })
    agent.send({ t: 'follow', id: 901, s, cursor: 0 })
    await agent.frame('range')
    await agent.frame('lamp', ({ online }) => online)
    const second = await two.connect({ token })
    second.send({ t: 'follow', id: 902, s, cursor: 0 })
    await second.frame('range')
    const lamps = () => agent.received.flatMap((frame) => (frame.t === 'lamp' ? [frame.online] : []))
    tab.close()
    await until(async () => lamps().includes(false) && lamps().at(-1) === true && lamps().length >= 3)
    second.close()
    await until(async () => lamps().at(-1) === false)
    await Promise.all([one.stop(), two.stop()])
  })

  it('is degraded without it and still ready, and what is said is heard on the other node by the log', async () => {
    const REDIS_URL = `redis://127.0.0.1:${port}`
    const [one, two] = [await product.another({ REDIS_URL }), await product.another({ REDIS_URL })]
    await until(async () => !(await readyOf(one)).degraded)
    const gone = once(redis, 'exit')
    redis.kill('SIGKILL')
    await gone
    await until(async () => (await readyOf(one)).degraded)
    expect(await readyOf(one)).toMatchObject({ status: 200, ready: true, checks: { bus: { ok: false } } })

    const { token } = await product.visitor()
    const [here, there] = [await one.connect({ token }), await two.connect({ token })]
    const opened = await here.call('conversation.open', {})
    const { conversation } = (opened as unknown as { result: { conversation: { id: string } } }).result
    there.send({ t: 'follow', id: 900, s: conversation.id, cursor: 0 })
    await there.frame('range')
    const body = { kind: 'text', text: '没有 Redis 也听得见' }
    const said = await here.call('conversation.sendMessage', { conversationId: conversation.id, body })
    expect(said.ok).toBe(true)
    await there.frame('event', ({ e }) => e.type === 'message.sent')

    await startRedis()
    await until(async () => !(await readyOf(one)).degraded)
    await Promise.all([one.stop(), two.stop()])
  })
})
