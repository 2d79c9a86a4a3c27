import { randomUUID } from 'node:crypto'
import { operations, type ChannelView, type ConversationView, type OfflineMessageView } from '@keqiao/contract'
import type { MemberActor, VisitorActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

let shop: Shop
let home: Merchant
let boss: MemberActor

beforeAll(async () => {
  shop = await openShop()
})

beforeEach(async () => {
  home = await shop.merchant()
  boss = await home.agent({ role: 'administrator', status: 'away', connected: false })
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { leave, form, get } = operations.offlineMessage
type Asked = { consent: { version: number; text: string; acceptedAt: number | null } | null }

/** The administrator asks for consent to these words; returns the version. */
async function askFor(text: Record<string, string>, required = true): Promise<number> {
  const { channelId } = home
  const { channel } = await shop.result<{ channel: ChannelView }>(boss, operations.channel.get, { channelId })
  const settings = { ...channel.settings, consent: { required, text } }
  const input = { channelId, version: channel.version, settings }
  const changed = await shop.result<{ channel: ChannelView }>(boss, operations.channel.update, input)
  return changed.channel.settings.consent.version
}

const message = (more: Record<string, unknown> = {}) => ({
  name: '罗先生',
  phone: '138 0013 8000',
  groupId: home.groupId,
  text: '衣柜想改到周末送。',
  ...more,
})
const asked = async (visitor: VisitorActor, locale = 'zh-CN') =>
  (await shop.result<Asked>(visitor, form, { locale })).consent
const left = async (visitor: VisitorActor, more: Record<string, unknown> = {}) => {
  const { id } = await shop.result<{ id: string }>(visitor, leave, message(more))
  return (await shop.result<{ message: OfflineMessageView }>(boss, get, { offlineMessageId: id })).message
}

it('is asked for in the words and the language of the visitor, and nothing is stored without it', async () => {
  const version = await askFor({ 'zh-CN': '我们只为回复您而使用它。', en: 'Only to answer you.' })
  const visitor = await home.visitor()
  expect(await asked(visitor)).toEqual({ version, text: '我们只为回复您而使用它。', acceptedAt: null })
  expect(await asked(visitor, 'en')).toMatchObject({ text: 'Only to answer you.' })
  expect(await shop.refusal(visitor, leave, message())).toBe('consent_required')
  expect(await shop.refusal(visitor, leave, message({ consentVersion: version + 1 }))).toBe('consent_outdated')
  const stored = await left(visitor, { consentVersion: version })
  expect(stored.consent).toEqual({ version, acceptedAt: stored.createdAt })
  const told = shop.heard.filter(({ type, streamId }) => type === 'offlineMessage.left' && streamId === stored.id)
  expect(told).toMatchObject([{ payload: { consent: stored.consent } }])
})

it('is given once for each version of the words, here or in a conversation', async () => {
  const first = await askFor({ 'zh-CN': '第一版' })
  const { visitor, conversationId } = await home.waiting()
  const agreed = await shop.result<{ conversation: ConversationView }>(visitor, operations.conversation.acceptConsent, {
    conversationId,
    version: first,
  })
  expect(await asked(visitor)).toMatchObject(agreed.conversation.consent ?? {})
  expect((await left(visitor)).consent).toEqual(agreed.conversation.consent)

  const second = await askFor({ 'zh-CN': '第二版' })
  expect(await asked(visitor)).toMatchObject({ version: second, acceptedAt: null })
  // What he read meanwhile is not what is asked now.
  expect(await shop.refusal(visitor, leave, message({ consentVersion: first }))).toBe('consent_outdated')
  const { consent } = await left(visitor, { consentVersion: second })
  // The conversation after it asks no more.
  await shop.result(visitor, operations.conversation.close, { conversationId })
  const later = await home.waiting(visitor)
  const { conversation } = await shop.result<{ conversation: ConversationView }>(visitor, operations.conversation.get, {
    conversationId: later.conversationId,
  })
  expect(conversation.consent).toEqual(consent)
})

it('keeps the place in the line of whoever did not agree', async () => {
  const version = await askFor({ 'zh-CN': '请先同意' })
  const { visitor, conversationId } = await home.waiting()
  expect(await shop.refusal(visitor, leave, message({ conversationId }))).toBe('consent_required')
  const { conversation } = await shop.result<{ conversation: ConversationView }>(visitor, operations.conversation.get, {
    conversationId,
  })
  expect(conversation.status).toBe('queued')
  expect((await left(visitor, { conversationId, consentVersion: version })).conversationId).toBe(conversationId)
})

it('is not asked for where the shop asks nothing (any more), and a repetition is the same message', async () => {
  const visitor = await home.visitor()
  expect(await asked(visitor)).toBeNull()
  expect((await left(visitor)).consent).toBeNull()
  const version = await askFor({ 'zh-CN': '第一版' })
  const key = randomUUID()
  const first = await shop.result(visitor, leave, message({ consentVersion: version }), key)
  await askFor({ 'zh-CN': '第一版' }, false)
  expect(await shop.result(visitor, leave, message({ consentVersion: version }), key)).toEqual(first)
  // Said by a page that was shown the words before they were withdrawn.
  expect((await left(visitor, { consentVersion: version, text: '还有一件事' })).consent).toBeNull()
})
