import type { WireEvent } from '@keqiao/contract/frames'
import { describe, expect, it } from 'vitest'
import { createClient } from './client'
import { createSteppedEnvironment, welcome } from './testing/stepped-environment'

const event = (seq: number, prev = seq - 1): WireEvent => ({
  seq,
  prev,
  type: 'note.added',
  v: 1,
  at: seq,
  actor: { kind: 'member', id: 'a', name: 'a' },
  payload: { authorName: 'a', text: String(seq) },
})

function begin() {
  const stepped = createSteppedEnvironment()
  const client = createClient({ url: 'ws', as: 'member', owner: 'me', environment: stepped.environment })
  const got: number[] = []
  const failures: string[] = []
  const end = client.follow('s', 3, {
    events: (events) => got.push(...events.map(({ seq }) => seq)),
    failed: ({ code }) => failures.push(code),
  })
  return { stepped, client, got, failures, end }
}

const follows = (socket: { sent: { t: string }[] }) => socket.sent.filter(({ t }) => t === 'follow')

describe('a followed stream', () => {
  it('is asked for from its cursor on every new connection', () => {
    const { stepped, got } = begin()
    let socket = welcome(stepped)
    expect(socket.last('follow')).toMatchObject({ s: 's', cursor: 3 })
    socket.receive({ t: 'range', id: socket.last('follow').id, s: 's', events: [event(4)], head: 4, more: false })
    socket.drop()
    stepped.goOnline()
    socket = welcome(stepped)
    expect(socket.last('follow')).toMatchObject({ s: 's', cursor: 4 })
    expect(got).toEqual([4])
  })

  it('drops repetitions and takes what continues', () => {
    const { stepped, got } = begin()
    const socket = welcome(stepped)
    socket.receive({ t: 'range', id: socket.last('follow').id, s: 's', events: [], head: 3, more: false })
    for (const e of [event(4), event(4), event(3), event(6, 4)]) socket.receive({ t: 'event', s: 's', e })
    expect(got).toEqual([4, 6])
    expect(follows(socket)).toHaveLength(1)
  })

  it('asks once for a gap, whatever else arrives meanwhile, and goes on until it has the head', () => {
    const { stepped, got } = begin()
    const socket = welcome(stepped)
    socket.receive({ t: 'range', id: socket.last('follow').id, s: 's', events: [], head: 3, more: false })
    socket.receive({ t: 'event', s: 's', e: event(6) })
    socket.receive({ t: 'event', s: 's', e: event(7) })
    expect(follows(socket)).toHaveLength(2)
    socket.receive({
      t: 'range',
      id: socket.last('follow').id,
      s: 's',
      events: [event(4), event(5)],
      head: 5,
      more: false,
    })
    expect(follows(socket)).toHaveLength(3)
    expect(socket.last('follow')).toMatchObject({ cursor: 5 })
    socket.receive({ t: 'range', id: socket.last('follow').id, s: 's', events: [event(6)], head: 7, more: true })
    socket.receive({ t: 'range', id: socket.last('follow').id, s: 's', events: [event(7)], head: 7, more: false })
    expect(got).toEqual([4, 5, 6, 7])
    expect(follows(socket)).toHaveLength(4)
  })

  it('finds a gap at the end by the beat, and does not ask in circles', () => {
    const { stepped, got } = begin()
    const socket = welcome(stepped)
    const answer = (events: WireEvent[], head: number) =>
      socket.receive({ t: 'range', id: socket.last('follow').id, s: 's', events, head, more: false })
    answer([], 3)
    socket.receive({ t: 'beat', now: 0, heads: { s: 3 } })
    expect(follows(socket)).toHaveLength(1)
    socket.receive({ t: 'beat', now: 0, heads: { s: 4 } })
    expect(follows(socket)).toHaveLength(2)
    answer([], 4)
    expect(follows(socket)).toHaveLength(2)
    socket.receive({ t: 'beat', now: 0, heads: { s: 4 } })
    answer([event(4)], 4)
    expect(got).toEqual([4])
  })

  it('is repeated after a pause when the server is busy, and ends when it is refused', async () => {
    const { stepped, failures } = begin()
    const socket = welcome(stepped)
    const refuse = (error: { code: string; retryable?: boolean; retryAfterMs?: number }) =>
      socket.receive({ t: 'reply', id: socket.last('follow').id, ok: false, error })
    refuse({ code: 'rate_limited', retryable: true, retryAfterMs: 1_000 })
    await stepped.advance(999)
    expect(follows(socket)).toHaveLength(1)
    await stepped.advance(1_000)
    expect(follows(socket)).toHaveLength(2)
    refuse({ code: 'not_found' })
    expect(failures).toEqual(['not_found'])
    socket.receive({ t: 'beat', now: 0, heads: { s: 9 } })
    expect(follows(socket)).toHaveLength(2)
  })

  it('is left when nobody follows it any more', () => {
    const { stepped, client, got, end } = begin()
    const socket = welcome(stepped)
    const endSecond = client.follow('s', 0, { events: () => {}, failed: () => {} })
    end()
    expect(socket.sent.some(({ t }) => t === 'unfollow')).toBe(false)
    endSecond()
    expect(socket.last('unfollow')).toEqual({ t: 'unfollow', s: 's' })
    socket.receive({ t: 'event', s: 's', e: event(4) })
    expect(got).toEqual([])
  })
})
