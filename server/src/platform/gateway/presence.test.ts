import { CLOSE_CODES, PROTOCOL_VERSION, SILENCE_TOLERANCE_MS, type ServerFrame } from '@keqiao/contract'
import type { MemberActor, MemberId, TenantId } from '@keqiao/domain'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../clock'
import { Connection } from './connection'
import { Node } from './node'
import { defaultLimits, type GatewayPorts } from './ports'

const member: MemberActor = {
  kind: 'member',
  tenantId: 'tenant' as TenantId,
  id: 'member' as MemberId,
  name: '安晴',
  scope: 'own',
  permissions: new Set(),
}

/** A clock that is stepped by hand. */
function steppedClock() {
  let now = 1_000_000
  const timers = new Set<{ at: number; run: () => void }>()
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    setTimer(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
  }
  async function advance(ms: number): Promise<void> {
    const end = now + ms
    for (;;) {
      const [due] = [...timers].filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at)
      if (!due) break
      now = due.at
      timers.delete(due)
      due.run()
      await new Promise((resolve) => setImmediate(resolve))
    }
    now = end
  }
  return { clock, advance }
}

/** A node with nothing behind it but a book of leases. */
function openNode() {
  const { clock, advance } = steppedClock()
  /** Connection to when its lease was opened or renewed last. */
  const leases = new Map<string, number>()
  let opened = 0
  const ports: GatewayPorts = {
    authenticate: () => Promise.resolve({ ...member }),
    execute: () => Promise.reject(new Error('nobody calls')),
    gone: () => Promise.resolve([]),
    speaks: () => Promise.resolve(true),
    previews: () => false,
    range: () => Promise.reject(new Error('nobody follows')),
    heads: () => Promise.resolve(new Map()),
    visitorSeen: () => undefined,
    visited: () => undefined,
    visitorLeft: () => undefined,
    loads: () => Promise.resolve(new Map()),
    leases: {
      open: (id) => {
        opened += 1
        leases.set(id, clock.now())
        return Promise.resolve()
      },
      renew: (connections) => {
        for (const { connectionId } of connections) leases.set(connectionId, clock.now())
        return Promise.resolve()
      },
      close: (id) => {
        leases.delete(id)
        return Promise.resolve()
      },
    },
  }
  const node = new Node({
    clock,
    ports,
    limits: defaultLimits,
    maxConnections: 100,
    maxPerPerson: 10,
    onError: (error) => {
      throw error
    },
  })
  node.start()

  /** A member's tab, which answers beats until it is told not to. */
  async function tab(id: string) {
    const received: ServerFrame[] = []
    const client = { answers: true, closedWith: 0, received, lease: () => leases.get(id) ?? null }
    const connection = new Connection(
      id,
      {
        send(text) {
          const frame = JSON.parse(text) as ServerFrame
          received.push(frame)
          if (frame.t === 'beat' && client.answers) connection.receive('{"t":"pong"}')
        },
        close: (code) => (client.closedWith = code),
        bufferedAmount: 0,
      },
      node,
      { cookie: undefined, origin: undefined, host: undefined, address: '127.0.0.1' },
    )
    connection.receive(JSON.stringify({ t: 'hello', v: PROTOCOL_VERSION, as: 'member' }))
    await new Promise((resolve) => setImmediate(resolve))
    return client
  }
  return { clock, advance, tab, openedCount: () => opened }
}

describe('the lease of a member’s socket', () => {
  it('is renewed while the other end answers, every few seconds', async () => {
    const { clock, advance, tab } = openNode()
    const agent = await tab('one')
    await advance(60_000)
    expect(clock.now() - (agent.lease() ?? 0)).toBeLessThanOrEqual(5_000)
    expect(agent.closedWith).toBe(0)
  })

  it('is not renewed where the socket is open and nobody answers: a lost network, a closed lid, a page that hangs', async () => {
    const { clock, advance, tab } = openNode()
    const agent = await tab('one')
    await advance(30_000)
    agent.answers = false
    const lastSign = clock.now()
    await advance(15_000)
    // One round may have been answered before; none is afterwards.
    expect((agent.lease() ?? Infinity) - lastSign).toBeLessThanOrEqual(5_000)
    expect(agent.closedWith).toBe(0)
    await advance(SILENCE_TOLERANCE_MS + 20_000)
    expect(agent.closedWith).toBe(CLOSE_CODES.silent)
    expect(agent.lease()).toBeNull()
  })

  it('is opened again, so that routing hears of it, when the socket speaks again', async () => {
    const { clock, advance, tab, openedCount } = openNode()
    const agent = await tab('one')
    agent.answers = false
    await advance(30_000)
    expect(openedCount()).toBe(1)
    agent.answers = true
    await advance(10_000)
    expect(openedCount()).toBe(2)
    await advance(20_000)
    expect(openedCount()).toBe(2)
    expect(clock.now() - (agent.lease() ?? 0)).toBeLessThanOrEqual(5_000)
  })

  it('is each tab’s own: one that hangs says nothing of the other', async () => {
    const { clock, advance, tab } = openNode()
    const [hanging, awake] = [await tab('one'), await tab('two')]
    hanging.answers = false
    await advance(30_000)
    expect(clock.now() - (awake.lease() ?? 0)).toBeLessThanOrEqual(5_000)
    expect(clock.now() - (hanging.lease() ?? 0)).toBeGreaterThan(15_000)
  })

  it('tells the member how often he hears something, so that he too notices a lost network soon', async () => {
    const { clock, advance, tab } = openNode()
    const agent = await tab('one')
    const welcome = agent.received.find((frame) => frame.t === 'welcome')
    const beatsBefore = agent.received.filter(({ t }) => t === 'beat').length
    const since = clock.now()
    await advance(60_000)
    const beats = agent.received.filter(({ t }) => t === 'beat').length - beatsBefore
    expect(beats).toBeGreaterThanOrEqual((clock.now() - since) / (welcome?.beatMs ?? 0))
  })
})
