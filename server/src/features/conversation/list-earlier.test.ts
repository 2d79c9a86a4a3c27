import { operations, type EarlierPart, type EarlierView, type EventView } from '@keqiao/contract'
import type { MemberActor, VisitorActor } from '@keqiao/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../platform/operations'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

const { sendMessage, recallMessage, addNote, claim, close, get, listEarlier, readEarlier } = operations.conversation

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

interface List {
  readonly ordinal: number
  readonly earlier: readonly EarlierView[]
  readonly more: boolean
}

interface Page {
  readonly ordinal: number
  readonly parts: readonly EarlierPart[]
  readonly more: boolean
}

const text = (words: string) => ({ body: { kind: 'text', text: words } })

/** One consultation: the visitor says so many things, the agent answers once and ends it. */
async function consults(visitor: VisitorActor, agent: MemberActor, messageCount: number, name: string) {
  const { conversationId } = await merchant.waiting(visitor)
  await shop.result(agent, claim, { conversationId })
  for (let i = 0; i < messageCount; i++) {
    await shop.result(visitor, sendMessage, { conversationId, ...text(`${name}之${i}`) })
  }
  await shop.result(agent, sendMessage, { conversationId, ...text(`${name}答`) })
  await shop.result(agent, close, { conversationId })
  return conversationId
}

const list = (actor: Person, input: Record<string, unknown>) => shop.result<List>(actor, listEarlier, input)
const read = (actor: Person, input: Record<string, unknown>) => shop.result<Page>(actor, readEarlier, input)

/** Everything above a conversation, page by page, oldest first. */
async function readAll(actor: Person, conversationId: string, limit: number): Promise<[id: string, seq: number][]> {
  const all: [string, number][] = []
  let place: { before?: string; beforeSeq?: number } = {}
  for (let pages = 0; pages < 100; pages++) {
    const { parts, more } = await read(actor, { conversationId, limit, ...place })
    all.unshift(
      ...parts.flatMap(({ conversation, events }) =>
        events.map(({ seq }) => [conversation.id, seq] as [string, number]),
      ),
    )
    const [oldest] = parts
    if (!more || !oldest) return all
    place = { before: oldest.conversation.id, beforeSeq: oldest.events[0]?.seq ?? 1 }
  }
  throw new Error('it never ends')
}

const wordsOf = (events: readonly EventView[]) =>
  events.flatMap((event) =>
    event.type === 'message.sent' && event.payload.body.kind === 'text' ? event.payload.body.text : [],
  )

describe("a customer's history", () => {
  it('is read whole by whoever holds his present conversation, though he held none of it', async () => {
    const [before, now] = [await merchant.agent(), await merchant.agent()]
    const visitor = await merchant.visitor()
    const first = await consults(visitor, before, 2, '甲')
    const second = await consults(visitor, before, 1, '乙')
    const { conversationId } = await merchant.waiting(visitor)
    await shop.result(now, claim, { conversationId })

    const { ordinal, earlier, more } = await list(now, { conversationId })
    expect([ordinal, more]).toEqual([3, false])
    expect(earlier.map(({ id, ordinal: place }) => [id, place])).toEqual([
      [second, 2],
      [first, 1],
    ])
    // MGT-07: an administrator is led to the dialogue; who sees his own alone is not led to another's.
    const chief = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
    const led = (await list(chief, { conversationId })).earlier.map(({ legId }) => typeof legId)
    expect(led).toEqual(['string', 'string'])
    expect(earlier.map(({ legId }) => legId)).toEqual([null, null])
    expect((await list(visitor, { conversationId })).earlier.map(({ legId }) => legId)).toEqual([undefined, undefined])
    expect(earlier[1]).toMatchObject({
      agents: [{ id: before.id, nickname: before.name }],
      end: 'agent',
      visitorMessageCount: 2,
      agentMessageCount: 1,
      lastText: '甲答',
    })
    const page = await read(now, { conversationId })
    expect([page.ordinal, page.more]).toEqual([3, false])
    expect(page.parts.map(({ conversation }) => conversation.id)).toEqual([first, second])
    expect(page.parts.map(({ events }) => wordsOf(events))).toEqual([
      ['甲之0', '甲之1', '甲答'],
      ['乙之0', '乙答'],
    ])
    // By its own name it stays out of reach.
    expect(await shop.refusal(now, get, { conversationId: first })).toBe('not_found')
  })

  it('comes page by page over the ends of conversations, everything once and in order', async () => {
    const agent = await merchant.agent()
    const visitor = await merchant.visitor()
    const ids = []
    for (const count of [3, 1, 6, 2]) ids.push(await consults(visitor, agent, count, `第${count}`))
    const { conversationId } = await merchant.waiting(visitor)
    const whole = await readAll(agent, conversationId, 200)
    const lengths = ids.map((id) => whole.filter(([of]) => of === id).length)
    // opened, queued, leg opened, the messages, the answer, leg closed, closed, asked to rate
    expect(lengths).toEqual([3, 1, 6, 2].map((count) => count + 7))
    expect(whole).toEqual(ids.flatMap((id, at) => Array.from({ length: lengths[at] ?? 0 }, (_, seq) => [id, seq + 1])))
    for (const limit of [1, 4, 7, 9]) expect(await readAll(agent, conversationId, limit)).toEqual(whole)

    const listed: string[] = []
    for (let before: string | undefined, more = true; more; before = listed.at(-1)) {
      const page = await list(agent, { conversationId, limit: 2, ...(before === undefined ? {} : { before }) })
      listed.push(...page.earlier.map(({ id }) => id))
      more = page.more
    }
    expect(listed).toEqual(ids.toReversed())
  })

  it('ends at the conversation it is asked for: what the customer asked later is not in it', async () => {
    const [then, later] = [await merchant.agent(), await merchant.agent()]
    const visitor = await merchant.visitor()
    const first = await consults(visitor, then, 1, '先')
    const second = await consults(visitor, later, 1, '后')
    expect(await list(then, { conversationId: first })).toEqual({ ordinal: 1, earlier: [], more: false })
    expect(await read(then, { conversationId: first })).toEqual({ ordinal: 1, parts: [], more: false })
    expect(await read(then, { conversationId: first, before: second, beforeSeq: 99 })).toMatchObject({ parts: [] })
    expect(await shop.refusal(then, listEarlier, { conversationId: second })).toBe('not_found')
  })

  it('holds nobody else’s conversations, whatever place is named', async () => {
    const agent = await merchant.agent()
    const other = await consults(await merchant.visitor(), agent, 2, '别人')
    const foreign = await shop.merchant()
    const { conversationId: elsewhere } = await foreign.waiting()
    const { conversationId } = await merchant.waiting()
    for (const before of [other, elsewhere]) {
      expect(await read(agent, { conversationId, before, beforeSeq: 50 })).toEqual({
        ordinal: 1,
        parts: [],
        more: false,
      })
      expect(await list(agent, { conversationId, before })).toMatchObject({ earlier: [] })
    }
  })

  it('shows the visitor his own without notes, and nobody what was taken back', async () => {
    const agent = await merchant.agent()
    const { visitor, conversationId: first } = await merchant.waiting()
    await shop.result(agent, claim, { conversationId: first })
    await shop.result(agent, addNote, { conversationId: first, text: '老顾客' })
    const { seq } = await shop.result<{ seq: number }>(agent, sendMessage, { conversationId: first, ...text('内部价') })
    await shop.result(agent, recallMessage, { conversationId: first, seq })
    await shop.result(agent, close, { conversationId: first })
    const { conversationId } = await merchant.waiting(visitor)

    const [forStaff, forVisitor] = [await read(agent, { conversationId }), await read(visitor, { conversationId })]
    expect(JSON.stringify(forStaff)).toContain('老顾客')
    expect(JSON.stringify(forVisitor)).not.toContain('老顾客')
    for (const page of [forStaff, forVisitor]) expect(JSON.stringify(page)).not.toContain('内部价')
    expect(JSON.stringify(forVisitor)).not.toContain('"valid"')
    expect(await readAll(visitor, conversationId, 2)).toEqual(await readAll(visitor, conversationId, 200))
  })
})
