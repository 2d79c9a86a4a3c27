import { randomUUID } from 'node:crypto'
import {
  dialogueColumns,
  operations,
  type DialogueDetailView,
  type DialogueView,
  type MessageHitView,
} from '@keqiao/contract'
import type { ConversationId, MemberActor, VisitorActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import type { LogReader } from '../../platform/event-log'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { catchUp } from '../../testing/caught-up.store'
import { followDialogues } from './follow-log'

let shop: Shop
let reader: LogReader
let merchant: Merchant
let boss: MemberActor
let offsetMs = 0

beforeAll(async () => {
  const clock = systemClock()
  shop = await openShop({ ...clock, now: () => clock.now() + offsetMs })
  reader = followDialogues(shop.services)
})

beforeEach(async () => {
  offsetMs = 0
  merchant = await shop.merchant()
  boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
})

const caughtUp = () => catchUp(shop.services.doors, 'dialogues', reader)

afterAll(async () => {
  await reader.stop()
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { list, count, get, find, choices, setPreferences } = operations.dialogue
const { claim, close, sendMessage, transfer, addNote, recallMessage } = operations.conversation

interface Listed {
  dialogues: DialogueView[]
  next: string | null
}

const say = (actor: MemberActor | VisitorActor, conversationId: string, text: string) =>
  shop.result<{ seq: number }>(actor, sendMessage, { conversationId, body: { kind: 'text', text } })
const listed = async (actor: MemberActor, input: Record<string, unknown> = {}) =>
  (await shop.result<Listed>(actor, list, input)).dialogues
const later = (seconds: number) => {
  offsetMs += seconds * 1_000
}

interface Told {
  visitor: VisitorActor
  conversationId: ConversationId
}

/** Waits 20 s, is taken by the agent, answered after 9 s and 31 s, and closed by him after 60 s. */
async function served(agent: MemberActor, words = ['请问能退货吗', '谢谢']): Promise<Told> {
  const { visitor, conversationId } = await merchant.waiting()
  later(20)
  await shop.result(agent, claim, { conversationId })
  for (const [index, text] of words.entries()) {
    await say(visitor, conversationId, text)
    later(index === 0 ? 9 : 31)
    await say(agent, conversationId, '好的')
  }
  later(20)
  await shop.result(agent, close, { conversationId })
  await caughtUp()
  return { visitor, conversationId }
}

describe('a row of the list', () => {
  it('MGT-03: holds what the log says of the leg, settled when it closes', async () => {
    const agent = await merchant.agent()
    const { visitor, conversationId } = await served(agent)
    const [row] = await listed(boss)
    expect(row).toMatchObject({
      conversationId,
      ordinal: 1,
      legCount: 1,
      visitor: { id: visitor.id, displayName: null },
      member: { id: agent.id, nickname: agent.name },
      group: { id: merchant.groupId },
      channel: { id: merchant.channelId, name: '官网' },
      visitorMessageCount: 2,
      agentMessageCount: 2,
      roundCount: 2,
      fileCount: 0,
      origin: 'visitor',
      end: 'agent',
      valid: true,
      // At the end he was asked by the product itself.
      rating: { score: null, invited: true },
      summary: null,
    })
    // Real time passes between the steps too.
    const near = (value: number | null | undefined, ms: number) => {
      expect(value).toBeGreaterThanOrEqual(ms)
      expect(value).toBeLessThan(ms + 5_000)
    }
    near(row?.waitMs, 20_000)
    near(row?.firstReplyMs, 9_000)
    near(row?.replyMeanMs, 20_000)
    near(row?.durationMs, 60_000)
  })

  it('MGT-06: is 无效 when the visitor said nothing, and MGT-05: says who ended it', async () => {
    const agent = await merchant.agent()
    const silent = await merchant.waiting()
    await shop.result(agent, claim, { conversationId: silent.conversationId })
    await shop.result(silent.visitor, close, { conversationId: silent.conversationId })
    await served(agent)
    expect(await listed(boss, { valid: false })).toMatchObject([
      { conversationId: silent.conversationId, end: 'visitor' },
    ])
    expect(await listed(boss, { end: 'agent' })).toMatchObject([{ valid: true, end: 'agent' }])
    expect(await listed(boss, { end: 'system' })).toEqual([])
  })

  it('MGT-04: tells 访客发起 from 系统转移, and counts each leg for itself', async () => {
    const [first, second] = [await merchant.agent(), await merchant.agent()]
    const { visitor, conversationId } = await merchant.waiting()
    await shop.result(first, claim, { conversationId })
    await say(visitor, conversationId, '床垫塌了')
    later(14)
    await say(first, conversationId, '我转给售后')
    await say(visitor, conversationId, '快一点')
    const to = { kind: 'member', memberId: second.id }
    await shop.result(first, transfer, { conversationId, to, reason: '需要售后判断' })
    later(40)
    await say(second, conversationId, '换新的给您')
    await shop.result(visitor, close, { conversationId })
    await caughtUp()
    expect(await listed(boss, { origin: 'transfer' })).toMatchObject([
      {
        member: { id: second.id },
        ordinal: 2,
        legCount: 2,
        waitMs: null,
        visitorMessageCount: 0,
        agentMessageCount: 1,
        roundCount: 1,
        end: 'visitor',
        // He said all he had to say to the first.
        valid: false,
      },
    ])
    const [handed] = await listed(boss, { handedOn: true })
    expect(handed).toMatchObject({ member: { id: first.id }, origin: 'visitor', end: 'transfer', valid: true })
    expect(await listed(boss, { firstReplyFrom: 30_000 })).toMatchObject([{ ordinal: 2 }])
    expect(await shop.result(boss, count, {})).toEqual({ dialogues: 2, conversations: 1, more: false })

    const { dialogue } = await shop.result<{ dialogue: DialogueDetailView }>(boss, get, { legId: handed?.id })
    expect(dialogue.chain).toMatchObject([
      { member: { id: first.id }, handedOn: { to: second.name, kind: 'member', reason: '需要售后判断' } },
      { member: { id: second.id }, handedOn: null },
    ])
  })

  it('is there while it goes on, and MGT-07: its detail counts up to now', async () => {
    const agent = await merchant.agent()
    const { visitor, conversationId } = await merchant.waiting()
    await say(visitor, conversationId, '在吗')
    await shop.result(agent, claim, { conversationId })
    await shop.result(agent, addNote, { conversationId, text: '老顾客' })
    await say(agent, conversationId, '在的')
    await caughtUp()
    const [row] = await listed(agent, { end: 'open' })
    expect(row).toMatchObject({ closedAt: null, valid: null, visitorMessageCount: null })
    const { dialogue } = await shop.result<{ dialogue: DialogueDetailView }>(agent, get, { legId: row?.id })
    expect(dialogue).toMatchObject({
      visitorMessageCount: 1,
      agentMessageCount: 1,
      noteCount: 1,
      valid: true,
      files: [],
    })
    expect(dialogue.visit.pages).toEqual([])
  })
})

describe('what one sees', () => {
  it('MGT-08: an agent lists his own and nothing else; an administrator can ask for his own too', async () => {
    const [mine, other] = [await merchant.agent(), await merchant.agent()]
    await served(mine)
    const theirs = await served(other)
    expect(await listed(mine)).toMatchObject([{ member: { id: mine.id } }])
    expect(await listed(mine, { memberIds: [other.id] })).toEqual([])
    expect(await listed(boss, { mine: true })).toEqual([])
    expect((await listed(boss)).length).toBe(2)
    const [row] = await listed(boss, { memberIds: [other.id] })
    expect(row).toMatchObject({ conversationId: theirs.conversationId })
    expect(await shop.refusal(mine, get, { legId: row?.id })).toBe('not_found')
    const stranger = await (await shop.merchant()).agent({ role: 'administrator' })
    expect(await listed(stranger)).toEqual([])
  })

  it('by scope of groups: those of his groups, and what he held elsewhere', async () => {
    const agent = await merchant.agent()
    await served(agent)
    const supervisor: MemberActor = { ...(await merchant.agent()), scope: 'group' }
    expect(await listed(supervisor)).toHaveLength(1)
    const outside: MemberActor = { ...supervisor, id: randomUUID() as MemberActor['id'] }
    expect(await listed(outside)).toEqual([])
  })
})

describe('the conditions', () => {
  it('MGT-03: each narrows the list, and all of them have to hold', async () => {
    const agent = await merchant.agent()
    const began = Date.now()
    const { visitor } = await served(agent)
    const [row] = await listed(boss)
    const matching: Record<string, unknown>[] = [
      { from: began - 60_000, to: began + 600_000 },
      { time: 'closed', from: began },
      { groupIds: [merchant.groupId] },
      { channelIds: [merchant.channelId] },
      { contactId: visitor.id },
      { visitor: row?.roomNumber },
      { visitor: row?.visitor.name.slice(0, 2) },
      { rated: 'invited' },
      { summary: 'missing' },
      { waitFrom: 19_000, waitTo: 30_000 },
      { firstReplyTo: 30_000 },
      { durationFrom: 50_000 },
      { visitorMessagesFrom: 2, visitorMessagesTo: 2 },
      { agentMessagesFrom: 1 },
      { answered: true },
      { files: false },
      { words: '退貨' },
    ]
    for (const one of matching) expect(await listed(boss, one), JSON.stringify(one)).toHaveLength(1)
    expect(await listed(boss, Object.assign({}, ...matching))).toHaveLength(1)
    const missing: Record<string, unknown>[] = [
      { to: began - 60_000 },
      { groupIds: [randomUUID()] },
      { channelIds: [randomUUID()] },
      { visitor: '没有这个人' },
      { ratings: [5] },
      { rated: 'none' },
      { rated: 'rated' },
      { summary: 'saved' },
      { category: '售后' },
      { solved: true },
      { followUp: true },
      { waitTo: 1_000 },
      { firstReplyFrom: 100_000 },
      { durationTo: 1_000 },
      { visitorMessagesFrom: 3 },
      { agentMessagesTo: 1 },
      { answered: false },
      { files: true },
      { sitePage: 'shop.example' },
      { tag: '老顾客' },
      { region: '浙江' },
      { words: '换货' },
      { handedOn: true },
      { origin: 'transfer' },
    ]
    for (const one of missing) expect(await listed(boss, one), JSON.stringify(one)).toEqual([])
  })

  it('name what can be named, in the merchant’s own time zone', async () => {
    const agent = await merchant.agent()
    await merchant.changeHours({ timeZone: 'Asia/Tokyo' })
    const all = await shop.result<Record<string, unknown[]>>(boss, choices, {})
    expect(all).toMatchObject({ scope: 'tenant', timeZone: 'Asia/Tokyo', columns: null, saved: [] })
    expect(all['members']?.length).toBeGreaterThanOrEqual(2)
    const own = await shop.result<{ members: { id: string }[] }>(agent, choices, {})
    expect(own.members.map(({ id }) => id)).toEqual([agent.id])
  })

  it('and columns are kept for each member', async () => {
    const agent = await merchant.agent()
    const saved = [{ name: '超时未回', search: 'firstReplyFrom=30' }]
    await shop.result(agent, setPreferences, { columns: ['rating', 'roomNumber'] })
    await shop.result(agent, setPreferences, { saved })
    expect(await shop.result(agent, choices, {})).toMatchObject({ columns: ['roomNumber', 'rating'], saved })
    expect(await shop.result(boss, choices, {})).toMatchObject({ columns: null, saved: [] })
  })
})

describe('the order', () => {
  it('MGT-09: every column sorts over all pages, both ways, and each page begins where the last one ended', async () => {
    const agents = [await merchant.agent(), await merchant.agent()] as const
    for (const [index, words] of [['一'], ['一', '二'], [], ['一', '二', '三']].entries()) {
      await served(index % 2 === 0 ? agents[0] : agents[1], words)
    }
    const { conversationId } = await merchant.waiting()
    await shop.result(agents[0], claim, { conversationId })
    await caughtUp()
    for (const sort of dialogueColumns) {
      const down = (await listed(boss, { sort, order: 'desc' })).map(({ id }) => id)
      const up = (await listed(boss, { sort, order: 'asc' })).map(({ id }) => id)
      expect(new Set(up).size, sort).toBe(5)
      expect(up.toReversed(), sort).toEqual(down)
      for (const order of ['asc', 'desc']) {
        const [paged, walked] = [[] as string[], [] as string[]]
        let next: string | null = null
        for (let page = 1; page <= 3; page++) {
          paged.push(...(await listed(boss, { sort, order, page, limit: 2 })).map(({ id }) => id))
          const part: Listed = await shop.result<Listed>(boss, list, {
            sort,
            order,
            limit: 2,
            ...(next && { after: next }),
          })
          walked.push(...part.dialogues.map(({ id }) => id))
          next = part.next
        }
        expect(paged, sort).toEqual(order === 'asc' ? up : down)
        expect(walked, sort).toEqual(paged)
        expect(next).toBeNull()
      }
    }
    const counts = (await listed(boss, { sort: 'visitorMessageCount', order: 'asc' })).map(
      (row) => row.visitorMessageCount,
    )
    expect(counts).toEqual([null, 0, 1, 2, 3])
  })

  it('does not go deeper than row 10,000', async () => {
    expect(await shop.refusal(boss, list, { page: 201, limit: 50 })).toBe('page_too_deep')
    expect(await shop.refusal(boss, list, { after: 'x' })).toBe('input_invalid')
  })
})

describe('search in messages', () => {
  interface Found {
    hits: MessageHitView[]
    next: string | null
  }
  const found = async (actor: MemberActor, words: string, more: Record<string, unknown> = {}) =>
    shop.result<Found>(actor, find, { words, ...more })

  it('finds what was said and noted, marks it, and leads to its place; recalled messages are gone at once', async () => {
    const agent = await merchant.agent()
    const { visitor, conversationId } = await merchant.waiting()
    await shop.result(agent, claim, { conversationId })
    const { seq } = await say(visitor, conversationId, '我想退貨，單號ＡＢ１２')
    const slip = await say(agent, conversationId, '退货说错了')
    await shop.result(agent, addNote, { conversationId, text: '常退货' })
    await caughtUp()
    const { hits } = await found(boss, '退货')
    expect(hits.map(({ from }) => from)).toEqual(['note', 'agent', 'visitor'])
    expect(hits[2]).toMatchObject({ conversationId, seq, text: '我想退貨，單號ＡＢ１２', marks: [[2, 4]] })
    expect((await found(boss, 'ab12 退货')).hits).toMatchObject([
      {
        seq,
        marks: [
          [2, 4],
          [7, 11],
        ],
      },
    ])
    await shop.result(agent, recallMessage, { conversationId, seq: slip.seq })
    expect((await found(boss, '说错')).hits).toEqual([])
    await caughtUp()
    expect((await found(boss, '退货')).hits).toHaveLength(2)
    expect(await shop.refusal(boss, find, { words: ' 　' })).toBe('words_missing')
  })

  it('comes page by page, the newest first, and only inside the scope', async () => {
    const [agent, other] = [await merchant.agent(), await merchant.agent()]
    const { conversationId } = await served(agent, ['一号订单', '二号订单', '三号订单'])
    const first = await found(boss, '订单', { limit: 2 })
    const rest = await found(boss, '订单', { limit: 2, before: first.next })
    expect([...first.hits, ...rest.hits].map(({ text }) => text)).toEqual(['三号订单', '二号订单', '一号订单'])
    expect(rest.next).toBeNull()
    expect((await found(agent, '订单', { conversationId })).hits).toHaveLength(3)
    expect((await found(other, '订单')).hits).toEqual([])
    expect((await found({ ...other, scope: 'group' }, '订单')).hits).toHaveLength(3)
    expect((await found(await (await shop.merchant()).agent({ role: 'administrator' }), '订单')).hits).toEqual([])
  })
})
