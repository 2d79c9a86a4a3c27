import type { ConversationSnapshot, EventView } from '@keqiao/contract'
import type { CallFrame, WireError } from '@keqiao/contract/frames'
import { describe, expect, it } from 'vitest'
import { createClient } from './client'
import { hasUnopened, openConversation, type Conversation } from './conversation'
import { createSteppedEnvironment, welcome, type PlayedSocket } from './testing/stepped-environment'

const said = (seq: number, key?: string, from: 'visitor' | 'agent' = 'visitor'): EventView =>
  ({
    seq,
    prev: seq - 1,
    type: 'message.sent',
    v: 1,
    at: seq,
    actor: { kind: 'visitor', id: 'me', name: 'me' },
    ...(key === undefined ? {} : { key }),
    payload: { from, authorName: 'me', body: { kind: 'text', text: String(seq) } },
  }) as unknown as EventView

const snapshot = (events: EventView[], cursor: number): ConversationSnapshot =>
  ({
    conversation: { id: 'c', status: 'open', visitorMessageCount: 0, agentMessageCount: 0 },
    events,
    cursor,
    more: cursor > events.length,
    online: true,
  }) as unknown as ConversationSnapshot

const calls = (socket: PlayedSocket, op: string) =>
  socket.sent.filter((frame): frame is CallFrame => frame.t === 'call' && frame.op === op)
const sends = (socket: PlayedSocket) => calls(socket, 'conversation.sendMessage')
const texts = (conversation: Conversation) =>
  conversation.getSnapshot().pending.map(({ shown, state }) => `${shown?.kind === 'text' ? shown.text : ''} ${state}`)

function begin(stepped = createSteppedEnvironment(), conversationId: string | null = 'c') {
  const client = createClient({ url: 'ws', as: 'visitor', owner: 'me', environment: stepped.environment })
  const conversation = openConversation(client, { conversationId })
  const say = (text: string) => conversation.send({ kind: 'text', text })
  const answer = async (socket: PlayedSocket, call: CallFrame | undefined, outcome: object | WireError) => {
    const id = call?.id ?? -1
    if ('code' in outcome) socket.receive({ t: 'reply', id, ok: false, error: outcome })
    else socket.receive({ t: 'reply', id, ok: true, result: outcome })
    await stepped.advance(0)
  }
  /** Brings the newest socket up, with the conversation at `cursor`. */
  const connect = async (cursor = 2, events: EventView[] = []) => {
    const socket = welcome(stepped)
    const get = calls(socket, 'conversation.get').at(-1)
    if (get) await answer(socket, get, snapshot(events, cursor))
    const follow = socket.last('follow')
    socket.receive({ t: 'range', id: follow.id, s: 'c', events: [], head: follow.cursor, more: false })
    return socket
  }
  return { stepped, client, conversation, say, answer, connect }
}

const fail = () => {
  throw new Error('blocked')
}

describe('what one says', () => {
  it('is shown at once, sent one by one, and gone when acknowledgement and event were there', async () => {
    const { conversation, say, answer, connect } = begin()
    const first = say('a')
    say('b')
    expect(texts(conversation)).toEqual(['a queued', 'b queued'])
    const socket = await connect()
    expect(sends(socket)).toHaveLength(1)
    expect(sends(socket)[0]).toMatchObject({ key: first, input: { conversationId: 'c', body: { text: 'a' } } })
    await answer(socket, sends(socket)[0], { seq: 3, at: 3 })
    expect(texts(conversation)).toEqual(['a acknowledged', 'b sending'])
    socket.receive({ t: 'event', s: 'c', e: said(3, first) })
    expect(texts(conversation)).toEqual(['b sending'])
    expect(conversation.getSnapshot().events.map(({ seq }) => seq)).toEqual([3])
  })

  it('is resolved once when the event comes before the acknowledgement', async () => {
    const { stepped, conversation, say, answer, connect } = begin()
    const socket = await connect()
    const key = say('a')
    socket.receive({ t: 'event', s: 'c', e: said(3, key) })
    expect(texts(conversation)).toEqual([])
    say('b')
    expect(sends(socket)).toHaveLength(1)
    await answer(socket, sends(socket)[0], { seq: 3, at: 3 })
    expect(sends(socket)).toHaveLength(2)
    expect(texts(conversation)).toEqual(['b sending'])
    expect([...stepped.kept.values()].join()).not.toContain(key)
  })

  it('is repeated with the same key after a lost connection', async () => {
    const { stepped, say, connect } = begin()
    const key = say('a')
    const first = await connect()
    expect(sends(first)).toHaveLength(1)
    first.drop()
    stepped.goOnline()
    const second = await connect()
    await stepped.advance(0)
    expect(sends(second)).toMatchObject([{ key }])
  })

  it('waits as long as a busy server asks, holding back what was said after it', async () => {
    const { stepped, conversation, say, answer, connect } = begin()
    const socket = await connect()
    const key = say('a')
    await answer(socket, sends(socket)[0], { code: 'rate_limited', retryable: true, retryAfterMs: 1_000 })
    say('b')
    await stepped.advance(999)
    expect(sends(socket)).toHaveLength(1)
    expect(texts(conversation)).toEqual(['a queued', 'b queued'])
    await stepped.advance(1_000)
    expect(sends(socket)).toHaveLength(2)
    expect(sends(socket)[1]?.key).toBe(key)
  })

  it('steps aside when refused, and can be said again at the end or forgotten', async () => {
    const { stepped, conversation, say, answer, connect } = begin()
    const socket = await connect()
    const key = say('a')
    say('b')
    await answer(socket, sends(socket)[0], { code: 'conversation_closed' })
    expect(texts(conversation)).toEqual(['a failed', 'b sending'])
    expect(conversation.getSnapshot().pending[0]?.code).toBe('conversation_closed')
    expect(
      begin(stepped)
        .conversation.getSnapshot()
        .pending.map(({ state }) => state),
    ).toEqual(['failed', 'queued'])
    const again = conversation.retry(key)
    expect(again).not.toBe(key)
    expect(texts(conversation)).toEqual(['b sending', 'a queued'])
    await answer(socket, sends(socket)[1], { code: 'conversation_closed' })
    await answer(socket, sends(socket)[2], { code: 'conversation_closed' })
    expect(texts(conversation)).toEqual(['b failed', 'a failed'])
    conversation.discard(again)
    expect(texts(conversation)).toEqual(['b failed'])
  })

  it('keeps its key when a fault leaves open whether it was stored', async () => {
    const { stepped, conversation, say, answer, connect } = begin()
    const socket = await connect()
    const key = say('a')
    for (let i = 1; i <= 6; i++) {
      expect(sends(socket)).toHaveLength(i)
      await answer(socket, sends(socket).at(-1), { code: 'internal' })
      await stepped.advance(30_000)
      socket.receive({ t: 'beat', now: 0, heads: {} })
    }
    expect(texts(conversation)).toEqual(['a failed'])
    expect(conversation.retry(key)).toBe(key)
    expect(new Set(sends(socket).map((call) => call.key))).toEqual(new Set([key]))
  })

  it('survives a reload, also when the first page never heard the acknowledgement', async () => {
    const first = begin()
    const key = first.say('a')
    first.say('b')
    await first.connect()
    first.client.stop()
    const second = begin(first.stepped)
    expect(texts(second.conversation)).toEqual(['a queued', 'b queued'])
    const socket = await second.connect(3, [said(3, key)])
    expect(texts(second.conversation)[0]).toBe('b queued')
    await second.answer(socket, sends(socket)[0], { seq: 3, at: 3 })
    expect(texts(second.conversation)).toEqual(['b sending'])
  })

  it('opens the conversation with the first message and keeps that one too', async () => {
    const first = begin(createSteppedEnvironment(), null)
    expect(first.conversation.getSnapshot().status).toBe('none')
    first.say('a')
    first.client.stop()
    const { stepped, conversation, answer } = begin(first.stepped, null)
    expect(texts(conversation)).toEqual(['a queued'])
    const socket = welcome(stepped)
    await answer(socket, calls(socket, 'conversation.open')[0], { conversation: { id: 'c' }, created: true })
    expect(conversation.id()).toBe('c')
    expect(conversation.getSnapshot().status).toBe('loading')
    expect(sends(socket)).toMatchObject([{ input: { conversationId: 'c' } }])
    expect([...stepped.kept.keys()]).toEqual(['keqiao:me:unsent:c'])
  })

  it('finds its conversation when the first page went before it heard the id', async () => {
    const first = begin(createSteppedEnvironment(), null)
    first.say('a')
    first.client.stop()
    const { stepped, client, conversation, connect } = begin(first.stepped)
    expect(hasUnopened(client)).toBe(true)
    expect(texts(conversation)).toEqual([])
    const socket = await connect()
    expect(sends(socket)).toMatchObject([{ input: { conversationId: 'c', body: { text: 'a' } } }])
    expect([...stepped.kept.keys()]).toEqual(['keqiao:me:unsent:c'])
  })

  it('is still sent when the screen has let the conversation go', async () => {
    const { stepped, conversation, say, answer, connect } = begin()
    const socket = await connect()
    say('a')
    say('b')
    conversation.release()
    socket.drop()
    stepped.goOnline()
    const next = welcome(stepped)
    await stepped.advance(0)
    await answer(next, sends(next)[0], { seq: 3, at: 3 })
    expect(sends(next).map(({ input }) => input)).toMatchObject([{ body: { text: 'a' } }, { body: { text: 'b' } }])
    await answer(next, sends(next)[1], { seq: 4, at: 4 })
    expect([...stepped.kept]).toEqual([])
    expect(calls(next, 'conversation.get')).toEqual([])
  })

  it('does not mind a storage that throws', async () => {
    const stepped = createSteppedEnvironment()
    const environment = { ...stepped.environment, storage: { get: fail, set: fail, remove: fail } }
    const client = createClient({ url: 'ws', as: 'visitor', owner: 'me', environment })
    const conversation = openConversation(client, { conversationId: 'c' })
    conversation.send({ kind: 'text', text: 'a' })
    conversation.release()
    expect(texts(openConversation(client, { conversationId: 'c' }))).toEqual(['a queued'])
  })
})

describe('what one sees', () => {
  it('keeps the same state when nothing changed', async () => {
    const { conversation, connect } = begin()
    const socket = await connect()
    const before = conversation.getSnapshot()
    socket.receive({ t: 'event', s: 'c', e: said(2) })
    socket.receive({ t: 'event', s: 'other', e: said(3) })
    socket.receive({ t: 'lamp', s: 'c', online: true })
    expect(conversation.getSnapshot()).toBe(before)
  })

  it('goes back page by page', async () => {
    const { conversation, answer, connect } = begin()
    const socket = await connect(4, [said(3), said(4)])
    const older = conversation.loadOlder()
    expect(conversation.getSnapshot().loadingOlder).toBe(true)
    await conversation.loadOlder()
    const pages = calls(socket, 'conversation.history')
    expect(pages).toMatchObject([{ input: { beforeSeq: 3 } }])
    socket.receive({ t: 'event', s: 'c', e: said(5) })
    await answer(socket, pages[0], { events: [said(1), said(2)], more: false })
    await older
    expect(conversation.getSnapshot()).toMatchObject({ more: false, loadingOlder: false })
    expect(conversation.getSnapshot().events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    await conversation.loadOlder()
    expect(calls(socket, 'conversation.history')).toHaveLength(1)
  })

  it('says why it cannot be had, and asks again when told', async () => {
    const { stepped, conversation, answer } = begin()
    const socket = welcome(stepped)
    await answer(socket, calls(socket, 'conversation.get')[0], { code: 'not_found' })
    expect(conversation.getSnapshot()).toMatchObject({ status: 'failed', error: { code: 'not_found' } })
    conversation.reload()
    expect(conversation.getSnapshot()).toMatchObject({ status: 'loading', error: null })
    await answer(socket, calls(socket, 'conversation.get')[1], { code: 'unavailable', retryable: true })
    await stepped.advance(500)
    await answer(socket, calls(socket, 'conversation.get')[2], snapshot([], 0))
    expect(conversation.getSnapshot().status).toBe('ready')
  })

  it('keeps what was not acknowledged when it cannot be had, and waits for no event of what was', async () => {
    const { stepped, conversation, say, answer } = begin()
    say('a')
    const socket = welcome(stepped)
    await answer(socket, sends(socket)[0], { seq: 3, at: 3 })
    expect(texts(conversation)).toEqual(['a acknowledged'])
    say('b')
    await answer(socket, calls(socket, 'conversation.get')[0], { code: 'not_found' })
    expect(texts(conversation)).toEqual(['b sending'])
    await answer(socket, sends(socket)[1], { code: 'not_found' })
    expect(texts(conversation)).toEqual(['b failed'])
  })

  it('shows drafts, typing and the lamp until they are stale', async () => {
    const { stepped, conversation, connect } = begin()
    const socket = await connect()
    const state = () => conversation.getSnapshot()
    socket.receive({ t: 'draft', s: 'c', text: '我想' })
    socket.receive({ t: 'typing', s: 'c', name: '小王' })
    expect(state()).toMatchObject({ draft: '我想', typing: '小王' })
    socket.receive({ t: 'event', s: 'c', e: said(3) })
    socket.receive({ t: 'event', s: 'c', e: said(4, undefined, 'agent') })
    expect(state()).toMatchObject({ draft: '', typing: null })
    socket.receive({ t: 'draft', s: 'c', text: '还有' })
    await stepped.advance(30_000)
    expect(state().draft).toBe('')
    socket.receive({ t: 'draft', s: 'c', text: '还有' })
    socket.receive({ t: 'lamp', s: 'c', online: false })
    expect(state()).toMatchObject({ draft: '', online: false })
  })

  it('ends with release', async () => {
    const { conversation, connect } = begin()
    const socket = await connect()
    conversation.release()
    expect(socket.last('unfollow')).toEqual({ t: 'unfollow', s: 'c' })
    const before = conversation.getSnapshot()
    socket.receive({ t: 'event', s: 'c', e: said(3) })
    socket.receive({ t: 'draft', s: 'c', text: 'x' })
    expect(conversation.getSnapshot()).toBe(before)
  })
})
