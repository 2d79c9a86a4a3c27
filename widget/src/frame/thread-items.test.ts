import type { PendingMessage } from '@keqiao/client'
import type { EventView } from '@keqiao/contract'
import { describe, expect, it } from 'vitest'
import { threadItems } from './thread-items'
import { countUnread, lastSeq } from './unread'

const MINUTE = 60_000
const T0 = 1_800_000_000_000

let seq = 0
function event(type: EventView['type'], payload: object, facts: { key?: string; at?: number } = {}): EventView {
  seq += 1
  return { seq, prev: seq - 1, type, v: 1, at: T0, actor: {}, payload, ...facts } as unknown as EventView
}
const said = (from: 'visitor' | 'agent', text: string, facts = {}) =>
  event('message.sent', { from, authorName: '小岚', body: { kind: 'text', text } }, facts)
const joined = () => event('leg.opened', { member: { id: 'm', nickname: '小岚' } })

function pending(key: string, facts: Partial<PendingMessage> = {}): PendingMessage {
  const body = { kind: 'text', text: key } as const
  return { key, kind: 'message', body, shown: body, at: T0, state: 'queued', code: null, ...facts }
}

const rows = (...args: Parameters<typeof threadItems>) =>
  threadItems(...args).map((item) => {
    if (item.kind === 'message') return `${item.key} ${item.state}`
    return item.kind === 'line' ? item.line : item.kind
  })

describe('the thread', () => {
  it('shows an echo and its event as one row with one key', () => {
    const echo = [pending('k1', { state: 'acknowledged' })]
    expect(rows([], echo, [], 0)).toEqual(['time', 'k1 sent'])
    expect(rows([said('visitor', '在吗', { key: 'k1' })], echo, [], 0)).toEqual(['time', 'k1 sent'])
  })

  it('says sent of the last own message only, and never of one that is not', () => {
    const events = [said('visitor', 'a', { key: 'a' }), said('visitor', 'b', { key: 'b' })]
    expect(rows(events, [], [], 0)).toEqual(['time', 'a plain', 'b sent'])
    expect(rows(events, [pending('c', { state: 'failed', code: 'rate_limited' })], [], 0)).toEqual([
      'time',
      'a plain',
      'b plain',
      'c failed',
    ])
  })

  it('gives the time after a pause, and places our own clock by the offset to the server', () => {
    const events = [said('visitor', 'a', { key: 'a' }), said('visitor', 'b', { key: 'b', at: T0 + 5 * MINUTE })]
    expect(rows(events, [], [], 0)).toEqual(['time', 'a plain', 'time', 'b sent'])
    const late = pending('c', { at: T0 + 3 * MINUTE })
    expect(rows([events[0] as EventView], [late], [], 0)).toEqual(['time', 'a plain', 'c queued'])
    expect(rows([events[0] as EventView], [late], [], 4 * MINUTE)).toEqual(['time', 'a plain', 'time', 'c queued'])
  })

  it('MGT-17: tells that somebody came into the conversation beside its agent', () => {
    const entered = event('supervisor.joined', { member: { id: 'b', nickname: '主管' } })
    expect(rows([joined(), entered], [], [], 0)).toEqual(['time', 'joined', 'entered'])
  })

  it('tells who joined, that one waits again, and who ended it', () => {
    const queued = () => event('conversation.queued', {})
    const events = [queued(), joined(), queued(), event('conversation.closed', { end: 'agent' })]
    expect(rows(events, [], [], 0)).toEqual(['time', 'joined', 'requeued', 'agentEnded'])
  })

  it('passes over events of a newer server', () => {
    expect(rows([event('leg.sang' as EventView['type'], {})], [], [], 0)).toEqual([])
  })
})

describe('unread', () => {
  it("counts agents' messages after the last that was read", () => {
    const events = [said('agent', 'a'), said('visitor', 'b'), said('agent', 'c'), joined(), said('agent', 'd')]
    expect(countUnread(events, 0)).toBe(3)
    expect(countUnread(events, events[0]?.seq ?? 0)).toBe(2)
    expect(countUnread(events, lastSeq(events))).toBe(0)
    expect(lastSeq([])).toBe(0)
  })
})
