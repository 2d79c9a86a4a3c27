import { operations, type ContactView } from '@keqiao/contract'
import { maxTagsOfContact, type ConversationId, type MemberActor, type VisitorActor } from '@keqiao/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefused } from '../../platform/operations'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { reachableContacts } from '../conversation'
import { followContact } from './follow-contact'

const { list, update, addTag, removeTag, tags } = operations.contact

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

type Listed = { contact: ContactView; stream: string }

async function served(): Promise<{ agent: MemberActor; visitor: VisitorActor; conversationId: ConversationId }> {
  const agent = await merchant.agent()
  const { visitor, conversationId } = await merchant.waiting()
  await shop.result(agent, operations.conversation.claim, { conversationId })
  return { agent, visitor, conversationId }
}

async function look(actor: MemberActor, contactId: string): Promise<Listed | undefined> {
  const { contacts } = await shop.result<{ contacts: Listed[] }>(actor, list, { contactIds: [contactId] })
  return contacts[0]
}

const change = async (actor: MemberActor, input: object) =>
  (await shop.result<{ contact: ContactView }>(actor, update, input)).contact

describe('a contact', () => {
  it('begins unknown, and is what staff last said of him', async () => {
    const { agent, visitor } = await served()
    const first = await look(agent, visitor.id)
    expect(first?.contact).toEqual({
      id: visitor.id,
      nickname: null,
      displayName: null,
      phone: null,
      email: null,
      shop: null,
      remark: null,
      tags: [],
      version: 0,
    })
    const known = await change(agent, {
      contactId: visitor.id,
      version: 0,
      displayName: ' 林知夏 ',
      phone: '+86 138-0013-8000',
      email: 'lin@example.com',
      remark: '收货人是父亲林先生。',
    })
    expect(known).toMatchObject({
      displayName: '林知夏',
      phone: '+86 138-0013-8000',
      email: 'lin@example.com',
      remark: { text: '收货人是父亲林先生。', by: { id: agent.id, nickname: agent.name } },
      version: 1,
    })
    expect((await look(agent, visitor.id))?.contact).toEqual(known)
    const cleared = await change(agent, { contactId: visitor.id, version: 1, phone: null, remark: null })
    expect(cleared).toMatchObject({ phone: null, remark: null, email: 'lin@example.com', version: 2 })
    // Nothing differs: nothing is written.
    expect(await change(agent, { contactId: visitor.id, version: 2, email: 'lin@example.com' })).toEqual(cleared)
  })

  it('keeps what he calls himself to himself, and what staff call him to staff', async () => {
    const { agent, visitor, conversationId } = await served()
    await change(agent, { contactId: visitor.id, version: 0, displayName: '难缠的王先生', remark: '小心' })
    await shop.result(agent, addTag, { contactId: visitor.id, tag: '投诉过' })
    const snapshot = JSON.stringify(await shop.result(visitor, operations.conversation.get, { conversationId }))
    for (const secret of ['难缠', '小心', '投诉过']) expect(snapshot).not.toContain(secret)
  })

  it.each([
    { phone: 'call me' },
    { phone: '1' },
    { email: 'nobody' },
    { displayName: '   ' },
    { displayName: 'x'.repeat(41) },
    { remark: 'a\u0000b' },
  ])('does not take %j', async (bad) => {
    const { agent, visitor } = await served()
    expect(await shop.refusal(agent, update, { contactId: visitor.id, version: 0, ...bad })).toBe('input_invalid')
  })
})

describe('two agents at once', () => {
  it('do not overwrite what the other has changed since, and are told what and by whom', async () => {
    const { agent, visitor } = await served()
    const boss = await merchant.agent({ role: 'administrator' })
    await change(boss, { contactId: visitor.id, version: 0, remark: '周日送货', phone: '13800138000' })
    const answer = await shop.call(agent, update, {
      contactId: visitor.id,
      version: 0,
      remark: '周六送货',
      email: 'lin@example.com',
    })
    expect(answer).toMatchObject({
      ok: false,
      refusal: { error: { code: 'contact_changed', data: { fields: ['remark'], by: boss.name, version: 1 } } },
    })
    expect((await look(agent, visitor.id))?.contact).toMatchObject({ remark: { text: '周日送货' }, email: null })
    // Knowing it, he may.
    const mine = await change(agent, { contactId: visitor.id, version: 1, remark: '周六送货' })
    expect(mine.remark).toMatchObject({ text: '周六送货', by: { id: agent.id } })
  })

  it("are in nobody's way with other fields and with tags", async () => {
    const { agent, visitor } = await served()
    const boss = await merchant.agent({ role: 'administrator' })
    await change(boss, { contactId: visitor.id, version: 0, remark: '周日送货' })
    await shop.result(boss, addTag, { contactId: visitor.id, tag: '老顾客' })
    const both = await change(agent, { contactId: visitor.id, version: 0, phone: '13800138000' })
    expect(both).toMatchObject({ phone: '13800138000', remark: { text: '周日送货' }, tags: ['老顾客'] })
  })

  it('of the same moment: one is stored, the other is refused', async () => {
    const { agent, visitor } = await served()
    const boss = await merchant.agent({ role: 'administrator' })
    const answers = await Promise.all(
      [agent, boss].map((actor) =>
        shop.call(actor, update, { contactId: visitor.id, version: 0, remark: `${actor.name}说的` }),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await look(agent, visitor.id))?.contact.version).toBe(1)
  })
})

describe('tags', () => {
  it('are one whatever their case and width, counted, found, and stay with the merchant', async () => {
    const { agent, visitor } = await served()
    const other = (await merchant.waiting()).visitor
    const boss = await merchant.agent({ role: 'administrator' })
    await shop.result(agent, addTag, { contactId: visitor.id, tag: ' VIP  金卡 ' })
    await shop.result(boss, addTag, { contactId: other.id, tag: 'ＶＩＰ 金卡' })
    const again = await shop.result<{ contact: ContactView }>(agent, addTag, { contactId: visitor.id, tag: 'vip 金卡' })
    expect(again.contact).toMatchObject({ tags: ['VIP 金卡'], version: 1 })
    const find = async () => (await shop.result<{ tags: unknown[] }>(agent, tags, { search: 'vip' })).tags
    expect(await find()).toEqual([{ name: 'VIP 金卡', contactCount: 2 }])
    await shop.result(agent, removeTag, { contactId: visitor.id, tag: 'Vip 金卡' })
    const gone = await shop.result<{ contact: ContactView }>(agent, removeTag, {
      contactId: visitor.id,
      tag: 'VIP 金卡',
    })
    expect(gone.contact).toMatchObject({ tags: [], version: 2 })
    expect(await find()).toEqual([{ name: 'VIP 金卡', contactCount: 1 }])
  })

  it('are paged, most used first', async () => {
    const fresh = await shop.merchant()
    const boss = await fresh.agent({ role: 'administrator' })
    const people = [await fresh.visitor(), await fresh.visitor(), await fresh.visitor()]
    for (const [index, { id: contactId }] of people.entries()) {
      for (const tag of ['甲', '乙', '丙'].slice(index)) await shop.result(boss, addTag, { contactId, tag })
    }
    const page = (after: number) => shop.result(boss, tags, { after, limit: 2 })
    expect(await page(0)).toEqual({
      tags: [
        { name: '丙', contactCount: 3 },
        { name: '乙', contactCount: 2 },
      ],
      more: true,
    })
    expect(await page(2)).toEqual({ tags: [{ name: '甲', contactCount: 1 }], more: false })
    expect(await shop.result(boss, tags, { search: '%' })).toEqual({ tags: [], more: false })
  })

  it('are bounded on one contact', async () => {
    const boss = await merchant.agent({ role: 'administrator' })
    const { id: contactId } = await merchant.visitor()
    for (let i = 0; i < maxTagsOfContact; i++) await shop.result(boss, addTag, { contactId, tag: `标签${i}` })
    const answer = await shop.call(boss, addTag, { contactId, tag: '再来一个' })
    expect(answer).toMatchObject({
      ok: false,
      refusal: { error: { code: 'too_many_tags', data: { of: 'contact', max: maxTagsOfContact } } },
    })
    // Refused, so not made either.
    expect(await shop.result(boss, tags, { search: '再来一个' })).toEqual({ tags: [], more: false })
  })
})

describe('who reaches a contact', () => {
  it('is who serves or served him, or may claim him; nobody else of the agents', async () => {
    const { agent, visitor, conversationId } = await served()
    const idle = await merchant.agent()
    expect(await look(idle, visitor.id)).toBeUndefined()
    expect(await shop.refusal(idle, addTag, { contactId: visitor.id, tag: '越界' })).toBe('not_found')
    const waiting = await merchant.waiting()
    expect((await look(idle, waiting.visitor.id))?.contact.id).toBe(waiting.visitor.id)
    await shop.result(agent, operations.conversation.close, { conversationId })
    expect((await look(agent, visitor.id))?.contact.id).toBe(visitor.id)
  })

  it('is nobody of another merchant, not by the stream either', async () => {
    const { agent, visitor } = await served()
    const stream = (await look(agent, visitor.id))?.stream ?? ''
    const foreigner = await (await shop.merchant()).agent({ role: 'administrator' })
    expect(await look(foreigner, visitor.id)).toBeUndefined()
    const follow = followContact(shop.services, reachableContacts)
    expect(await follow(foreigner, stream, 0)).toMatchObject({ error: { code: 'not_found' } })
    expect(await follow(visitor, stream, 0)).toMatchObject({ error: { code: 'not_found' } })
    expect(await follow(await merchant.agent(), stream, 0)).toMatchObject({ error: { code: 'not_found' } })
    const powerless = { ...agent, permissions: new Set<never>() }
    expect(await follow(powerless, stream, 0)).toMatchObject({ error: { code: 'forbidden' } })
  })

  it('gets every event from where he stood', async () => {
    const { agent, visitor } = await served()
    const stream = (await look(agent, visitor.id))?.stream ?? ''
    await shop.result(agent, addTag, { contactId: visitor.id, tag: '老顾客' })
    await change(agent, { contactId: visitor.id, version: 1, remark: '备注' })
    const range = await followContact(shop.services, reachableContacts)(agent, stream, 1)
    if (isRefused(range)) throw new Error(range.error.code)
    expect(range).toMatchObject({ head: 2, more: false })
    expect(range.events).toMatchObject([
      { seq: 2, prev: 1, type: 'contact.changed', payload: { remark: { from: null, to: '备注' } } },
    ])
  })
})
