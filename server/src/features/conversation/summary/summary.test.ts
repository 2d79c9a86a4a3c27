import { randomUUID } from 'node:crypto'
import {
  operations,
  type ConversationSnapshot,
  type ConversationView,
  type DeskView,
  type EarlierView,
  type FormView,
  type SummarySheet,
  type SummaryView,
} from '@keqiao/contract'
import type { ConversationId, MemberActor, VisitorActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../../testing/shop'

let shop: Shop
let merchant: Merchant
let agent: MemberActor

beforeAll(async () => {
  shop = await openShop()
})

beforeEach(async () => {
  merchant = await shop.merchant()
  agent = await merchant.agent()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { claim, close, transfer, sendMessage, listEarlier } = operations.conversation
const get = operations.conversation.get
const { desk, summary, settings, form } = operations

const filledIn = {
  category: 'aftersale.return',
  content: '餐桌有划痕，想退货',
  result: '已登记退货',
  solved: true,
  followUp: false,
}

async function dialogue(words: readonly string[] = [], given?: VisitorActor) {
  const { visitor, conversationId } = await merchant.waiting(given)
  await shop.result(agent, claim, { conversationId })
  for (const text of words) await shop.result(visitor, sendMessage, { conversationId, body: { kind: 'text', text } })
  return { visitor, conversationId }
}
const sheetOf = (actor: MemberActor, conversationId: string) =>
  shop.result<SummarySheet>(actor, summary.get, { conversationId })

async function save(actor: MemberActor, conversationId: string, answers: Record<string, unknown> = filledIn) {
  const sheet = await sheetOf(actor, conversationId)
  const input = { conversationId, legId: sheet.ownLegId, formVersion: sheet.form.version, answers }
  return shop.call(actor, summary.save, input)
}
const viewOf = async (conversationId: string) =>
  (await shop.result<ConversationSnapshot>(agent, get, { conversationId })).conversation

async function setOnClear(onClear: 'block' | 'warn' | 'off') {
  const boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
  const { version } = await shop.result<{ version: number }>(boss, settings.getSummary, {})
  await shop.result(boss, settings.changeSummary, { version, settings: { onClear } })
}

describe('CON-06: the summary of a leg', () => {
  it('is written by its agent while it is open, corrected later, and told in the log', async () => {
    const { conversationId } = await dialogue()
    expect((await viewOf(conversationId)).staff).toMatchObject({ summarised: false, categoryPath: [] })
    expect(await save(agent, conversationId)).toMatchObject({ ok: true })
    await shop.result(agent, close, { conversationId })
    const answer = await save(agent, conversationId, { ...filledIn, category: 'aftersale.refund', solved: false })
    expect(answer).toMatchObject({
      result: { summary: { categoryPath: ['退换货', '退款进度'], solved: false, correctedCount: 1 } },
    })
    const told = shop.heard.filter(({ type, streamId }) => type === 'summary.saved' && streamId === conversationId)
    expect(told.map(({ payload }) => payload)).toMatchObject([
      { memberId: agent.id, formVersion: 0, categoryId: 'aftersale.return', solved: true, first: true },
      { categoryPath: ['退换货', '退款进度'], solved: false, followUp: false, first: false },
    ])
    expect((await viewOf(conversationId)).staff).toMatchObject({
      summarised: true,
      categoryPath: ['退换货', '退款进度'],
    })
  })

  it('leaves the time at which the conversation ended as it was, and tells its visitor nothing', async () => {
    const { visitor, conversationId } = await dialogue(['在吗'])
    await shop.result(agent, close, { conversationId })
    const before = await viewOf(conversationId)
    await save(agent, conversationId)
    expect((await viewOf(conversationId)).closedAt).toBe(before.closedAt)
    const seen = await shop.result<ConversationSnapshot>(visitor, get, { conversationId })
    expect(seen.conversation.staff).toBeUndefined()
    expect(seen.events.map(({ type }) => type)).not.toContain('summary.saved')
    expect(JSON.stringify(seen)).not.toContain('退货')
  })

  it('is the business of no one else: not of a colleague, nor of the administrator', async () => {
    const { conversationId } = await dialogue()
    const { ownLegId: legId } = await sheetOf(agent, conversationId)
    const boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
    expect((await sheetOf(boss, conversationId)).ownLegId).toBeNull()
    const input = { conversationId, legId, formVersion: 0, answers: filledIn }
    expect(await shop.refusal(boss, summary.save, input)).toBe('leg_not_yours')
    expect(await shop.refusal(agent, summary.save, { ...input, legId: randomUUID() })).toBe('leg_not_yours')
    expect(await shop.refusal(await merchant.agent(), summary.save, input)).toBe('not_found')
  })

  it('is refused with what is missing, and nothing is stored', async () => {
    const { conversationId } = await dialogue()
    const answer = await save(agent, conversationId, { ...filledIn, category: 'aftersale', followUp: true })
    expect(answer).toMatchObject({
      refusal: {
        error: {
          code: 'answers_invalid',
          data: {
            complaints: [
              { questionId: 'category', problem: 'not-a-leaf' },
              { questionId: 'followUpNote', problem: 'missing' },
            ],
          },
        },
      },
    })
    expect((await sheetOf(agent, conversationId)).legs[0]?.summary).toBeNull()
  })

  it('keeps the version of the form it was written on, with the categories that version had', async () => {
    const { conversationId } = await dialogue()
    await save(agent, conversationId)
    const boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
    const read = await shop.result<{ form: FormView }>(boss, form.get, { purpose: 'summary' })
    const questions = read.form.questions.map((question) =>
      question.kind === 'tree'
        ? { ...question, branches: question.branches.filter(({ id }) => id !== 'aftersale') }
        : question,
    )
    await shop.result(boss, form.publish, { purpose: 'summary', version: 0, questions })
    const old = await sheetOf(agent, conversationId)
    expect([old.form.version, old.legs[0]?.summary?.categoryPath]).toEqual([0, ['退换货', '退货']])
    const next = await dialogue()
    expect((await sheetOf(agent, next.conversationId)).form.version).toBe(1)
    const wrong = await save(agent, next.conversationId)
    expect(wrong).toMatchObject({ refusal: { error: { code: 'answers_invalid' } } })
    // Begun before the new version was published: what was written is not lost.
    const { ownLegId: legId } = await sheetOf(agent, next.conversationId)
    const begun = { conversationId: next.conversationId, legId, formVersion: 0, answers: filledIn }
    expect(await shop.result(agent, summary.save, begun)).toMatchObject({ summary: { formVersion: 0 } })
    expect(await shop.refusal(agent, summary.save, { ...begun, formVersion: 9 })).toBe('form_version_unknown')
  })

  it('CON-23: begins with what is known: the category of the leg before, the words of the visitor', async () => {
    const { conversationId } = await dialogue(['桌子有划痕', '能退吗'])
    await save(agent, conversationId)
    const colleague = await merchant.agent()
    await shop.result(agent, transfer, { conversationId, to: { kind: 'member', memberId: colleague.id }, reason: '' })
    const sheet = await sheetOf(colleague, conversationId)
    expect(sheet.suggested).toEqual({ category: 'aftersale.return', content: '桌子有划痕\n能退吗' })
    expect(sheet.legs.map(({ member, end, summary: has }) => [member.id, end, has !== null])).toEqual([
      [agent.id, 'transfer', true],
      [colleague.id, null, false],
    ])
    expect((await viewOf(conversationId)).staff).toMatchObject({ summarised: false, legId: sheet.ownLegId })
  })

  it('stands in the history of the customer, for staff alone', async () => {
    const { visitor, conversationId } = await dialogue()
    await save(agent, conversationId)
    await shop.result(agent, close, { conversationId })
    const again = await dialogue([], visitor)
    const listed = (actor: MemberActor | VisitorActor) =>
      shop.result<{ earlier: EarlierView[] }>(actor, listEarlier, { conversationId: again.conversationId })
    expect((await listed(agent)).earlier[0]?.summaries).toEqual([
      {
        nickname: agent.name,
        categoryPath: ['退换货', '退货'],
        content: filledIn.content,
        solved: true,
        followUp: false,
      },
    ])
    expect((await listed(visitor)).earlier[0]?.summaries).toBeUndefined()
  })
})

describe('CON-05: clearing a dialogue without summary', () => {
  const clear = (conversationIds: readonly string[]) =>
    shop.call(agent, desk.setCleared, { conversationIds, cleared: true })
  const ended = async (): Promise<ConversationId> => {
    const { conversationId } = await dialogue()
    await shop.result(agent, close, { conversationId })
    return conversationId
  }

  it('is refused where the merchant wants one of each, for all at once too', async () => {
    await setOnClear('block')
    const [first, second] = [await ended(), await ended()]
    await save(agent, first)
    expect(await clear([first, second])).toMatchObject({
      refusal: { error: { code: 'summary_required', data: { conversationIds: [second] } } },
    })
    const list = async () =>
      (await shop.result<{ dialogues: ConversationView[] }>(agent, desk.ended, { since: 0 })).dialogues
    expect((await list()).map(({ id, staff }) => [id, staff?.summarised])).toEqual([
      [second, false],
      [first, true],
    ])
    expect(await clear([first])).toMatchObject({ result: { changedCount: 1 } })
    await save(agent, second)
    expect(await clear([second])).toMatchObject({ result: { changedCount: 1 } })
  })

  it('is the agent’s decision where the merchant only warns, as he does unless he says otherwise', async () => {
    expect((await shop.result<DeskView>(agent, desk.get, {})).summaryOnClear).toBe('warn')
    expect(await clear([await ended()])).toMatchObject({ result: { changedCount: 1 } })
    await setOnClear('off')
    expect((await shop.result<DeskView>(agent, desk.get, {})).summaryOnClear).toBe('off')
  })

  it('needs none of what was handed on', async () => {
    await setOnClear('block')
    const { conversationId } = await dialogue()
    const colleague = await merchant.agent()
    await shop.result(agent, transfer, { conversationId, to: { kind: 'member', memberId: colleague.id }, reason: '' })
    await shop.result(colleague, close, { conversationId })
    expect(await clear([conversationId])).toMatchObject({ result: { changedCount: 0 } })
  })
})

it('answers a repeated save with the first result and one event', async () => {
  const { conversationId } = await dialogue()
  const { ownLegId: legId } = await sheetOf(agent, conversationId)
  const input = { conversationId, legId, formVersion: 0, answers: filledIn }
  const key = randomUUID()
  const both = [1, 2].map(() => shop.result<{ summary: SummaryView }>(agent, summary.save, input, key))
  const [first, second] = await Promise.all(both)
  expect(second).toEqual(first)
  expect(
    shop.heard.filter(({ type, streamId }) => type === 'summary.saved' && streamId === conversationId),
  ).toHaveLength(1)
})
