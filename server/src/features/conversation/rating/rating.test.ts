import { operations, type ConversationSnapshot, type RatingCard, type RatingSettings } from '@keqiao/contract'
import type { ConversationId, MemberActor, VisitorActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../../../platform/clock'
import { systemClock } from '../../../platform/clock'
import { openShop, type Merchant, type Shop } from '../../../testing/shop'

let shop: Shop
let merchant: Merchant
let agent: MemberActor
let laterMs = 0

beforeAll(async () => {
  const system = systemClock()
  const clock: Clock = { ...system, now: () => system.now() + laterMs }
  shop = await openShop(clock)
})

beforeEach(async () => {
  laterMs = 0
  merchant = await shop.merchant()
  agent = await merchant.agent()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { claim, close, transfer, sendMessage, get } = operations.conversation
const { invite, submit, card } = operations.rating
const { getRating, changeRating } = operations.settings

async function dialogue(): Promise<{ visitor: VisitorActor; conversationId: ConversationId }> {
  const { visitor, conversationId } = await merchant.waiting()
  await shop.result(agent, claim, { conversationId })
  await shop.result(visitor, sendMessage, { conversationId, body: { kind: 'text', text: '在吗' } })
  return { visitor, conversationId }
}
const eventsOf = (conversationId: string, type: string) =>
  shop.heard.filter((event) => event.streamId === conversationId && event.type === type)
const staffOf = async (conversationId: string) =>
  (await shop.result<ConversationSnapshot>(agent, get, { conversationId })).conversation.staff

async function change(changes: Partial<RatingSettings>) {
  const boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
  const { version, settings } = await shop.result<{ version: number; settings: RatingSettings }>(boss, getRating, {})
  await shop.result(boss, changeRating, { version, settings: { ...settings, ...changes } })
}

describe('CON-07: a conversation', () => {
  it('has one rating whatever happens: of twenty that come at once one is taken, as one event and one row', async () => {
    const { visitor, conversationId } = await dialogue()
    await shop.result(agent, invite, { conversationId })
    // Two tabs of the visitor, each call with a client id of its own.
    const tabs = [visitor, { ...visitor }]
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        shop.call(tabs[index % 2] ?? visitor, submit, { conversationId, score: (index % 5) + 1, text: `第${index}次` }),
      ),
    )
    const taken = answers.filter(({ ok }) => ok)
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.error.code]))
    expect(taken).toHaveLength(1)
    expect(refused).toEqual(Array.from({ length: 19 }, () => 'rating_exists'))
    const [event, ...more] = eventsOf(conversationId, 'rating.submitted')
    expect(more).toEqual([])
    const rows = await shop.services.doors.withSystem('test', (tx) =>
      tx.rows('select score, comment as text from ratings where conversation_id = $1', [conversationId]),
    )
    if (!event) throw new Error('nothing was said of the rating')
    const { score, text } = event.payload as { score: number; text: string }
    expect(rows).toEqual([{ score, text }])
    expect(taken[0]).toMatchObject({ result: { rating: { score, text } } })
    expect(await staffOf(conversationId)).toMatchObject({ invited: true, score })
    // Later, and after the end, it is still the one.
    await shop.result(agent, close, { conversationId })
    expect(await shop.refusal(visitor, submit, { conversationId, score: 5 })).toBe('rating_exists')
    expect(await shop.refusal(agent, invite, { conversationId })).toBe('conversation_closed')
    expect(eventsOf(conversationId, 'rating.invited')).toHaveLength(1)
  })

  it('can be asked about twice on a leg, by whoever holds it, and not once it was rated', async () => {
    const { visitor, conversationId } = await dialogue()
    const colleague = await merchant.agent()
    expect(await shop.refusal(colleague, invite, { conversationId })).toBe('not_found')
    expect(await shop.result(agent, invite, { conversationId })).toEqual({ invitedCount: 1 })
    expect(await shop.result(agent, invite, { conversationId })).toEqual({ invitedCount: 2 })
    expect(await shop.refusal(agent, invite, { conversationId })).toBe('rating_invited')
    await shop.result(agent, transfer, { conversationId, to: { kind: 'member', memberId: colleague.id }, reason: '' })
    expect(await shop.refusal(agent, invite, { conversationId })).toBe('not_your_conversation')
    expect(await shop.result(colleague, invite, { conversationId })).toEqual({ invitedCount: 1 })
    await shop.result(visitor, submit, { conversationId, score: 4 })
    expect(await shop.refusal(colleague, invite, { conversationId })).toBe('rating_exists')
  })

  it('credits the leg whose agent asked, and the last one where nobody did', async () => {
    const colleague = await merchant.agent()
    const handOn = async (conversationId: string) => {
      await shop.result(agent, transfer, { conversationId, to: { kind: 'member', memberId: colleague.id }, reason: '' })
      await shop.result(colleague, close, { conversationId })
    }
    const asked = await dialogue()
    await shop.result(agent, invite, { conversationId: asked.conversationId })
    const [{ payload: invitation } = {}] = eventsOf(asked.conversationId, 'rating.invited')
    const { legId } = invitation as { legId: string }
    await handOn(asked.conversationId)
    await shop.result(asked.visitor, submit, { conversationId: asked.conversationId, score: 5, reasons: ['态度好'] })
    expect(eventsOf(asked.conversationId, 'rating.submitted')[0]?.payload).toEqual({
      score: 5,
      reasons: ['态度好'],
      text: '',
      legId,
      memberId: agent.id,
      invitedBy: 'agent',
    })
    const unasked = await dialogue()
    await handOn(unasked.conversationId)
    await shop.result(unasked.visitor, submit, { conversationId: unasked.conversationId, score: 2 })
    expect(eventsOf(unasked.conversationId, 'rating.submitted')[0]?.payload).toMatchObject({
      memberId: colleague.id,
      invitedBy: 'end',
    })
  })
})

describe('VIS-04: the visitor', () => {
  it('is asked at the end where something was asked and answered, and as the merchant wants it', async () => {
    const { conversationId, visitor } = await dialogue()
    await shop.result(visitor, close, { conversationId })
    const { events } = await shop.result<ConversationSnapshot>(visitor, get, { conversationId })
    expect(events.slice(-2).map(({ type, payload }) => [type, payload])).toMatchObject([
      ['conversation.closed', { end: 'visitor' }],
      ['rating.invited', { legId: null, memberId: null, by: 'end' }],
    ])
    const silent = await merchant.waiting()
    await shop.result(agent, claim, { conversationId: silent.conversationId })
    await shop.result(agent, close, { conversationId: silent.conversationId })
    expect(eventsOf(silent.conversationId, 'rating.invited')).toEqual([])
    const waited = await merchant.waiting()
    await shop.result(waited.visitor, sendMessage, {
      conversationId: waited.conversationId,
      body: { kind: 'text', text: '有人吗' },
    })
    await shop.result(waited.visitor, close, { conversationId: waited.conversationId })
    expect(eventsOf(waited.conversationId, 'rating.invited')).toEqual([])
    await change({ offerAtEnd: false })
    const quiet = await dialogue()
    await shop.result(agent, close, { conversationId: quiet.conversationId })
    expect(eventsOf(quiet.conversationId, 'rating.invited')).toEqual([])
  })

  it('may rate for a set time after the end, not before anybody served him, and only what is his', async () => {
    const { visitor, conversationId } = await merchant.waiting()
    expect(await shop.refusal(visitor, submit, { conversationId, score: 1 })).toBe('rating_too_early')
    await shop.result(agent, claim, { conversationId })
    await shop.result(agent, close, { conversationId })
    expect(await shop.refusal(await merchant.visitor(), submit, { conversationId, score: 1 })).toBe('not_found')
    await change({ openHours: 2 })
    laterMs = 2 * 3_600_000 + 60_000
    const answer = await shop.call(visitor, submit, { conversationId, score: 1 })
    expect(answer).toMatchObject({ refusal: { error: { code: 'rating_over' } } })
    laterMs = 3_600_000
    expect(await shop.result(visitor, submit, { conversationId, score: 1, text: ' 等太久 ' })).toMatchObject({
      rating: { score: 1, text: '等太久' },
    })
  })

  it('is shown the merchant’s words, or the product’s in his language, and what he has given', async () => {
    const { visitor, conversationId } = await dialogue()
    const cardIn = (locale: string) => shop.result<RatingCard>(visitor, card, { conversationId, locale })
    expect((await cardIn('zh-CN')).levels.map(({ label }) => label)).toEqual([
      '非常不满意',
      '不满意',
      '一般',
      '满意',
      '非常满意',
    ])
    const english = await cardIn('en')
    expect(english).toMatchObject({ given: null, openUntil: null })
    expect(english.levels[0]).toMatchObject({ score: 1, label: 'Very poor' })
    const levels = [1, 2, 3, 4, 5].map((n) => ({ label: n === 5 ? '超赞' : '', reasons: n === 1 ? ['慢'] : null }))
    await change({ levels })
    await shop.result(visitor, submit, { conversationId, score: 1, reasons: ['慢', '慢'] })
    const shown = await cardIn('en')
    expect([shown.levels[0]?.reasons, shown.levels[4]?.label, shown.levels[3]?.label]).toEqual([['慢'], '超赞', 'Good'])
    expect(shown.given).toMatchObject({ score: 1, reasons: ['慢'] })
  })
})
