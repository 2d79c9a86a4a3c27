import { CLOSE_CODES, FRAME_LIMITS, SILENCE_TOLERANCE_MS } from '@keqiao/contract/frames'
import { describe, expect, it } from 'vitest'
import { backoffMs, LONGEST_WAIT_MS } from './backoff'
import { createClient } from './client'
import { CONNECT_TOLERANCE_MS, STEADY_AFTER_MS } from './connection'
import { createSteppedEnvironment, welcome } from './testing/stepped-environment'

function begin(fraction?: number) {
  const stepped = createSteppedEnvironment(fraction)
  const client = createClient({
    url: 'wss://here/ws',
    as: 'visitor',
    token: () => 'secret',
    owner: 'me',
    environment: stepped.environment,
  })
  return { stepped, client, status: () => client.state.getSnapshot().status }
}

describe('a connection', () => {
  it('says hello with its token and is connected by the welcome', () => {
    const { stepped, client, status } = begin()
    expect(status()).toBe('connecting')
    const socket = welcome(stepped)
    expect(socket.sent).toEqual([{ t: 'hello', v: 1, as: 'visitor', token: 'secret' }])
    expect(client.state.getSnapshot()).toMatchObject({ status: 'connected', me: { id: 'me' }, clockOffsetMs: 5 })
  })

  it('matches answers to questions in any order', async () => {
    const { stepped, client } = begin()
    const socket = welcome(stepped)
    const first = client.call('desk.get', {})
    const second = client.call('conversation.claim', {}, 'key-2')
    const [a, b] = socket.sent.filter((frame) => frame.t === 'call')
    expect(b).toMatchObject({ op: 'conversation.claim', key: 'key-2' })
    socket.receive({ t: 'reply', id: b?.id ?? -1, ok: false, error: { code: 'queue_empty' } })
    socket.receive({ t: 'reply', id: a?.id ?? -1, ok: true, result: { version: 7 } })
    expect(await second).toMatchObject({ ok: false, error: { code: 'queue_empty' } })
    expect(await first).toMatchObject({ ok: true, result: { version: 7 } })
  })

  it('answers what is open with disconnected when the network goes, and at once when there is none', async () => {
    const { stepped, client } = begin()
    const socket = welcome(stepped)
    const asked = client.call('desk.get', {})
    socket.drop()
    expect(await asked).toEqual({ ok: false, error: { code: 'disconnected', retryable: true } })
    expect(await client.call('desk.get', {})).toMatchObject({ ok: false, error: { code: 'disconnected' } })
  })

  it('refuses a frame that would cost the connection', async () => {
    const { stepped, client } = begin()
    const socket = welcome(stepped)
    const text = '桥'.repeat(FRAME_LIMITS.maxFrameBytes / 3)
    const reply = await client.call('conversation.addNote', { conversationId: 'c', text })
    expect(reply).toMatchObject({ ok: false, error: { code: 'frame_too_large' } })
    expect(socket.sent).toHaveLength(1)
  })

  it('answers beats, and leaves a socket that is silent for too long', async () => {
    const { stepped, status } = begin()
    const socket = welcome(stepped)
    await stepped.advance(SILENCE_TOLERANCE_MS - 1)
    socket.receive({ t: 'beat', now: 0, heads: {} })
    expect(socket.last('pong')).toEqual({ t: 'pong' })
    await stepped.advance(SILENCE_TOLERANCE_MS - 1)
    expect(status()).toBe('connected')
    await stepped.advance(1)
    expect(status()).toBe('waiting')
    expect(socket.closed).toBe(true)
    // It was only half open: what it still says is not heard.
    socket.receive({ t: 'beat', now: 0, heads: {} })
    socket.drop()
    expect(status()).toBe('waiting')
  })

  it('leaves it sooner where beats come more often, but gives a question the same time', async () => {
    const { stepped, client, status } = begin()
    const socket = welcome(stepped, 'member', 5_000)
    const asked = client.call('desk.get', {})
    for (let i = 0; i < 6; i++) {
      await stepped.advance(5_000)
      socket.receive({ t: 'beat', now: 0, heads: {} })
    }
    await stepped.advance(14_999)
    expect(status()).toBe('connected')
    await stepped.advance(1)
    expect(status()).toBe('waiting')
    expect(await asked).toMatchObject({ ok: false, error: { code: 'disconnected' } })

    await stepped.advance(60_000)
    const next = welcome(stepped, 'member', 5_000)
    await stepped.advance(14_999)
    expect(status()).toBe('connected')
    await stepped.advance(1)
    expect(status()).toBe('waiting')
    expect(next.closed).toBe(true)
  })

  it('leaves a socket on which a question stays unanswered although the beats go on', async () => {
    const { stepped, client, status } = begin()
    const socket = welcome(stepped)
    const asked = client.call('desk.get', {})
    for (let i = 0; i < 9 && status() === 'connected'; i++) {
      await stepped.advance(10_000)
      if (status() === 'connected') socket.receive({ t: 'beat', now: 0, heads: {} })
    }
    expect(await asked).toMatchObject({ ok: false, error: { code: 'disconnected' } })
  })

  it('gives up on a connection that does not come to a welcome', async () => {
    const { stepped, status } = begin()
    stepped.socket().open()
    await stepped.advance(CONNECT_TOLERANCE_MS)
    expect(status()).toBe('waiting')
  })

  it('survives what is not JSON, and a refusal of a single frame', () => {
    const { stepped, status } = begin()
    const socket = welcome(stepped)
    socket.receiveText('<html>')
    socket.receive({ t: 'refused', error: { code: 'frame_malformed' } })
    expect(status()).toBe('connected')
  })
})

describe('reconnecting', () => {
  it('waits longer each time, with full jitter, up to half a minute', async () => {
    expect([1, 2, 3, 4].map((attempt) => backoffMs(attempt, 0.5))).toEqual([250, 500, 1_000, 2_000])
    expect(backoffMs(60, 0.999_999)).toBeLessThanOrEqual(LONGEST_WAIT_MS)
    expect(backoffMs(60, 0)).toBe(0)
    const { stepped, client } = begin()
    stepped.socket().drop()
    expect(client.state.getSnapshot()).toEqual({ status: 'waiting', attempt: 1, retryAt: 1_000_250 })
    await stepped.advance(250)
    stepped.socket().drop()
    expect(client.state.getSnapshot()).toEqual({ status: 'waiting', attempt: 2, retryAt: 1_000_750 })
  })

  it('begins anew only after a connection that lived', async () => {
    const { stepped, client } = begin()
    stepped.socket().drop()
    await stepped.advance(250)
    welcome(stepped).drop()
    expect(client.state.getSnapshot()).toMatchObject({ status: 'waiting', attempt: 2 })
    await stepped.advance(500)
    const socket = welcome(stepped)
    await stepped.advance(STEADY_AFTER_MS)
    socket.drop()
    expect(client.state.getSnapshot()).toMatchObject({ status: 'waiting', attempt: 1 })
  })

  it('leaves a draining node at once, but does not run in circles', async () => {
    const { stepped, client } = begin()
    const socket = welcome(stepped)
    await stepped.advance(STEADY_AFTER_MS)
    socket.drop(CLOSE_CODES.draining)
    await stepped.advance(0)
    expect(stepped.sockets).toHaveLength(2)
    welcome(stepped).drop(CLOSE_CODES.draining)
    expect(client.state.getSnapshot()).toMatchObject({ status: 'waiting', attempt: 2, retryAt: 1_005_500 })
  })

  it('goes on at once when the machine is online again', () => {
    const { stepped, status } = begin()
    stepped.socket().drop()
    stepped.goOnline()
    expect(status()).toBe('connecting')
    expect(stepped.sockets).toHaveLength(2)
  })

  it('keeps the pause the server asks for, also when online', async () => {
    const { stepped, status } = begin()
    stepped.socket().open()
    stepped.socket().receive({ t: 'refused', error: { code: 'too_many_connections', retryAfterMs: 20_000 } })
    stepped.socket().drop(CLOSE_CODES.refused)
    expect(status()).toBe('waiting')
    stepped.goOnline()
    await stepped.advance(19_999)
    expect(stepped.sockets).toHaveLength(1)
    await stepped.advance(1_000)
    expect(stepped.sockets).toHaveLength(2)
  })

  it('stops at a permanent refusal, says why, and starts again when told', async () => {
    const { stepped, client } = begin()
    const socket = stepped.socket()
    socket.open()
    socket.receive({ t: 'refused', error: { code: 'unauthenticated' } })
    socket.drop(CLOSE_CODES.refused)
    expect(client.state.getSnapshot()).toEqual({ status: 'stopped', error: { code: 'unauthenticated' } })
    expect(socket.closed).toBe(true)
    stepped.goOnline()
    await stepped.advance(600_000)
    expect(stepped.sockets).toHaveLength(1)
    client.start()
    welcome(stepped)
    expect(client.state.getSnapshot().status).toBe('connected')
    client.stop()
    expect(client.state.getSnapshot()).toEqual({ status: 'stopped', error: null })
  })
})
