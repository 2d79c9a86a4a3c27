import type { PendingMessage } from '@keqiao/client'
import type { EventView } from '@keqiao/contract'
import { describe, expect, it } from 'vitest'
import { firstRowKey, threadItems, turnBreakMs, type ThreadSource } from './thread-items'

const day = 86_400_000
const visitor = { kind: 'visitor' as const, id: 'v', name: '林知夏' }
const agent = { kind: 'member' as const, id: 'm', name: '周晓岚' }
let seq = 0

const event = (type: string, at: number, payload: unknown, actor: typeof visitor | typeof agent, key?: string) =>
  ({ seq: (seq += 1), prev: seq - 1, type, v: 1, at, actor, payload, ...(key && { key }) }) as EventView
const said = (text: string) => ({ body: { kind: 'text', text } })
const fromVisitor = (at: number, text = '在吗') =>
  event('message.sent', at, { from: 'visitor', authorName: '林知夏', ...said(text) }, visitor)
const fromAgent = (at: number, key?: string, actor = agent) =>
  event('message.sent', at, { from: 'agent', authorName: actor.name, ...said('在的') }, actor, key)
const note = (at: number) => event('note.added', at, { authorName: '吴桐', text: '补偿' }, agent)
const legClosed = (at: number) => event('leg.closed', at, {}, agent)
const closed = (at: number) => event('conversation.closed', at, { end: 'agent', valid: true }, agent)

const echo = (over: Partial<PendingMessage> = {}): PendingMessage => ({
  key: 'client-1',
  kind: 'message',
  body: { kind: 'text', text: '在的' },
  shown: { kind: 'text', text: '在的' },
  at: 1_000,
  state: 'sending',
  code: null,
  ...over,
})

const items = (events: readonly EventView[], over: Partial<ThreadSource> = {}) =>
  threadItems({
    events,
    pending: [],
    more: false,
    reader: { memberId: 'm', nickname: '周晓岚' },
    dayOf: (at) => Math.floor(at / day),
    pageTops: new Set(),
    readSeq: 0,
    unreadSeq: null,
    ...over,
  })

const firsts = (given: ReturnType<typeof items>) =>
  given.flatMap((item) => (item.kind === 'message' ? [item.first] : []))

describe('threadItems', () => {
  it('opens a turn at a change of speaker, after a pause, and after anything in between', () => {
    const second = fromVisitor(1_000).at
    const given = items([
      fromVisitor(0),
      fromVisitor(second),
      fromVisitor(second + turnBreakMs),
      fromVisitor(second + turnBreakMs * 2 + 1),
      fromAgent(second + turnBreakMs * 2 + 2),
      note(second + turnBreakMs * 2 + 3),
      fromAgent(second + turnBreakMs * 2 + 4),
    ])
    expect(firsts(given)).toEqual([true, false, false, true, true, true])
  })

  it('opens a turn where a colleague goes on', () => {
    const colleague = { kind: 'member' as const, id: 'other', name: '吴桐' }
    const given = items([fromAgent(0), fromAgent(1, undefined, colleague)])
    expect(firsts(given)).toEqual([true, true])
    expect(given.flatMap((item) => (item.kind === 'message' ? [item.mine] : []))).toEqual([true, false])
  })

  it('divides days', () => {
    const kinds = items([fromVisitor(day - 1), fromVisitor(day), fromVisitor(day + 1)]).map(({ kind }) => kind)
    expect(kinds).toEqual(['day', 'message', 'day', 'message', 'message'])
  })

  it('tells no day above the oldest row while there may be older ones of that day', () => {
    expect(items([fromVisitor(5)], { more: true }).map(({ kind }) => kind)).toEqual(['message'])
  })

  it('keeps every row as it was when the page before arrives', () => {
    const older = [fromVisitor(1), fromVisitor(2)]
    const newer = [legClosed(3), fromVisitor(4), fromVisitor(5)]
    const top = firstRowKey(newer)
    const before = items(newer, { more: true })
    const after = items([...older, ...newer], { pageTops: new Set(top === undefined ? [] : [top]) })
    expect(after.slice(-2)).toEqual(before)
  })

  it('shows an echo below the log under the key its event will have', () => {
    const pending = items([fromVisitor(0)], { pending: [echo()] }).at(-1)
    const arrived = items([fromVisitor(0), fromAgent(1_000, 'client-1')]).at(-1)
    expect(pending).toMatchObject({ kind: 'message', mine: true, delivery: { state: 'sending' } })
    expect(arrived?.key).toBe(pending?.key)
  })

  it('says which echo failed and why', () => {
    const [failed] = items([], { pending: [echo({ state: 'failed', code: 'conversation_closed' })], more: true })
    expect(failed).toMatchObject({
      delivery: { state: 'failed', pendingKey: 'client-1', code: 'conversation_closed' },
    })
  })

  it('marks what was read apart from what has arrived, and says read once when it is the same', () => {
    const given = [fromAgent(1, 'a'), fromAgent(2, 'b'), fromAgent(3, 'c')]
    const marksAt = (readSeq: number) =>
      items(given, { readSeq }).flatMap((item) => (item.kind === 'message' ? [item.mark] : []))
    expect(marksAt(given[1]?.seq ?? 0)).toEqual([null, 'read', 'sent'])
    expect(marksAt(given[2]?.seq ?? 0)).toEqual([null, null, 'read'])
  })

  it('marks only the last of ours that arrived', () => {
    const given = items([fromAgent(1, 'a'), fromAgent(2, 'b'), fromVisitor(3)], { pending: [echo()] })
    const marked = given.filter((item) => item.kind === 'message' && item.mark !== null)
    expect(marked.map(({ key }) => key)).toEqual(['key b'])
  })

  it('draws no row anew because another one came', () => {
    const given = [fromVisitor(1), fromVisitor(2), fromAgent(3)]
    const before = items(given)
    const after = items([...given, fromVisitor(4)])
    expect(after.slice(0, 3).map((item, at) => item === before[at])).toEqual([false, true, true])
  })

  it('says where the unread ones begin, and begins a turn there', () => {
    const given = [fromVisitor(1), fromVisitor(2), fromVisitor(3)]
    const shown = items(given, { unreadSeq: given[1]?.seq ?? null })
    expect(shown.map(({ kind }) => kind)).toEqual(['day', 'message', 'unread', 'message', 'message'])
    expect(firsts(shown)).toEqual([true, true, false])
  })

  it('lets the end of a leg be told by what follows it, and keeps quiet about events it does not know', () => {
    const unknown = { ...fromVisitor(2), type: 'conversation.knighted' } as unknown as EventView
    expect(items([legClosed(1), unknown, closed(3)]).map(({ kind }) => kind)).toEqual(['day', 'system'])
  })
})
