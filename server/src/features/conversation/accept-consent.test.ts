import { operations, type ChannelView, type ConversationView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { mayAttach } from '.'

let shop: Shop
let home: Merchant
let boss: MemberActor

beforeAll(async () => {
  shop = await openShop()
  home = await shop.merchant()
  boss = await home.agent({ role: 'administrator' })
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

/** The administrator asks for consent to these words; returns the version. */
async function askFor(text: string, required = true): Promise<number> {
  const { channelId } = home
  const { channel } = await shop.result<{ channel: ChannelView }>(boss, operations.channel.get, { channelId })
  const { version: _, ...consent } = { ...channel.settings.consent, required, text }
  const settings = { ...channel.settings, consent }
  const input = { channelId, version: channel.version, settings }
  const changed = await shop.result<{ channel: ChannelView }>(boss, operations.channel.update, input)
  return changed.channel.settings.consent.version
}

const say = operations.conversation.sendMessage
const words = (conversationId: string) => ({ conversationId, body: { kind: 'text', text: '你好' } })

test('before his first word a visitor agrees, once for each version of the words', async () => {
  const first = await askFor('第一版')
  const { visitor, conversationId } = await home.waiting()
  expect(await shop.refusal(visitor, say, words(conversationId))).toBe('consent_required')
  expect(await mayAttach(shop.services)(visitor, conversationId)).toMatchObject({ error: { code: 'consent_required' } })
  const accept = (version: number) => ({ conversationId, version })
  const { acceptConsent } = operations.conversation
  expect(await shop.refusal(visitor, acceptConsent, accept(first + 1))).toBe('consent_outdated')
  const agreed = await shop.result<{ conversation: ConversationView }>(visitor, acceptConsent, accept(first))
  expect(agreed.conversation.consent).toEqual({ version: first, acceptedAt: expect.any(Number) as number })
  // A second time, from another tab: the first one stands.
  const again = await shop.result<{ conversation: ConversationView }>(visitor, acceptConsent, accept(first))
  expect(again).toEqual(agreed)
  await shop.result(visitor, say, words(conversationId))

  await shop.result(visitor, operations.conversation.close, { conversationId })
  const later = await home.waiting(visitor)
  await shop.result(visitor, say, words(later.conversationId))
  const { heard } = shop
  expect(
    heard.filter(({ streamId, type }) => streamId === later.conversationId && type === 'consent.accepted'),
  ).toMatchObject([{ payload: { version: first, acceptedAt: agreed.conversation.consent?.acceptedAt } }])

  await shop.result(visitor, operations.conversation.close, { conversationId: later.conversationId })
  const second = await askFor('第二版')
  expect(second).toBe(first + 1)
  const { conversationId: third } = await home.waiting(visitor)
  expect(await shop.refusal(visitor, say, words(third))).toBe('consent_required')
  // The shop changes its words while he reads: what he was shown meanwhile is newer than what is asked.
  const newest = await askFor('第三版')
  await shop.result(visitor, acceptConsent, { conversationId: third, version: newest })
  await shop.result(visitor, say, words(third))
})

test('where nothing is asked, nothing has to be agreed to', async () => {
  await askFor('不再要求', false)
  const { visitor, conversationId } = await home.waiting()
  await shop.result(visitor, say, words(conversationId))
})

test('of two who edit a channel, the second is told', async () => {
  const { channelId } = home
  const { channel } = await shop.result<{ channel: ChannelView }>(boss, operations.channel.get, { channelId })
  const change = { channelId, version: channel.version }
  await shop.result(boss, operations.channel.update, { ...change, name: '新名字' })
  expect(await shop.refusal(boss, operations.channel.update, { ...change, name: '别的名字' })).toBe('channel_changed')
  const low = { ...channel.settings, color: '#ffcc00', consent: { required: false } }
  expect(await shop.refusal(boss, operations.channel.update, { ...change, settings: low })).toBe('input_invalid')
})
