import { operations, type AutoReplySettings, type ConversationSnapshot } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../platform/clock'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { isStaffed } from '../routing'
import { startAutoReplies, type AutoReplies } from './auto-replies'

const second = 1_000
let passed = 0
let shop: Shop
let merchant: Merchant
let boss: MemberActor
let replies: AutoReplies

beforeAll(async () => {
  const clock = systemClock()
  // Timers never fire by themselves here: each sweep is asked for.
  shop = await openShop({ ...clock, now: () => clock.now() + passed, setTimer: () => () => undefined })
  replies = startAutoReplies(shop.services, { isStaffed })
  shop.services.relay.listen((events) => replies.hear(events))
})

beforeEach(async () => {
  merchant = await shop.merchant()
  boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
})

afterAll(async () => {
  await replies.sweep.stop()
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { sendMessage, claim, get, close } = operations.conversation
const { getAutoReplies, changeAutoReplies } = operations.settings
const say = { kind: 'text', text: '在吗' }

async function switchOn(...situations: (keyof AutoReplySettings)[]): Promise<void> {
  const read = await shop.result<{ version: number; settings: AutoReplySettings }>(boss, getAutoReplies, {})
  const on = Object.fromEntries(situations.map((one) => [one, { ...read.settings[one], on: true }]))
  await shop.result(boss, changeAutoReplies, { version: read.version, settings: { ...read.settings, ...on } })
}

async function after(seconds: number): Promise<void> {
  passed += seconds * second
  while ((await replies.sweep.sweep()) > 0) passed += 1
}

async function said(conversationId: string) {
  const { events, conversation } = await shop.result<ConversationSnapshot>(boss, get, { conversationId })
  const texts = events.flatMap((event) =>
    event.type === 'message.sent' && event.payload.automatic ? [[event.payload.automatic, event.actor.kind]] : [],
  )
  return { texts, conversation, events }
}

async function talking() {
  const agent = await merchant.agent({ capacity: 50 })
  const { visitor, conversationId } = await merchant.waiting()
  await shop.result(visitor, sendMessage, { conversationId, body: say })
  await shop.result(agent, claim, { conversationId })
  return { agent, visitor, conversationId }
}

describe('what is said by itself', () => {
  it('CON-21: is nothing until the merchant wants it', async () => {
    const { agent, conversationId } = await talking()
    await after(300)
    await shop.result(agent, close, { conversationId })
    expect((await said(conversationId)).texts).toEqual([])
  })

  it('CON-21: greets at once by the agent’s name, answers nobody, and starts the six minutes (G3a)', async () => {
    await switchOn('accepted')
    const { agent, visitor, conversationId } = await talking()
    await vi.waitFor(async () => expect((await said(conversationId)).texts).toEqual([['accepted', 'system']]))
    await after(1)
    const { texts, conversation } = await said(conversationId)
    expect(texts).toHaveLength(1)
    expect(conversation).toMatchObject({
      agentMessageCount: 0,
      lastMessage: { text: `您好，我是${agent.name}，很高兴为您服务。` },
    })
    expect(conversation.unansweredSince).not.toBeNull()
    const [row] = await shop.services.doors.withTenant(merchant.tenantId, (tx) =>
      tx.rows<{ last_agent_at: number | null }>('select last_agent_at from conversations where id = $1', [
        conversationId,
      ]),
    )
    expect(row?.last_agent_at).not.toBeNull()
    const seen = await shop.result<ConversationSnapshot>(visitor, get, { conversationId })
    expect(seen.events.at(-1)).toMatchObject({ type: 'message.sent', payload: { authorName: agent.name } })
  })

  it('CON-21: speaks to who waits once it takes long, or where nobody is there, once', async () => {
    await switchOn('waiting', 'unstaffed')
    const { conversationId } = await merchant.waiting()
    await after(1)
    expect((await said(conversationId)).texts).toEqual([['unstaffed', 'system']])
    await merchant.agent({ status: 'busy' })
    const later = await merchant.waiting()
    await after(50)
    expect((await said(later.conversationId)).texts).toEqual([])
    await after(20)
    await after(300)
    expect((await said(later.conversationId)).texts).toEqual([['waiting', 'system']])
  })

  it('CON-21: soothes once for each answer that is owed', async () => {
    await switchOn('agentSilent')
    const { agent, visitor, conversationId } = await talking()
    await after(110)
    expect((await said(conversationId)).texts).toEqual([])
    await after(20)
    await after(200)
    expect((await said(conversationId)).texts).toEqual([['agentSilent', 'system']])
    expect((await said(conversationId)).conversation.unansweredSince).not.toBeNull()
    await shop.result(agent, sendMessage, { conversationId, body: say })
    await shop.result(visitor, sendMessage, { conversationId, body: say })
    await after(130)
    expect((await said(conversationId)).texts).toHaveLength(2)
  })

  it('CON-21: reminds before a silence ends the dialogue, and says farewell when it ends', async () => {
    await switchOn('beforeClose', 'ended')
    const { agent, conversationId } = await talking()
    await shop.result(agent, sendMessage, { conversationId, body: say })
    await after(290)
    expect((await said(conversationId)).texts).toEqual([])
    await after(25)
    expect((await said(conversationId)).texts).toEqual([['beforeClose', 'system']])
    await shop.result(agent, close, { conversationId })
    const { texts, events } = await said(conversationId)
    expect(texts).toEqual([
      ['beforeClose', 'system'],
      ['ended', 'system'],
    ])
    const types = events.map(({ type }) => type)
    expect(types.lastIndexOf('message.sent')).toBeLessThan(types.indexOf('conversation.closed'))
  })
})

describe('a channel of its own', () => {
  it('CON-21: says its own words in the situations it has them for, and the merchant’s in all others', async () => {
    await switchOn('waiting', 'ended')
    const { getChannelAutoReplies, changeChannelAutoReplies } = operations.settings
    const { version } = await shop.result<{ version: number }>(boss, getChannelAutoReplies, {})
    const own = { on: true, afterSeconds: 20, text: { 'zh-CN': '{shop}官网马上有人来', 'zh-TW': '', en: '' } }
    const change = {
      version,
      channelId: merchant.channelId,
      replies: { waiting: own, ended: { on: false, text: own.text } },
    }
    await shop.result(boss, changeChannelAutoReplies, change)
    await merchant.agent({ status: 'busy' })
    const { conversationId } = await merchant.waiting()
    await after(25)
    const { texts, conversation } = await said(conversationId)
    expect(texts).toEqual([['waiting', 'system']])
    expect(conversation.lastMessage?.text).toBe('测试商家官网马上有人来')
    // Switched off here, though it is on for the merchant.
    const talk = await talking()
    await shop.result(talk.agent, close, { conversationId: talk.conversationId })
    expect((await said(talk.conversationId)).texts.map(([situation]) => situation)).not.toContain('ended')
    // Nothing of its own any more: it is as all the others.
    expect(await shop.refusal(boss, changeChannelAutoReplies, { ...change, replies: {} })).toBe('settings_changed')
    await shop.result(boss, changeChannelAutoReplies, { ...change, version: version + 1, replies: {} })
    const again = await talking()
    await shop.result(again.agent, close, { conversationId: again.conversationId })
    expect((await said(again.conversationId)).texts.map(([situation]) => situation)).toContain('ended')
  })

  it('VIS-02, CON-21: outside business hours the form for a message shows the merchant’s words, in the visitor’s language', async () => {
    const visitor = await merchant.visitor()
    const { form } = operations.offlineMessage
    const wordsFor = async (locale: string) =>
      (await shop.result<{ words: string | null }>(visitor, form, { locale })).words
    await switchOn('outsideHours')
    expect(await wordsFor('zh-CN')).toBeNull()
    await merchant.changeHours({ always: false, weekly: [], exceptions: [] })
    expect(await wordsFor('zh-CN')).toContain('休息时间')
    const { version } = await shop.result<{ version: number }>(boss, operations.settings.getChannelAutoReplies, {})
    const text = { 'zh-CN': '{shop}九点开门', 'zh-TW': '', en: '{shop} opens at nine' }
    const input = { version, channelId: merchant.channelId, replies: { outsideHours: { on: true, text } } }
    await shop.result(boss, operations.settings.changeChannelAutoReplies, input)
    expect(await wordsFor('en')).toBe('测试商家 opens at nine')
    expect(await wordsFor('zh-TW')).toBe('测试商家九点开门')
  })
})
