import { operations, type ConversationSnapshot, type EventView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isRefused, type Person } from '../../platform/operations'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { compareLoads } from './compare-loads'

const { claim, close, get, join, leave, reassign, sendMessage, transfer, whisper } = operations.conversation

let shop: Shop
let merchant: Merchant
let chief: MemberActor

beforeAll(async () => {
  shop = await openShop()
})

beforeEach(async () => {
  merchant = await shop.merchant()
  chief = await merchant.agent({ role: 'administrator', status: 'busy' })
})

afterAll(async () => {
  expect(await compareLoads(shop.services.doors)).toEqual([])
  expect(shop.faults).toEqual([])
  await shop.stop()
})

async function talking() {
  const holder = await merchant.agent({ status: 'busy' })
  const { visitor, conversationId } = await merchant.waiting()
  await shop.result(holder, claim, { conversationId })
  return { holder, visitor, conversationId }
}

const say = (text: string) => ({ body: { kind: 'text', text } })
const read = (who: Person, conversationId: string) => shop.result<ConversationSnapshot>(who, get, { conversationId })
const ofType = <Type extends EventView['type']>({ events }: ConversationSnapshot, type: Type) =>
  events.filter((event): event is Extract<EventView, { type: Type }> => event.type === type)

describe('悄悄话', () => {
  it('MGT-17: is read by the agent and by who supervises; a colleague learns that there is one, the visitor nothing', async () => {
    const { holder, visitor, conversationId } = await talking()
    const colleague = await merchant.agent({ status: 'busy' })
    // He held it once, so he may read it.
    await shop.result(holder, transfer, { conversationId, to: { kind: 'member', memberId: colleague.id } })
    const before = await read(visitor, conversationId)
    await shop.result(chief, whisper, { conversationId, text: '可以给他退运费' })
    const heard = ofType(await read(colleague, conversationId), 'whisper.said')
    expect(heard.map(({ payload }) => payload)).toEqual([
      { to: colleague.id, authorName: chief.name, text: '可以给他退运费' },
    ])
    const other = ofType(await read(holder, conversationId), 'whisper.said')
    expect(other.map(({ payload }) => payload)).toMatchObject([{ text: '', hidden: true }])
    expect(ofType(await read(chief, conversationId), 'whisper.said')).toHaveLength(1)
    // Not even a gap.
    expect(await read(visitor, conversationId)).toEqual(before)
    const range = await shop.range(holder, conversationId, 0)
    if (isRefused(range)) throw new Error(range.error.code)
    expect(JSON.stringify(range.events)).not.toContain('运费')
  })

  it('is said once, whatever is repeated, and to nobody in a line', async () => {
    const { conversationId } = await talking()
    const clientId = '01900000-0000-7000-8000-0000000000aa'
    const first = await shop.result<{ seq: number }>(chief, whisper, { conversationId, text: '嗯' }, clientId)
    expect(await shop.result(chief, whisper, { conversationId, text: '嗯' }, clientId)).toEqual(first)
    const waiting = await merchant.waiting()
    expect(await shop.refusal(chief, whisper, { conversationId: waiting.conversationId, text: '嗯' })).toBe(
      'conversation_waiting',
    )
  })
})

describe('加入', () => {
  it('MGT-17: the supervisor speaks under his own name, the leg and its load stay with the agent', async () => {
    const { holder, visitor, conversationId } = await talking()
    expect(await shop.refusal(chief, sendMessage, { conversationId, ...say('您好') })).toBe('not_your_conversation')
    expect(await shop.result(chief, join, { conversationId })).toMatchObject({ joinedIds: [chief.id] })
    expect(await shop.refusal(chief, join, { conversationId })).toBe('already_there')
    await shop.result(chief, sendMessage, { conversationId, ...say('我是主管，来帮您看看') })
    await shop.result(holder, sendMessage, { conversationId, ...say('好的') })
    const seen = await read(visitor, conversationId)
    expect(seen.conversation.agent).toMatchObject({ id: holder.id })
    expect(ofType(seen, 'supervisor.joined').map(({ payload }) => payload.member.nickname)).toEqual([chief.name])
    const said = ofType(seen, 'message.sent').map(({ payload, actor }) => [payload.authorName, actor.id])
    expect(said).toEqual([
      [chief.name, chief.id],
      [holder.name, holder.id],
    ])
    await shop.result(chief, leave, { conversationId })
    expect(await shop.refusal(chief, leave, { conversationId })).toBe('not_joined')
    expect(await shop.refusal(chief, sendMessage, { conversationId, ...say('再见') })).toBe('not_your_conversation')
    expect(await shop.result(holder, sendMessage, { conversationId, ...say('还有问题吗') })).toMatchObject({
      seq: expect.any(Number) as number,
    })
  })

  it('is over with the leg: handed on, taken over or ended', async () => {
    const { holder, conversationId } = await talking()
    await shop.result(chief, join, { conversationId })
    const colleague = await merchant.agent({ status: 'busy' })
    await shop.result(holder, transfer, { conversationId, to: { kind: 'member', memberId: colleague.id } })
    expect(await shop.refusal(chief, sendMessage, { conversationId, ...say('还在') })).toBe('not_your_conversation')
    await shop.result(chief, join, { conversationId })
    await shop.result(chief, reassign, { conversationId, memberId: chief.id })
    expect(await shop.refusal(chief, leave, { conversationId })).toBe('not_joined')
    expect(await shop.result(chief, sendMessage, { conversationId, ...say('现在由我服务') })).toBeTruthy()
    await shop.result(chief, close, { conversationId })
    expect(await shop.refusal(chief, join, { conversationId })).toBe('conversation_closed')
  })

  it('places nothing that was decided before he left', async () => {
    const { conversationId } = await talking()
    await shop.result(chief, join, { conversationId })
    const sent = Array.from({ length: 20 }, (_, i) => shop.call(chief, sendMessage, { conversationId, ...say(`${i}`) }))
    const left = shop.call(chief, leave, { conversationId })
    const answers = await Promise.all(sent)
    expect(await left).toMatchObject({ ok: true })
    const { events } = await read(chief, conversationId)
    const leftAt = events.findIndex(({ type }) => type === 'supervisor.left')
    expect(events.slice(leftAt).filter(({ type }) => type === 'message.sent')).toEqual([])
    expect(events.filter(({ type }) => type === 'message.sent')).toHaveLength(answers.filter(({ ok }) => ok).length)
  })

  it('reaches no further than the supervisor’s groups', async () => {
    const { conversationId } = await talking()
    const outside = await merchant.agent({ status: 'busy' })
    const { group } = await shop.result<{ group: { id: string } }>(chief, operations.group.create, { name: '投诉' })
    await shop.result(chief, operations.member.update, { memberId: outside.id, groupIds: [group.id] })
    const supervisor: MemberActor = { ...outside, scope: 'group', permissions: chief.permissions }
    for (const operation of [join, leave]) {
      expect(await shop.refusal(supervisor, operation, { conversationId })).toBe('not_found')
    }
    expect(await shop.refusal(supervisor, whisper, { conversationId, text: '嗯' })).toBe('not_found')
  })
})
