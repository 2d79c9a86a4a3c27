import { randomUUID } from 'node:crypto'
import { operations, type ConversationSnapshot, type ConversationView, type DeskView } from '@keqiao/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { compareLoads } from './compare-loads'

const { open, sendMessage, addNote, claim, close, get, history } = operations.conversation

let shop: Shop
let merchant: Merchant

beforeAll(async () => {
  shop = await openShop()
  merchant = await shop.merchant()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const text = (words: string) => ({ kind: 'text', text: words })

describe('a conversation from the first word to the end', () => {
  it('waits, is taken by 接收对话, goes both ways and ends', async () => {
    const agent = await merchant.agent()
    const { visitor, conversationId } = await merchant.waiting()

    await shop.result(visitor, sendMessage, { conversationId, body: text('换桌面能周日前装好吗') })
    const desk = await shop.result<DeskView>(agent, operations.desk.get, {})
    expect(desk.waiting.map((row) => row.id)).toContain(conversationId)

    const { conversation } = await shop.result<{ conversation: ConversationView }>(agent, claim, { conversationId })
    expect(conversation).toMatchObject({ status: 'open', agent: { id: agent.id }, visitorMessageCount: 1 })
    await shop.result(agent, sendMessage, { conversationId, body: text('可以的') })
    await shop.result(agent, addNote, { conversationId, text: '仓库有货' })
    const ended = await shop.result<{ conversation: ConversationView }>(visitor, close, { conversationId })
    expect(ended.conversation).toMatchObject({ status: 'closed', end: 'visitor', agent: null, unansweredSince: null })

    const forStaff = await shop.result<ConversationSnapshot>(agent, get, { conversationId })
    expect(forStaff.events.map((event) => event.type)).toEqual([
      'conversation.opened',
      'conversation.queued',
      'message.sent',
      'leg.opened',
      'message.sent',
      'note.added',
      'leg.closed',
      'conversation.closed',
      'rating.invited',
    ])
    expect(forStaff.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    const forVisitor = await shop.result<ConversationSnapshot>(visitor, get, { conversationId })
    expect(forVisitor.events.map((event) => [event.seq, event.prev])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 4],
      [8, 5],
      [9, 8],
    ])
    expect(JSON.stringify(forVisitor)).not.toContain('仓库有货')
    expect(await shop.result(agent, operations.desk.get, {})).toMatchObject({ active: 0, open: [] })
  })

  it('gives the visitor the one that goes on, in every tab', async () => {
    const visitor = await merchant.visitor()
    const tabs = await Promise.all(
      Array.from({ length: 6 }, () =>
        shop.result<{ conversation: ConversationView; created: boolean }>(visitor, open, {}),
      ),
    )
    expect(new Set(tabs.map((tab) => tab.conversation.id)).size).toBe(1)
    expect(tabs.filter((tab) => tab.created)).toHaveLength(1)
  })

  it('pages backwards to the first event', async () => {
    const { visitor, conversationId } = await merchant.waiting()
    for (let i = 1; i <= 7; i++) await shop.result(visitor, sendMessage, { conversationId, body: text(`第${i}句`) })
    const snapshot = await shop.result<ConversationSnapshot>(visitor, get, { conversationId, limit: 3 })
    expect(snapshot.events.map((event) => event.seq)).toEqual([7, 8, 9])
    expect(snapshot.more).toBe(true)
    const older = await shop.result<{ events: { seq: number }[]; more: boolean }>(visitor, history, {
      conversationId,
      beforeSeq: 7,
    })
    expect(older).toMatchObject({ more: false })
    expect(older.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('idempotency', () => {
  it('answers a repeated message with the first acknowledgement and stores it once', async () => {
    const { visitor, conversationId } = await merchant.waiting()
    const key = randomUUID()
    const input = { conversationId, body: text('只发一次') }
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => shop.result<{ seq: number }>(visitor, sendMessage, input, key)),
    )
    expect(new Set(answers.map((answer) => answer.seq))).toEqual(new Set([3]))
    expect(await shop.result(visitor, get, { conversationId })).toMatchObject({ cursor: 3 })
  })

  it('refuses the same client id for other words', async () => {
    const { visitor, conversationId } = await merchant.waiting()
    const key = randomUUID()
    await shop.result(visitor, sendMessage, { conversationId, body: text('一') }, key)
    expect(await shop.refusal(visitor, sendMessage, { conversationId, body: text('二') }, key)).toBe('client_id_reused')
  })

  it('still answers the repeat of a stored message after the end', async () => {
    const { visitor, conversationId } = await merchant.waiting()
    const key = randomUUID()
    const input = { conversationId, body: text('最后一句') }
    const first = await shop.result(visitor, sendMessage, input, key)
    await shop.result(visitor, close, { conversationId })
    expect(await shop.result(visitor, sendMessage, input, key)).toEqual(first)
    expect(await shop.refusal(visitor, sendMessage, input)).toBe('conversation_closed')
  })

  it('still answers the repeat of a stored note to somebody who may no longer read', async () => {
    const [watcher, holder] = [await merchant.agent(), await merchant.agent()]
    const { conversationId } = await merchant.waiting()
    const key = randomUUID()
    const first = await shop.result(watcher, addNote, { conversationId, text: '我来跟' }, key)
    await shop.result(holder, claim, { conversationId })
    expect(await shop.result(watcher, addNote, { conversationId, text: '我来跟' }, key)).toEqual(first)
    expect(await shop.refusal(watcher, addNote, { conversationId, text: '又一条' })).toBe('not_found')
  })

  it('answers a repeated claim with the first result', async () => {
    const agent = await merchant.agent()
    const { conversationId } = await merchant.waiting()
    const key = randomUUID()
    const both = await Promise.all(
      [1, 2].map(() => shop.result<{ conversation: ConversationView }>(agent, claim, { conversationId }, key)),
    )
    expect(both[1]).toEqual(both[0])
    expect(await shop.result(agent, operations.desk.get, {})).toMatchObject({ active: 1 })
  })
})

describe('order', () => {
  it('is that of the calls, also when the first of them must read the state and the next find it', async () => {
    for (let round = 0; round < 5; round++) {
      const { visitor, conversationId } = await merchant.waiting()
      const calls = Array.from({ length: 12 }, (_, i) =>
        shop.result<{ seq: number }>(visitor, sendMessage, { conversationId, body: text(`${i}`) }),
      )
      const seqs = (await Promise.all(calls)).map((answer) => answer.seq)
      expect(seqs).toEqual(Array.from({ length: 12 }, (_, i) => 3 + i))
    }
  })
})

describe('who may', () => {
  it('lets nobody speak in a conversation that another agent holds', async () => {
    const [holder, other] = [await merchant.agent(), await merchant.agent({ role: 'administrator' })]
    const { conversationId } = await merchant.waiting()
    await shop.result(holder, claim, { conversationId })
    expect(await shop.refusal(other, sendMessage, { conversationId, body: text('我来') })).toBe('not_your_conversation')
    expect(await shop.refusal(other, close, { conversationId })).toBe('not_your_conversation')
  })

  it('RTE-07: claims one by one in the order of waiting, and never twice', async () => {
    const own = await shop.merchant()
    const agents = await Promise.all([1, 2, 3, 4].map(() => own.agent()))
    const ids: string[] = []
    for (let i = 0; i < 6; i++) ids.push((await own.waiting()).conversationId)
    const answers = await Promise.all([...agents, ...agents].map((agent) => shop.call(agent, claim, {})))
    const taken = answers.flatMap((answer) =>
      answer.ok ? [(answer.result as { conversation: ConversationView }).conversation.id] : [],
    )
    expect(new Set(taken).size).toBe(taken.length)
    expect(taken.toSorted()).toEqual(ids.toSorted())
    expect(answers.filter((answer) => !answer.ok).map((answer) => !answer.ok && answer.refusal.error.code)).toEqual([
      'queue_empty',
      'queue_empty',
    ])
  })

  it('stops at capacity however many claims come at once', async () => {
    const own = await shop.merchant()
    const agent = await own.agent({ capacity: 3 })
    for (let i = 0; i < 8; i++) await own.waiting()
    const answers = await Promise.all(Array.from({ length: 8 }, () => shop.call(agent, claim, {})))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(3)
    expect(new Set(answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.error.code)))).toEqual(
      new Set(['ok', 'agent_at_capacity']),
    )
    expect(await shop.result(agent, operations.desk.get, {})).toMatchObject({ active: 3, waitingCount: 5 })
  })

  it('gives nothing to somebody who is away, or has no socket', async () => {
    const { conversationId } = await merchant.waiting()
    const away = await merchant.agent({ status: 'away' })
    const gone = await merchant.agent({ connected: false })
    expect(await shop.refusal(away, claim, { conversationId })).toBe('agent_not_available')
    expect(await shop.refusal(gone, claim, { conversationId })).toBe('agent_not_available')
    const busy = await merchant.agent({ status: 'busy' })
    await shop.result(busy, claim, { conversationId })
  })
})

describe('nothing lands after the end', () => {
  it('refuses messages that were decided before the close committed', async () => {
    const agent = await merchant.agent()
    const { visitor, conversationId } = await merchant.waiting()
    await shop.result(agent, claim, { conversationId })
    const sent = Array.from({ length: 30 }, (_, i) =>
      shop.call(i % 2 ? agent : visitor, sendMessage, { conversationId, body: text(`${i}`) }),
    )
    const closing = shop.call(agent, close, { conversationId })
    const answers = await Promise.all(sent)
    expect((await closing).ok).toBe(true)
    const { events } = await shop.result<ConversationSnapshot>(agent, get, { conversationId, limit: 200 })
    expect(events.at(-1)?.type).toBe('conversation.closed')
    expect(events.filter((event) => event.type === 'message.sent')).toHaveLength(
      answers.filter((answer) => answer.ok).length,
    )
  })
})

describe('the comparison of loads', () => {
  it('finds nothing after all of this, and repairs what somebody broke by hand', async () => {
    const { doors } = shop.services
    expect(await compareLoads(doors)).toEqual([])
    const agent = await merchant.agent()
    const { conversationId } = await merchant.waiting()
    await shop.result(agent, claim, { conversationId })
    await doors.withSystem('test', (tx) => tx.rows('update agent_load set active = 9 where member_id = $1', [agent.id]))
    expect(await compareLoads(doors)).toEqual([{ memberId: agent.id, was: 9, is: 1 }])
    expect(await shop.result(agent, operations.desk.get, {})).toMatchObject({ active: 1 })
  })
})
