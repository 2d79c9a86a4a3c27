import { createClient, openDesk } from '@keqiao/client'
import { createSteppedEnvironment, welcome } from '@keqiao/client/testing/stepped-environment'
import type { ConversationView } from '@keqiao/contract'
import type { CallFrame, FollowFrame, WireEvent } from '@keqiao/contract/frames'
import { describe, expect, it } from 'vitest'
import { openDialogueBook } from './dialogue-book'

const mine = { id: 'me', nickname: '周晓岚' }

const view = (id: string) =>
  ({
    id,
    roomNumber: '482913',
    status: 'open',
    agent: mine,
    closedAt: null,
    unansweredSince: null,
    visitorMessageCount: 0,
    agentMessageCount: 0,
    lastMessage: null,
  }) as unknown as ConversationView

const event = (seq: number, type: string, payload: unknown): WireEvent => ({
  seq,
  prev: seq - 1,
  type,
  v: 1,
  at: seq * 1_000,
  actor: { kind: 'visitor', id: 'v', name: 'v' },
  payload,
})
const said = (seq: number, from: 'visitor' | 'agent') =>
  event(seq, 'message.sent', { from, authorName: from, body: { kind: 'text', text: '在吗' } })

/** A gateway with as many dialogues as asked for, each with one event so far. */
async function begin(ids: string[], ended: string[] = []) {
  const stepped = createSteppedEnvironment()
  const client = createClient({ url: 'ws', as: 'member', owner: mine.id, environment: stepped.environment })
  const desk = openDesk(client)
  const book = openDialogueBook(desk, mine.id, stepped.environment)
  const socket = welcome(stepped, 'member')
  let version = 0
  let answered = 0

  const results: Record<string, (input: { conversationId: string }) => unknown> = {
    'desk.get': () => ({
      version,
      status: 'online',
      capacity: 5,
      active: 0,
      open: ids.map(view),
      waitingCount: 0,
      waiting: [],
    }),
    'desk.ended': () => ({
      dialogues: ended.map((id) => ({ ...view(id), status: 'closed', closedAt: 1 })),
      more: false,
    }),
    'desk.setCleared': () => ({ changedCount: 1 }),
    'conversation.get': ({ conversationId }) => ({
      conversation: view(conversationId),
      events: [said(1, 'visitor')],
      cursor: 1,
      more: false,
      online: true,
    }),
  }
  const answer = (frame: CallFrame | FollowFrame) => {
    if (frame.t === 'follow') {
      socket.receive({ t: 'range', id: frame.id, s: frame.s, events: [], head: 1, more: false })
    } else {
      const result = results[frame.op]?.(frame.input as { conversationId: string })
      socket.receive({ t: 'reply', id: frame.id, ok: true, result })
    }
  }
  /** Answers everything that was asked and lets the list settle. */
  const settle = async () => {
    for (;;) {
      await stepped.advance(1_000)
      const asked = socket.sent.slice(answered)
      answered = socket.sent.length
      if (asked.length === 0) return
      for (const frame of asked) if (frame.t === 'call' || frame.t === 'follow') answer(frame)
    }
  }
  await settle()
  return {
    book,
    settle,
    tell: (s: string, e: WireEvent) => socket.receive({ t: 'event', s, e }),
    deskBecomes: (next: string[]) => {
      ids = next
      version += 1
      socket.receive({ t: 'desk', version })
    },
    cleared: () =>
      socket.sent.flatMap((frame) => (frame.t === 'call' && frame.op === 'desk.setCleared' ? [frame.input] : [])),
    unfollowed: () => socket.sent.flatMap((frame) => (frame.t === 'unfollow' ? [frame.s] : [])),
    shown: () => book.getSnapshot().map(({ id, view: { status } }) => `${id} ${status}`),
  }
}

describe('the dialogue book', () => {
  it('lists what the desk says is ours', async () => {
    const { shown } = await begin(['a', 'b'])
    expect(shown()).toEqual(['a open', 'b open'])
  })

  it('keeps what ended until it is cleared, and then lets it go', async () => {
    const { book, settle, tell, deskBecomes, shown, unfollowed } = await begin(['a', 'b'])
    tell('a', event(2, 'conversation.closed', { end: 'visitor', valid: true }))
    deskBecomes(['b'])
    await settle()
    expect(shown()).toEqual(['a closed', 'b open'])
    expect(unfollowed()).toEqual([])
    void book.clear(['a'])
    await settle()
    expect(shown()).toEqual(['b open'])
    expect(unfollowed()).toEqual(['a'])
  })

  it('shows what ended before this page was opened without following it, and puts back what was cleared', async () => {
    const { book, settle, shown, cleared } = await begin(['a'], ['x', 'y'])
    expect(shown()).toEqual(['a open', 'x closed', 'y closed'])
    expect(book.getSnapshot().map(({ conversation }) => conversation !== null)).toEqual([true, false, false])
    void book.clear(['x', 'y'])
    expect(shown()).toEqual(['a open'])
    book.restore(['x', 'y'])
    await settle()
    expect(shown()).toEqual(['a open', 'x closed', 'y closed'])
    expect(cleared()).toEqual([
      { conversationIds: ['x', 'y'], cleared: true },
      { conversationIds: ['x', 'y'], cleared: false },
    ])
  })

  it('keeps a dialogue the desk lets go before the log tells its end', async () => {
    const { settle, tell, deskBecomes, shown } = await begin(['a'])
    deskBecomes([])
    await settle()
    expect(shown()).toEqual(['a open'])
    tell('a', event(2, 'conversation.closed', { end: 'agent', valid: true }))
    await settle()
    expect(shown()).toEqual(['a closed'])
  })

  it('lets a dialogue go that a colleague took over', async () => {
    const { settle, tell, deskBecomes, shown, unfollowed } = await begin(['a'])
    const colleague = { id: 'other', nickname: '吴桐' }
    tell(
      'a',
      event(2, 'leg.opened', { legId: 'l', member: colleague, groupId: 'g', origin: 'transfer', how: 'transfer' }),
    )
    deskBecomes([])
    await settle()
    expect(shown()).toEqual([])
    expect(unfollowed()).toEqual(['a'])
  })

  it('counts what the visitor said since the last answer', async () => {
    const { book, settle, tell } = await begin(['a'])
    tell('a', said(2, 'agent'))
    tell('a', said(3, 'visitor'))
    tell('a', said(4, 'visitor'))
    await settle()
    expect(book.getSnapshot()[0]?.unansweredCount).toBe(2)
  })

  it('follows nothing any more once it is released', async () => {
    const { book, settle, tell, shown } = await begin(['a'])
    const before = shown()
    book.release()
    tell('a', event(2, 'conversation.closed', { end: 'visitor', valid: true }))
    await settle()
    expect(shown()).toEqual(before)
  })
})
