import { describe, expect, it } from 'vitest'
import { createClient } from './client'
import type { SocketListeners } from './environment'
import { fallBack, OPEN_WITHIN_MS, TRY_AGAIN_MS } from './fall-back'
import { createSteppedEnvironment, welcome } from './testing/stepped-environment'

function setUp() {
  const stepped = createSteppedEnvironment()
  const carried: { listeners: SocketListeners; sent: string[]; closed: boolean }[] = []
  let fetched = 0
  const way = fallBack(stepped.environment, async () => {
    fetched += 1
    return () => (listeners) => {
      const one = { listeners, sent: [] as string[], closed: false }
      carried.push(one)
      return { send: (text) => void one.sent.push(text), close: () => void (one.closed = true) }
    }
  })
  const client = createClient({ url: 'ws://host/ws', as: 'member', owner: 'me', environment: stepped.environment })
  const greetCarried = () => {
    const last = carried.at(-1)
    last?.listeners.opened()
    last?.listeners.received(
      JSON.stringify({
        t: 'welcome',
        v: 1,
        connection: 'c',
        me: { kind: 'member', id: 'me', name: 'me' },
        now: stepped.environment.now(),
        beatMs: 600_000,
      }),
    )
  }
  /** Lets time pass on a carrier that is alive. */
  const advanceCarried = async (ms: number) => {
    for (let left = ms; left > 0; left -= 15_000) {
      await stepped.advance(Math.min(left, 15_000))
      carried.at(-1)?.listeners.received(JSON.stringify({ t: 'beat', now: 0, heads: {} }))
    }
  }
  return { ...stepped, way, client, carried, fetched: () => fetched, greetCarried, advanceCarried }
}

describe('fallBack', () => {
  it('leaves a WebSocket that works alone, and fetches nothing', async () => {
    const { client, way, fetched, ...stepped } = setUp()
    welcome(stepped, 'member', 600_000)
    stepped.socket().drop()
    await stepped.advance(2_000)
    welcome(stepped, 'member', 600_000)
    expect([client.state.getSnapshot().status, way.getSnapshot(), fetched()]).toEqual(['connected', 'socket', 0])
  })

  it('goes by the carrier once the WebSocket has gone twice before a word came', async () => {
    const { client, way, carried, greetCarried, ...stepped } = setUp()
    stepped.socket().drop()
    expect(way.getSnapshot()).toBe('socket')
    await stepped.advance(1_000)
    stepped.socket().open()
    stepped.socket().drop()
    await stepped.advance(2_000)
    expect([stepped.sockets.length, carried.length, way.getSnapshot()]).toEqual([2, 1, 'carrier'])
    greetCarried()
    expect(client.state.getSnapshot().status).toBe('connected')
    expect(carried[0]?.sent[0]).toContain('"hello"')
  })

  it('does not wait for a WebSocket that never opens', async () => {
    const { carried, ...stepped } = setUp()
    await stepped.advance(OPEN_WITHIN_MS + 1_000)
    expect([stepped.socket().closed, carried.length]).toEqual([true, 1])
  })

  it('tries the WebSocket beside it later, and moves over once one opens', async () => {
    const { client, way, carried, greetCarried, advanceCarried, ...stepped } = setUp()
    await stepped.advance(OPEN_WITHIN_MS + 1_000)
    greetCarried()
    await advanceCarried(TRY_AGAIN_MS + OPEN_WITHIN_MS)
    expect([stepped.sockets.length, client.state.getSnapshot().status]).toEqual([2, 'connected'])
    await advanceCarried(TRY_AGAIN_MS)
    stepped.socket().open()
    await stepped.advance(1_000)
    expect([stepped.sockets.length, carried[0]?.closed, way.getSnapshot()]).toEqual([4, true, 'socket'])
    welcome(stepped, 'member', 600_000)
    expect(client.state.getSnapshot().status).toBe('connected')
  })

  it('tries both ways in turn where neither leads anywhere', async () => {
    const { way, carried, ...stepped } = setUp()
    await stepped.advance(OPEN_WITHIN_MS + 1_000)
    carried[0]?.listeners.closed(1006)
    await stepped.advance(2_000)
    expect([stepped.sockets.length, way.getSnapshot()]).toEqual([2, 'socket'])
    stepped.socket().drop()
    await stepped.advance(5_000)
    expect(carried).toHaveLength(2)
  })
})
