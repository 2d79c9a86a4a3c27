import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { CARRIER_LIMITS, CLOSE_CODES, PROTOCOL_VERSION, type CarriedLines } from '@keqiao/contract'
import type { ContactId, TenantId, VisitorActor } from '@keqiao/domain'
import { describe, expect, it } from 'vitest'
import { createLocalBus, type BusMessage } from '../bus'
import { isRefused, refuse } from '../operations'
import { createSecretBox } from '../secret-box'
import type { Carrier } from './carrier'
import { StreamOut, type CarrierOut } from './carrier-out'
import { Carriers } from './carriers'
import { Node } from './node'
import { defaultLimits, type GatewayPorts, type UpgradeFacts } from './ports'

const facts: UpgradeFacts = { cookie: 'session=secret', origin: 'https://o', host: 'o', address: '10.0.0.1' }
const hello = JSON.stringify({ t: 'hello', v: PROTOCOL_VERSION, as: 'visitor', token: 'x' })
const call = (id: number) => JSON.stringify({ t: 'call', id, op: 'echo', input: {} })
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

/** Two nodes of an installation, on one bus; each knows only its own carriers. */
function openNodes() {
  let now = 0
  const timers = new Set<{ at: number; run: () => void }>()
  const clock = {
    now: () => now,
    monotonic: () => now,
    setTimer(ms: number, run: () => void) {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
  }
  const onBus: BusMessage[] = []
  const bus = createLocalBus((error) => {
    throw error
  })
  bus.subscribe('carriers', (message) => void onBus.push(message))
  const seen: UpgradeFacts[] = []
  const open = (nodeName: string) => {
    const node = new Node({
      clock,
      ports: portsOf(seen),
      limits: { ...defaultLimits, maxBuffered: 2_000 },
      maxConnections: 100,
      maxPerPerson: 100,
      maxPerAddress: 50,
      onError: (error) => {
        throw error
      },
    })
    const secret = 'a secret of tests that is long enough'
    return { node, carriers: new Carriers({ node, nodeName, bus, secret, box: createSecretBox(secret, []) }) }
  }
  function advance(ms: number): void {
    const end = now + ms
    for (;;) {
      const [due] = [...timers].filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at)
      if (!due) break
      now = due.at
      timers.delete(due)
      due.run()
    }
    now = end
  }
  return { one: open('one'), other: open('other'), advance, onBus, seen }
}

function portsOf(seen: UpgradeFacts[]): GatewayPorts {
  const visitor = { kind: 'visitor', tenantId: 't' as TenantId, id: 'v' as ContactId, name: '访客' } as VisitorActor
  return {
    authenticate(_hello, upgrade) {
      seen.push(upgrade)
      return Promise.resolve({ ...visitor })
    },
    execute: () => Promise.resolve({ ok: true, result: 'x'.repeat(100) }),
    gone: () => Promise.resolve([]),
    speaks: () => Promise.resolve(true),
    previews: () => false,
    range: () => Promise.resolve(refuse('not_found')),
    heads: () => Promise.resolve(new Map()),
    visitorSeen: () => undefined,
    visited: () => undefined,
    visitorLeft: () => undefined,
    loads: () => Promise.resolve(new Map()),
    leases: { open: () => Promise.resolve(), renew: () => Promise.resolve(), close: () => Promise.resolve() },
  }
}

/** A stream whose lines are kept. */
function keptStream() {
  const lines: string[] = []
  const out = {
    ended: false,
    buffered: 0,
    write: (line: string) => void lines.push(line),
    beat: () => true,
    end: () => void (out.ended = true),
  }
  return { out, lines }
}

function started(carriers: Carriers, out: CarrierOut): Carrier {
  const carrier = carriers.start(facts.address, () => out)
  if (isRefused(carrier)) throw new Error(carrier.error.code)
  return carrier
}

const repliesOf = (lines: readonly string[]) =>
  lines.flatMap((line) => /^1 .*"t":"reply","id":(\d+)/.exec(line)?.[1] ?? [])

describe('a carrier', () => {
  it('is spoken to by whatever node, and says so on its stream; nothing readable goes over the bus', async () => {
    const { one, other, onBus, seen } = openNodes()
    const { out, lines } = keptStream()
    const { id: carrier } = started(one.carriers, out)
    expect(other.carriers.take({ carrier, n: 1, frames: [[1, hello]] }, facts)).toBe('passed')
    await settled()
    expect(lines[1]).toBe('= 1')
    expect(lines[2]).toContain('1 {"t":"welcome"')
    expect(seen).toEqual([facts])
    expect(JSON.stringify(onBus)).not.toMatch(/secret|hello/)
    expect(one.carriers.take({ carrier, n: 2, frames: [[1, call(7)]] }, facts)).toBe('taken')
    await settled()
    expect(repliesOf(lines)).toEqual(['7'])
  })

  it('takes what is said once and in order, whichever way is faster, and ends where something was lost', async () => {
    const { one, advance } = openNodes()
    const { out, lines } = keptStream()
    const { id: carrier } = started(one.carriers, out)
    one.carriers.take({ carrier, n: 1, frames: [[1, hello]] }, facts)
    await settled()
    for (const n of [3, 3, 2, 2, 3]) one.carriers.take({ carrier, n, frames: [[1, call(n)]] }, facts)
    await settled()
    expect(repliesOf(lines)).toEqual(['2', '3'])
    one.carriers.take({ carrier, n: 5, frames: [[1, call(5)]] }, facts)
    advance(4_000)
    expect([out.ended, one.node.connectionCount]).toEqual([true, 0])
    expect(one.carriers.take({ carrier, n: 6, frames: [[1, call(6)]] }, facts)).toBe('unknown')
  })

  it('is polled by whatever node; what did not arrive is given again', async () => {
    const { one, other } = openNodes()
    const { id: carrier } = started(one.carriers, one.carriers.newPoll())
    one.carriers.take({ carrier, n: 1, frames: [[1, hello]] }, facts)
    await settled()
    const ask = (after: number) =>
      new Promise<CarriedLines | null>((resolve) => other.carriers.ask(carrier, after, resolve))
    const first = await ask(0)
    expect(first).toMatchObject({ next: 2 })
    expect(await ask(0)).toEqual(first)
    const waiting = ask(2)
    one.carriers.take({ carrier, n: 2, frames: [[1, call(9)]] }, facts)
    expect(repliesOf((await waiting)?.lines ?? [])).toEqual(['9'])
  })

  it('ends where nobody polls any more, and its lamp goes out', async () => {
    const { one, advance } = openNodes()
    const { id: carrier } = started(one.carriers, one.carriers.newPoll())
    one.carriers.take({ carrier, n: 1, frames: [[1, hello]] }, facts)
    await settled()
    expect(one.node.connectionCount).toBe(1)
    advance(3 * CARRIER_LIMITS.pollMs)
    expect(one.node.connectionCount).toBe(0)
  })

  it('that nobody made is not talked about between the nodes', () => {
    const { one, onBus } = openNodes()
    for (const carrier of ['x', 'two.x.y', `two.x.${'y'.repeat(22)}`]) {
      expect(one.carriers.take({ carrier, n: 1, frames: [[1, hello]] }, facts)).toBe('unknown')
      one.carriers.ask(carrier, 0, (lines) => expect(lines).toBe(null))
    }
    expect(onBus).toEqual([])
  })

  it('whose reader does not read is cut, and holds nothing', async () => {
    const { one } = openNodes()
    const response = Object.assign(new EventEmitter(), {
      writableLength: 0,
      writableEnded: false,
      destroyed: false,
      written: [] as string[],
      write(text: string) {
        response.written.push(text)
        response.writableLength += text.length
      },
      cork: () => undefined,
      uncork: () => undefined,
      end: () => void (response.writableEnded = true),
      socket: { destroy: () => void (response.destroyed = true) },
    })
    const { id: carrier } = started(one.carriers, new StreamOut(response as unknown as ServerResponse))
    one.carriers.take({ carrier, n: 1, frames: [[1, hello]] }, facts)
    await settled()
    for (let n = 2; n < 60; n += 1) one.carriers.take({ carrier, n, frames: [[1, call(n)]] }, facts)
    await settled()
    expect(response.written.at(-1)).toBe(`data: 1 !${CLOSE_CODES.slow}\n\n`)
    expect([response.destroyed, one.node.connectionCount]).toEqual([true, 0])
  })

  it('counts for its address, and so does each of its channels', () => {
    const { one } = openNodes()
    const { out, lines } = keptStream()
    const { id: carrier } = started(one.carriers, out)
    for (let n = 1; n <= CARRIER_LIMITS.maxChannels + 1; n += 1) {
      one.carriers.take({ carrier, n, frames: [[n, hello]] }, facts)
    }
    const refused = lines.filter((line) => line.includes('too_many_connections'))
    expect(refused).toHaveLength(1)
    for (let i = 0; i < 9; i += 1) started(one.carriers, keptStream().out)
    expect(one.carriers.start(facts.address, () => keptStream().out)).toMatchObject({
      error: { code: 'too_many_connections' },
    })
  })
})
