import { operations, type ConversationSnapshot } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { isRefused } from '../../platform/operations'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

let shop: Shop
let home: Merchant
let agent: MemberActor
let expert: MemberActor

beforeAll(async () => {
  shop = await openShop()
})

beforeEach(async () => {
  home = await shop.merchant()
  agent = await home.agent()
  expert = await home.agent()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { addNote, get, sendMessage, claim, transfer, close, visit, listEarlier } = operations.conversation
const { list, markRead } = operations.consult
type Consults = {
  notices: { kind: string; conversationId: string; text: string; readAt: number | null }[]
  unreadCount: number
}
const consults = (actor: MemberActor) => shop.result<Consults>(actor, list, {})

/** A dialogue of a customer who asked before. */
async function held() {
  const before = await home.waiting()
  await shop.result(before.visitor, close, { conversationId: before.conversationId })
  const { visitor, conversationId } = await home.waiting(before.visitor)
  await shop.result(agent, claim, { conversationId })
  await shop.result(visitor, sendMessage, { conversationId, body: { kind: 'text', text: '能换桌面吗' } })
  return { visitor, conversationId }
}

const ask = (conversationId: string, key?: string) =>
  shop.result<{ seq: number }>(agent, addNote, { conversationId, text: '@客服2 能换吗？', mentions: [expert.id] }, key)

it('CON-20: a colleague who is asked reads the conversation, answers with a note, and the one who asked hears of it', async () => {
  const { visitor, conversationId } = await held()
  expect(await shop.refusal(expert, get, { conversationId })).toBe('not_found')
  const key = crypto.randomUUID()
  const asked = await ask(conversationId, key)
  expect(await ask(conversationId, key)).toEqual(asked)
  expect(await consults(expert)).toMatchObject({ unreadCount: 1, notices: [{ kind: 'ask', text: '@客服2 能换吗？' }] })
  expect(shop.toldNews).toContainEqual({ memberId: expert.id, of: 'consult' })
  const { events } = await shop.result<ConversationSnapshot>(expert, get, { conversationId })
  expect(events.at(-1)).toMatchObject({
    type: 'note.added',
    payload: { mentions: [{ id: expert.id, nickname: expert.name }] },
  })
  expect(isRefused(await shop.range(expert, conversationId, 0))).toBe(false)

  await shop.result(expert, addNote, { conversationId, text: '可以，仓库有货。' })
  expect(await consults(agent)).toMatchObject({
    unreadCount: 1,
    notices: [{ kind: 'answer', text: '可以，仓库有货。' }],
  })
  expect(await shop.result(agent, markRead, { conversationId })).toEqual({ readCount: 1 })
  expect((await consults(agent)).unreadCount).toBe(0)
  // The customer hears nothing of it, not even a gap.
  const told = await shop.range(visitor, conversationId, 0)
  expect(JSON.stringify(told)).not.toMatch(/note|客服2|仓库/)
})

it('CON-20: whoever was asked may do no more than that, and only while it goes on; others nothing', async () => {
  const { visitor, conversationId } = await held()
  await ask(conversationId)
  const [other, foreign] = [await home.agent(), await (await shop.merchant()).agent({ role: 'administrator' })]
  for (const stranger of [other, foreign]) {
    expect(await shop.refusal(stranger, get, { conversationId })).toBe('not_found')
    expect(await shop.refusal(stranger, addNote, { conversationId, text: '我也说' })).toBe('not_found')
    expect(isRefused(await shop.range(stranger, conversationId, 0))).toBe(true)
  }
  const says = { conversationId, body: { kind: 'text', text: '我来答' } }
  expect(await shop.refusal(expert, sendMessage, says)).toBe('not_your_conversation')
  expect(await shop.refusal(expert, close, { conversationId })).toBe('not_found')
  expect(await shop.refusal(expert, transfer, { conversationId, to: { kind: 'group', groupId: home.groupId } })).toBe(
    'not_found',
  )
  expect(await shop.result(expert, listEarlier, { conversationId })).toMatchObject({ earlier: [], more: false })
  expect(await shop.result(expert, operations.contact.list, { contactIds: [visitor.id] })).toEqual({ contacts: [] })
  await shop.result(expert, visit, { conversationId })
  const mentions = [foreign.id]
  expect(await shop.refusal(agent, addNote, { conversationId, text: '@外人', mentions })).toBe('member_unknown')

  await shop.result(agent, close, { conversationId })
  expect(await shop.refusal(expert, get, { conversationId })).toBe('not_found')
  expect(await shop.refusal(expert, addNote, { conversationId, text: '迟了' })).toBe('not_found')
})
