import {
  events as eventRegistry,
  type ConversationSnapshot,
  type ConversationView,
  type EventView,
} from '@keqiao/contract'
import { describe, expect, it } from 'vitest'
import { fold, foldView } from './fold'

const blank = {
  id: 'c',
  roomNumber: '000000',
  status: 'queued',
  channelId: 'ch',
  group: { id: 'g', name: '售前' },
  visitor: { id: 'v', name: '访客' },
  agent: null,
  legOrigin: null,
  page: null,
  openedAt: 0,
  acceptedAt: null,
  closedAt: null,
  end: null,
  visitorMessageCount: 0,
  agentMessageCount: 0,
  unansweredSince: null,
  lastMessage: null,
  visitorReadSeq: 0,
  agentReadSeq: 0,
} as unknown as ConversationView

let seq = 0
const event = (type: string, payload: object): EventView => {
  seq += 1
  const actor = { kind: 'system', id: 's', name: 's' } as const
  return { seq, prev: seq - 1, type, v: 1, at: 1_000 + seq, actor, payload } as unknown as EventView
}
const says = (from: 'visitor' | 'agent', text: string) =>
  event('message.sent', { from, authorName: from, body: { kind: 'text', text } })
const legOpened = () =>
  event('leg.opened', {
    legId: 'l',
    member: { id: 'm', nickname: '小王' },
    groupId: 'g',
    origin: 'visitor',
    how: 'claim',
  })

describe('the fold', () => {
  it('has a handler for every event of the registry that conversations carry', () => {
    for (const [type, { stream }] of Object.entries(eventRegistry)) {
      if (stream !== 'conversation') continue
      const payload = { member: null, body: { kind: 'text', text: '' } }
      expect(() => foldView(blank, event(type, payload)), type).not.toThrow()
    }
  })

  it('counts who spoke and since when nobody answered', () => {
    const first = says('visitor', '在吗')
    const both = [first, says('visitor', '有人吗')].reduce(foldView, blank)
    expect(both).toMatchObject({ visitorMessageCount: 2, unansweredSince: first.at })
    const answer = says('agent', '  您好\n请讲 ')
    expect(foldView(both, answer)).toMatchObject({
      agentMessageCount: 1,
      unansweredSince: null,
      lastMessage: { seq: answer.seq, at: answer.at, from: 'agent', text: '您好 请讲' },
    })
  })

  it('takes the words of a recalled message out of what is loaded and out of the last line', () => {
    const said = says('visitor', '打错了')
    const start: ConversationSnapshot = { conversation: blank, events: [], cursor: 0, more: false, online: false }
    const shown = fold(start, [said])
    const after = fold(shown, [event('message.recalled', { seq: said.seq })])
    expect(after.conversation.lastMessage).toMatchObject({ seq: said.seq, text: '' })
    expect(after.conversation.visitorMessageCount).toBe(1)
    expect(after.events[0]).toMatchObject({ type: 'message.sent', payload: { body: { kind: 'recalled' } } })
    // A reader who was away gets both at once, the first without its words; a later message is the last line.
    const late = { ...said, payload: { ...said.payload, body: { kind: 'recalled' } } } as unknown as EventView
    expect(foldView(blank, late).lastMessage?.text).toBe('')
    const next = says('agent', '好的')
    const both = fold(shown, [next, event('message.recalled', { seq: said.seq })])
    expect(both.conversation.lastMessage?.text).toBe('好的')
    expect(JSON.stringify(both)).not.toContain('打错了')
  })

  it('knows whose leg is open and keeps when the first one was', () => {
    const opened = legOpened()
    const open = foldView(blank, opened)
    expect(open).toMatchObject({ status: 'open', agent: { id: 'm' }, acceptedAt: opened.at })
    const queued = event('conversation.queued', { groupId: 'g2', groupName: '售后' })
    const waiting = foldView(open, queued)
    expect(waiting).toMatchObject({ status: 'queued', agent: null, group: { id: 'g2', name: '售后' } })
    expect(foldView(waiting, legOpened()).acceptedAt).toBe(opened.at)
  })

  it('closes for both audiences, one of which never sees legs close', () => {
    const open = foldView(blank, legOpened())
    const end = event('conversation.closed', { end: 'visitor', valid: true })
    const closed = { status: 'closed', agent: null, end: 'visitor', closedAt: end.at }
    expect(foldView(open, end)).toMatchObject(closed)
    const legClosed = event('leg.closed', { legId: 'l', memberId: 'm', end: 'visitor' })
    expect(foldView(foldView(open, legClosed), end)).toMatchObject(closed)
  })

  it('passes over a type of a newer server and moves the cursor', () => {
    const snapshot: ConversationSnapshot = { conversation: blank, events: [], cursor: 0, more: false, online: false }
    const unknown = event('conversation.knighted', {})
    const next = fold(snapshot, [unknown])
    expect(next).toMatchObject({ cursor: unknown.seq, events: [unknown] })
    expect(next.conversation).toBe(blank)
    expect(fold(next, [])).toBe(next)
  })
})
