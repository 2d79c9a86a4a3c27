import { randomUUID } from 'node:crypto'
import { operations, type ConversationSnapshot } from '@keqiao/contract'
import { decide } from '@keqiao/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

const { sendMessage, recallMessage, markRead, addNote, claim, close, get, history } = operations.conversation

const clock = systemClock()
let skewMs = 0
let shop: Shop
let merchant: Merchant

beforeAll(async () => {
  shop = await openShop({ ...clock, now: () => clock.now() + skewMs })
  merchant = await shop.merchant()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

async function dialogue() {
  const agent = await merchant.agent()
  const { visitor, conversationId } = await merchant.waiting()
  await shop.result(agent, claim, { conversationId })
  const say = async (actor: typeof agent | typeof visitor, text: string) =>
    (await shop.result<{ seq: number }>(actor, sendMessage, { conversationId, body: { kind: 'text', text } })).seq
  const recall = (actor: typeof agent | typeof visitor, seq: number) =>
    shop.call(actor, recallMessage, { conversationId, seq })
  const code = async (actor: typeof agent | typeof visitor, seq: number) =>
    shop.refusal(actor, recallMessage, { conversationId, seq })
  return { agent, visitor, conversationId, say, recall, code }
}

describe('a recalled message', () => {
  it('is shown to nobody any more, on no way of reading, and stays in the log', async () => {
    const { agent, visitor, conversationId, say, recall } = await dialogue()
    const seq = await say(agent, '内部价八折')
    expect(await recall(agent, seq)).toMatchObject({ ok: true, result: { seq: seq + 1 } })

    for (const actor of [agent, visitor]) {
      const snapshot = await shop.result<ConversationSnapshot>(actor, get, { conversationId })
      const older = await shop.result(actor, history, { conversationId, beforeSeq: seq + 1 })
      const range = await shop.range(actor, conversationId, seq - 1)
      expect(JSON.stringify([snapshot, older, range])).not.toContain('内部价')
      expect(snapshot.events.find((event) => event.seq === seq)).toMatchObject({
        type: 'message.sent',
        payload: { from: 'agent', body: { kind: 'recalled' } },
      })
      expect(snapshot.events.at(-1)).toMatchObject({ type: 'message.recalled', prev: seq, payload: { seq } })
      expect(snapshot.conversation).toMatchObject({ agentMessageCount: 1, lastMessage: { seq, text: '' } })
    }
    const stored = await shop.services.doors.withSystem('test', (tx) =>
      tx.rows<{ text: string }>(
        `select payload #>> '{body,text}' as text from events where stream_id = $1 and seq = $2`,
        [conversationId, seq],
      ),
    )
    expect(stored).toEqual([{ text: '内部价八折' }])
  })

  it('leaves the last line alone when something was said since', async () => {
    const { visitor, conversationId, say, recall } = await dialogue()
    const seq = await say(visitor, '错的')
    await say(visitor, '对的')
    await recall(visitor, seq)
    const { conversation } = await shop.result<ConversationSnapshot>(visitor, get, { conversationId })
    expect(conversation.lastMessage?.text).toBe('对的')
  })
})

describe('who may recall, and until when', () => {
  it('refuses what another one said, and what is no message; a note is nothing to a visitor', async () => {
    const { agent, visitor, conversationId, say, code } = await dialogue()
    const seq = await say(visitor, '在吗')
    expect(await code(agent, seq)).toBe('not_your_message')
    expect(await code(agent, 1)).toBe('message_unknown')
    const { seq: note } = await shop.result<{ seq: number }>(agent, addNote, { conversationId, text: '老顾客' })
    const real = await shop.call(visitor, recallMessage, { conversationId, seq: note })
    const missing = await shop.call(visitor, recallMessage, { conversationId, seq: note + 100 })
    expect(JSON.stringify(real)).toBe(JSON.stringify(missing))
    expect(real).toMatchObject({ ok: false, refusal: { error: { code: 'message_unknown' } } })
  })

  it('refuses after two minutes, after the end, and a second time', async () => {
    const { visitor, conversationId, say, code, recall } = await dialogue()
    const [first, second] = [await say(visitor, '一'), await say(visitor, '二')]
    expect(await recall(visitor, second)).toMatchObject({ ok: true })
    expect(await code(visitor, second)).toBe('already_recalled')
    skewMs += decide.recallWithinMs + 1_000
    expect(await code(visitor, first)).toBe('recall_too_late')
    const third = await say(visitor, '三')
    await shop.result(visitor, close, { conversationId })
    expect(await code(visitor, third)).toBe('conversation_closed')
  })

  it('happens once however often it is asked for at once, with messages arriving meanwhile', async () => {
    const { agent, visitor, conversationId, say, recall } = await dialogue()
    const seq = await say(agent, '撤我')
    const [answers] = await Promise.all([
      Promise.all(Array.from({ length: 6 }, () => recall(agent, seq))),
      Promise.all(Array.from({ length: 10 }, (_, i) => say(i % 2 ? agent : visitor, `${i}`))),
    ])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    const { events } = await shop.result<ConversationSnapshot>(agent, get, { conversationId, limit: 200 })
    expect(events.filter((event) => event.type === 'message.recalled')).toHaveLength(1)
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
  })

  it('answers a repetition with the first result', async () => {
    const { agent, conversationId, say } = await dialogue()
    const [seq, key] = [await say(agent, '撤'), randomUUID()]
    const first = await shop.result(agent, recallMessage, { conversationId, seq }, key)
    expect(await shop.result(agent, recallMessage, { conversationId, seq }, key)).toEqual(first)
  })
})

describe('read marks', () => {
  it('grow, never shrink, never pass the log, and are told to the other end once each', async () => {
    const { agent, visitor, conversationId, say } = await dialogue()
    const seq = await say(agent, '您好')
    const read = (actor: typeof agent | typeof visitor, place: number) =>
      shop.result(actor, markRead, { conversationId, seq: place })
    expect(await read(visitor, 2)).toEqual({ seq: 2 })
    expect(await read(visitor, 9_999)).toEqual({ seq })
    expect(await read(visitor, 1)).toEqual({ seq })
    expect(await read(agent, seq)).toEqual({ seq })
    const told = shop.toldRead.filter((mark) => mark.conversationId === conversationId)
    expect(told.map((mark) => [mark.by, mark.seq])).toEqual([
      ['visitor', 2],
      ['visitor', seq],
      ['agent', seq],
    ])
    const { conversation } = await shop.result<ConversationSnapshot>(agent, get, { conversationId })
    expect(conversation).toMatchObject({ visitorReadSeq: seq, agentReadSeq: seq })
    expect(await shop.range(visitor, conversationId, 0)).toMatchObject({ read: { by: 'agent', seq } })
  })

  it('are left by nobody who only looks on, and write nothing into the log', async () => {
    const { agent, conversationId } = await dialogue()
    const administrator = await merchant.agent({ role: 'administrator' })
    const before = await shop.result<ConversationSnapshot>(agent, get, { conversationId })
    expect(await shop.refusal(administrator, markRead, { conversationId, seq: 1 })).toBe('not_your_conversation')
    await shop.result(agent, markRead, { conversationId, seq: 1 })
    expect((await shop.result<ConversationSnapshot>(agent, get, { conversationId })).cursor).toBe(before.cursor)
  })
})
