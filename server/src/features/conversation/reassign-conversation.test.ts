import { randomUUID } from 'node:crypto'
import { operations, type ConversationSnapshot, type ConversationView, type DeskView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { compareLoads } from './compare-loads'

const { claim, close, get, reassign, sendMessage } = operations.conversation

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

async function heldBy(agent: MemberActor): Promise<string[]> {
  return (await shop.result<DeskView>(agent, operations.desk.get, {})).open.map(({ id }) => id)
}

async function talking() {
  const holder = await merchant.agent({ status: 'busy' })
  const { visitor, conversationId } = await merchant.waiting()
  await shop.result(holder, claim, { conversationId })
  return { holder, visitor, conversationId }
}

describe('接管', () => {
  it('takes a dialogue out of a colleague’s hands, who may read on and not speak', async () => {
    const { holder, visitor, conversationId } = await talking()
    const input = { conversationId, memberId: chief.id, reason: '顾客投诉' }
    const { conversation } = await shop.result<{ conversation: ConversationView }>(chief, reassign, input)
    expect(conversation).toMatchObject({ status: 'open', agent: { id: chief.id }, legOrigin: 'transfer' })
    const seen = await shop.result<ConversationSnapshot>(holder, get, { conversationId })
    expect(seen.events.slice(-3)).toMatchObject([
      {
        type: 'conversation.reassigned',
        payload: { by: { id: chief.id }, from: { id: holder.id }, to: { id: chief.id }, reason: '顾客投诉' },
      },
      { type: 'leg.closed', payload: { memberId: holder.id, end: 'transfer' } },
      { type: 'leg.opened', payload: { how: 'transfer', origin: 'transfer', member: { id: chief.id } } },
    ])
    const say = { conversationId, body: { kind: 'text', text: '您好' } }
    expect(await shop.refusal(holder, sendMessage, say)).toBe('not_your_conversation')
    await shop.result(chief, sendMessage, say)
    expect([await heldBy(holder), await heldBy(chief)]).toEqual([[], [conversationId]])
    const forVisitor = await shop.result<ConversationSnapshot>(visitor, get, { conversationId })
    expect(JSON.stringify(forVisitor)).not.toContain('顾客投诉')
  })

  it('is refused while one is 离开 oneself, and for what one holds already', async () => {
    const { conversationId } = await talking()
    const away = await merchant.agent({ role: 'administrator', status: 'away' })
    expect(await shop.refusal(away, reassign, { conversationId, memberId: away.id })).toBe('agent_not_available')
    await shop.result(chief, reassign, { conversationId, memberId: chief.id })
    expect(await shop.refusal(chief, reassign, { conversationId, memberId: chief.id })).toBe('already_there')
  })
})

describe('分配', () => {
  it('gives who waits to an agent who is 忙碌 and full; that it went beyond his capacity is recorded', async () => {
    const full = await merchant.agent({ status: 'busy', capacity: 0 })
    const { conversationId } = await merchant.waiting()
    await shop.result(chief, reassign, { conversationId, memberId: full.id })
    const seen = await shop.result<ConversationSnapshot>(chief, get, { conversationId })
    expect(seen.events.slice(-2)).toMatchObject([
      { type: 'conversation.reassigned', payload: { from: null, to: { id: full.id }, overCapacity: true } },
      { type: 'leg.opened', payload: { how: 'transfer', origin: 'visitor' } },
    ])
    expect(seen.conversation).toMatchObject({ legOrigin: 'visitor', agent: { id: full.id } })
    expect(await heldBy(full)).toEqual([conversationId])
  })

  it('gives nobody to who is 离开, not connected, unknown or of another merchant', async () => {
    const { conversationId } = await merchant.waiting()
    const away = await merchant.agent({ status: 'away' })
    const gone = await merchant.agent({ status: 'busy', connected: false })
    const foreign = await (await shop.merchant()).agent({ status: 'busy' })
    const refusal = (memberId: string) => shop.refusal(chief, reassign, { conversationId, memberId })
    expect(await refusal(away.id)).toBe('agent_not_available')
    expect(await refusal(gone.id)).toBe('agent_not_available')
    expect(await refusal(foreign.id)).toBe('not_found')
    expect(await refusal(randomUUID())).toBe('not_found')
  })

  it('is the administrator’s: an agent may neither do it nor look at what others hold', async () => {
    const { holder, conversationId } = await talking()
    const other = await merchant.agent({ status: 'busy' })
    expect(await shop.refusal(holder, reassign, { conversationId, memberId: other.id })).toBe('forbidden')
    expect(await shop.refusal(holder, operations.desk.dialogues, { memberId: other.id })).toBe('forbidden')
  })

  it('does not bring back what is over', async () => {
    const { visitor, conversationId } = await talking()
    await shop.result(visitor, close, { conversationId })
    expect(await shop.refusal(chief, reassign, { conversationId, memberId: chief.id })).toBe('conversation_closed')
  })

  it('has one winner when several decide at once, and every load equals its legs', async () => {
    const agents = await Promise.all([1, 2, 3, 4].map(() => merchant.agent({ status: 'busy' })))
    const { conversationId } = await merchant.waiting()
    const asked = agents.map(({ id }) =>
      shop.call(chief, reassign, { conversationId, memberId: id }).then((answer) => (answer.ok ? 'done' : answer)),
    )
    expect(await Promise.all(asked)).toEqual(['done', 'done', 'done', 'done'])
    const lists = await Promise.all(agents.map(heldBy))
    expect(lists.flat()).toEqual([conversationId])
  })
})

describe('what can be assigned', () => {
  it('shows what a colleague holds, and who waits in any line, longest wait first, with the count of all', async () => {
    const { holder, conversationId } = await talking()
    const first = await merchant.waiting()
    const second = await merchant.waiting()
    const { dialogues } = operations.desk
    const held = await shop.result<Listed>(chief, dialogues, { memberId: holder.id })
    expect([held.count, held.dialogues.map(({ id }) => id)]).toEqual([1, [conversationId]])
    const waiting = await shop.result<Listed>(chief, dialogues, { limit: 1 })
    expect([waiting.count, waiting.dialogues.map(({ id }) => id)]).toEqual([2, [first.conversationId]])
    expect(second.conversationId).not.toBe(first.conversationId)
    const foreign = await (await shop.merchant()).agent({ role: 'administrator' })
    expect(await shop.result<Listed>(foreign, dialogues, { memberId: holder.id })).toEqual({ dialogues: [], count: 0 })
  })
})

interface Listed {
  readonly dialogues: readonly ConversationView[]
  readonly count: number
}
