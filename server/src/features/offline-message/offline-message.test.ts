import { randomUUID } from 'node:crypto'
import {
  operations,
  type ConversationSnapshot,
  type OfflineMessageView,
  type OwnOfflineMessageView,
} from '@keqiao/contract'
import type { MemberActor, VisitorActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

let shop: Shop
let merchant: Merchant
let boss: MemberActor
let offsetMs = 0

beforeAll(async () => {
  const clock = systemClock()
  shop = await openShop({ ...clock, now: () => clock.now() + offsetMs })
})

beforeEach(async () => {
  offsetMs = 0
  merchant = await shop.merchant()
  boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { leave, list, get, form } = operations.offlineMessage
const { open, get: getConversation, claim } = operations.conversation

const message = (more: Record<string, unknown> = {}) => ({
  name: '罗先生',
  phone: '138 0013 8000',
  groupId: merchant.groupId,
  text: '衣柜想改到周末送。',
  ...more,
})
const messages = async (input: Record<string, unknown> = {}) =>
  shop.result<{ messages: OfflineMessageView[]; count: number; openCount: number }>(boss, list, input)
const closed = { always: false, weekly: [] }
/** What the log says of a conversation, by the staff's view. */
const logOf = async (conversationId: string) =>
  (await shop.result<ConversationSnapshot>(boss, getConversation, { conversationId })).events

describe('outside business hours', () => {
  it('nobody is put into a line, and is told when somebody will be there', async () => {
    const weekday = ((new Date(Date.now() + 26 * 3_600_000).getUTCDay() + 6) % 7) + 1
    const tomorrow = { weekday, from: 540, to: 1_080 } as { weekday: 1; from: number; to: number }
    await merchant.changeHours({ always: false, timeZone: 'UTC', weekly: [tomorrow] })
    const visitor = await merchant.visitor()
    const answer = await shop.call(visitor, open, {})
    expect(answer).toMatchObject({ ok: false, refusal: { error: { code: 'outside_hours' } } })
    const { open: isOpen, opensAt } = await shop.result<{ open: boolean; opensAt: number }>(visitor, form, {})
    expect(isOpen).toBe(false)
    expect(answer).toMatchObject({ refusal: { error: { data: { opensAt } } } })
    // When it has come, he is served.
    offsetMs = opensAt - Date.now() + 1_000
    await shop.result(visitor, open, {})
  })

  it('what goes on is not cut off', async () => {
    const { visitor, conversationId } = await merchant.waiting()
    await merchant.changeHours(closed)
    const { conversation } = await shop.result<{ conversation: { id: string } }>(visitor, open, {})
    expect(conversation.id).toBe(conversationId)
  })

  it('VIS-02: a message is kept as 未回复, as it was left', async () => {
    await merchant.changeHours(closed)
    const visitor = await merchant.visitor()
    const page = { url: 'https://shop.example/desk', title: '餐桌' }
    const { id } = await shop.result<{ id: string }>(visitor, leave, message({ email: 'luo@example.com', page }))
    expect(await messages()).toMatchObject({
      openCount: 1,
      count: 1,
      messages: [
        {
          id,
          status: 'open',
          name: '罗先生',
          phone: '13800138000',
          email: 'luo@example.com',
          text: '衣柜想改到周末送。',
          cause: 'outside-hours',
          group: { id: merchant.groupId },
          contactId: visitor.id,
          conversationId: null,
          page,
        },
      ],
    })
    expect(await shop.result(boss, get, { offlineMessageId: id })).toMatchObject({ message: { id } })
    const told = shop.heard.filter((event) => event.streamId === id)
    expect(told).toMatchObject([
      { type: 'offlineMessage.left', seq: 1, stream: 'offlineMessage', actor: { id: visitor.id } },
    ])
  })
})

describe('a message', () => {
  it('is stored once, however often it is sent', async () => {
    const [visitor, key] = [await merchant.visitor(), randomUUID()]
    const first = await shop.result(visitor, leave, message(), key)
    expect(await shop.result(visitor, leave, message(), key)).toEqual(first)
    expect(await shop.refusal(visitor, leave, message({ text: '别的' }), key)).toBe('client_id_reused')
    expect((await messages()).messages).toHaveLength(1)
  })

  it.each([
    ['without a way to answer', { phone: undefined }],
    ['with a number nobody can call', { phone: '123' }],
    ['with an address no mail reaches', { phone: undefined, email: 'luo@' }],
    ['without a word', { text: ' \n ' }],
    ['of more than 500 characters', { text: '长'.repeat(501) }],
    ['without a name', { name: '' }],
    ['that would break the log', { text: 'a\u0000b' }],
  ])('%s is refused', async (_what, more) => {
    expect(await shop.refusal(await merchant.visitor(), leave, message(more))).toBe('input_invalid')
  })

  it('names a group that is there', async () => {
    const visitor = await merchant.visitor()
    expect(await shop.refusal(visitor, leave, message({ groupId: randomUUID() }))).toBe('group_unknown')
  })

  it('is one of three in ten minutes, also when they come at once', async () => {
    const visitor = await merchant.visitor()
    const answers = await Promise.all(Array.from({ length: 5 }, () => shop.call(visitor, leave, message())))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(3)
    const refused = answers.find((answer) => !answer.ok)
    expect(refused).toMatchObject({ refusal: { error: { code: 'offline_messages_limited', retryable: true } } })
    // Nobody else pays for it, and he may again later.
    await shop.result(await merchant.visitor(), leave, message())
    offsetMs = 10 * 60_000 + 1
    await shop.result(visitor, leave, message())
  })
})

describe('改为留言', () => {
  const waits = async (): Promise<{ visitor: VisitorActor; conversationId: string }> => merchant.waiting()

  it('gives up the place in the line in the same step, and the log says so', async () => {
    await merchant.agent()
    const { visitor, conversationId } = await waits()
    const { id } = await shop.result<{ id: string }>(visitor, leave, message({ conversationId }))
    expect((await logOf(conversationId)).map(({ type }) => type)).toEqual([
      'conversation.opened',
      'conversation.queued',
      'queue.left',
      'conversation.closed',
    ])
    expect((await logOf(conversationId)).at(-2)?.payload).toEqual({
      groupId: merchant.groupId,
      outcome: 'offline-message',
    })
    expect((await messages()).messages).toMatchObject([{ id, conversationId, cause: 'queue' }])
  })

  it('is told from leaving without a word, and from having been left alone', async () => {
    const given = await waits()
    await shop.result(given.visitor, operations.conversation.close, { conversationId: given.conversationId })
    expect((await logOf(given.conversationId)).at(-2)?.payload).toMatchObject({ outcome: 'abandoned' })
    const alone = await waits()
    await shop.result(alone.visitor, leave, message({ conversationId: alone.conversationId }))
    expect((await messages()).messages).toMatchObject([{ cause: 'unstaffed' }])
  })

  it('comes too late for whoever was accepted meanwhile, and leaves nothing behind', async () => {
    const agent = await merchant.agent()
    const { visitor, conversationId } = await waits()
    await shop.result(agent, claim, { conversationId })
    expect(await shop.refusal(visitor, leave, message({ conversationId }))).toBe('conversation_accepted')
    expect((await messages()).messages).toEqual([])
  })

  it('does not need the conversation to have lasted', async () => {
    const { visitor, conversationId } = await waits()
    await shop.result(visitor, operations.conversation.close, { conversationId })
    await shop.result(visitor, leave, message({ conversationId }))
    expect((await messages()).messages).toMatchObject([{ conversationId }])
  })

  it('keeps the place of whoever fails to leave a message', async () => {
    const { visitor, conversationId } = await waits()
    expect(await shop.refusal(visitor, leave, message({ conversationId, groupId: randomUUID() }))).toBe('group_unknown')
    const { conversation } = await shop.result<ConversationSnapshot>(visitor, getConversation, { conversationId })
    expect(conversation.status).toBe('queued')
  })
})

describe('the list', () => {
  it('MGT-14: comes page by page, newest first, and by state', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count++) {
      const visitor = await merchant.visitor()
      ids.unshift((await shop.result<{ id: string }>(visitor, leave, message({ text: `第${count}条` }))).id)
    }
    const first = await messages({ limit: 2 })
    expect([first.messages.map(({ id }) => id), first.count]).toEqual([ids.slice(0, 2), 5])
    const rest = await messages({ limit: 3, offset: 2 })
    expect(rest.messages.map(({ id }) => id)).toEqual(ids.slice(2))
    expect(await messages({ status: 'replied' })).toMatchObject({ messages: [], count: 0, openCount: 5 })
    expect((await messages({ status: 'open' })).messages).toHaveLength(5)
  })

  it('MGT-14: finds by word, cause, channel, group and span of time, and sorts by every column', async () => {
    const said = async (more: Record<string, unknown>) => {
      offsetMs += 60_000
      await shop.result(await merchant.visitor(), leave, message(more))
      return merchant.channelId
    }
    const channelId = await said({ name: 'Bo', phone: '13800000002', text: '安装' })
    const between = Date.now() + offsetMs + 1
    await said({ name: 'Al', phone: '13800000003', text: '发票' })
    await merchant.changeHours(closed)
    await said({ name: 'Cy', phone: undefined, email: 'cy@example.com', text: '退款 100%' })
    const names = async (input: Record<string, unknown>) => (await messages(input)).messages.map(({ name }) => name)
    expect(await names({ search: '发票' })).toEqual(['Al'])
    expect(await names({ search: 'CY@EXAMPLE' })).toEqual(['Cy'])
    expect(await names({ search: '0%' })).toEqual(['Cy'])
    expect(await names({ search: '_' })).toEqual([])
    expect(await names({ cause: 'outside-hours' })).toEqual(['Cy'])
    expect(await names({ until: between })).toEqual(['Bo'])
    expect(await names({ from: between, channelId, groupId: merchant.groupId })).toEqual(['Cy', 'Al'])
    expect(await names({ channelId: randomUUID() })).toEqual([])
    expect(await names({ sort: 'name', order: 'asc' })).toEqual(['Al', 'Bo', 'Cy'])
    expect(await names({ sort: 'reach', order: 'desc' })).toEqual(['Cy', 'Al', 'Bo'])
    for (const sort of operations.offlineMessage.list.input.shape.sort.unwrap().options) {
      const [up, down] = [await names({ sort, order: 'asc' }), await names({ sort, order: 'desc' })]
      expect(up.toSorted(), sort).toEqual(['Al', 'Bo', 'Cy'])
      if (!sort.startsWith('replied')) expect(down, sort).toEqual(up.toReversed())
    }
  })
})

describe('an answer', () => {
  const { reply, mine, markSeen } = operations.offlineMessage
  const own = async (visitor: VisitorActor) =>
    (await shop.result<{ messages: OwnOfflineMessageView[] }>(visitor, mine, {})).messages

  async function left(more: Record<string, unknown> = {}) {
    const visitor = await merchant.visitor()
    const { id } = await shop.result<{ id: string }>(visitor, leave, message(more))
    return { visitor, id }
  }

  it('MGT-15: makes 未回复 into 已回复 with who and when, and the log says so', async () => {
    const { visitor, id } = await left()
    const asked = { offlineMessageId: id, text: ' 可以，周六送到。 ' }
    const { message: answered } = await shop.result<{ message: OfflineMessageView }>(boss, reply, asked)
    expect(answered).toMatchObject({
      status: 'replied',
      reply: {
        how: 'message',
        text: '可以，周六送到。',
        by: { id: boss.id, nickname: boss.name },
        seenAt: null,
        mail: null,
      },
    })
    expect(shop.heard.filter(({ streamId }) => streamId === id).at(-1)).toMatchObject({
      type: 'offlineMessage.replied',
      seq: 2,
      payload: { memberId: boss.id, groupId: merchant.groupId, text: '可以，周六送到。', delivery: ['widget'] },
    })
    expect(await messages({ status: 'replied' })).toMatchObject({ count: 1, openCount: 0, messages: [{ id }] })
    expect(await own(visitor)).toMatchObject([
      { id, text: '衣柜想改到周末送。', reply: { text: '可以，周六送到。', by: boss.name, seen: false } },
    ])
    // Only he, and only what is his.
    const stranger = await merchant.visitor()
    expect(await own(stranger)).toEqual([])
    await shop.result(stranger, markSeen, { offlineMessageIds: [id] })
    expect((await own(visitor))[0]?.reply?.seen).toBe(false)
    await shop.result(visitor, markSeen, { offlineMessageIds: [id] })
    expect((await own(visitor))[0]?.reply?.seen).toBe(true)
    const { message: seen } = await shop.result<{ message: OfflineMessageView }>(boss, get, { offlineMessageId: id })
    expect(seen.reply?.seenAt).toEqual(expect.any(Number))
  })

  it('MGT-15: is one, also when two administrators give it at the same moment', async () => {
    const other = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
    const { id } = await left()
    const answers = await Promise.all(
      [boss, other].map((actor) => shop.call(actor, reply, { offlineMessageId: id, text: actor.name })),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const winner = answers[0]?.ok ? boss : other
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      refusal: { error: { code: 'already_replied', data: { by: winner.name, at: expect.any(Number) as number } } },
    })
    expect((await messages()).messages).toMatchObject([{ reply: { by: { id: winner.id }, text: winner.name } }])
  })

  it('MGT-15: by telephone is noted and sent to nobody; without a word it is none', async () => {
    const { visitor, id } = await left({ email: 'luo@example.com' })
    expect(await shop.refusal(boss, reply, { offlineMessageId: id, text: ' ' })).toBe('input_invalid')
    await shop.result(boss, reply, { offlineMessageId: id, how: 'phone' })
    expect((await messages()).messages).toMatchObject([{ status: 'replied', reply: { how: 'phone', mail: null } }])
    expect(await own(visitor)).toEqual([])
    expect(shop.heard.at(-1)).toMatchObject({ type: 'offlineMessage.replied', payload: { delivery: [] } })
  })

  it('MGT-15: goes by mail to whoever left an address, in his language, where mail is set up', async () => {
    const server = { host: '127.0.0.1', port: 25, security: 'none', user: '', fromName: '', replyTo: '' }
    const given = { version: 0, server: { ...server, fromAddress: 'service@shop.example' } }
    await shop.result(boss, operations.mail.changeServer, given)
    const page = { url: 'https://shop.example/desk', title: '餐桌' }
    const { id } = await left({ email: 'luo@example.com', locale: 'en', page })
    const { message: answered } = await shop.result<{ message: OfflineMessageView }>(boss, reply, {
      offlineMessageId: id,
      text: 'On Saturday.',
    })
    expect(answered.reply?.mail).toEqual({ status: 'queued', fault: null })
    const [mail] = await shop.services.doors.withTenant(merchant.tenantId, (tx) =>
      tx.rows<{ recipient: string; title: string; body_text: string }>('select * from mails where subject_id = $1', [
        id,
      ]),
    )
    expect(mail).toMatchObject({ recipient: 'luo@example.com', title: '测试商家 has answered your message' })
    for (const part of ['Hello 罗先生', 'On Saturday.', '衣柜想改到周末送。', page.url, boss.name]) {
      expect(mail?.body_text).toContain(part)
    }
    expect(shop.heard.at(-1)).toMatchObject({ payload: { delivery: ['email', 'widget'] } })
  })
})
