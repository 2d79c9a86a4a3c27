import { events, operations, visibleTypes } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

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

const { send, list, receipts, inbox, markRead } = operations.broadcast
type Inbox = { received: { id: string; text: string; readAt: number | null }[]; unreadCount: number; more: boolean }
const inboxOf = (actor: MemberActor, more: object = {}) => shop.result<Inbox>(actor, inbox, more)
const say = async (text: string, to: object = { kind: 'all' }) =>
  (await shop.result<{ broadcast: { id: string; recipientCount: number } }>(boss, send, { text, to })).broadcast

it('CON-08: reaches the own agents, who are away too, says who read it when, and nobody of another merchant', async () => {
  const agents = [await home.agent(), await home.agent({ status: 'away', connected: false })]
  const foreign = await shop.merchant()
  const [stranger, strangeBoss] = [await foreign.agent(), await foreign.agent({ role: 'administrator' })]
  const sent = await say('今天十点开会 https://example.com/a')
  expect(sent.recipientCount).toBe(2)
  for (const agent of agents)
    expect(await inboxOf(agent)).toMatchObject({ unreadCount: 1, received: [{ id: sent.id }] })
  for (const other of [boss, stranger, strangeBoss]) expect((await inboxOf(other)).received).toEqual([])
  expect(await shop.refusal(strangeBoss, receipts, { broadcastId: sent.id })).toBe('not_found')
  expect(await shop.refusal(stranger, markRead, { broadcastId: sent.id })).toBe('not_found')
  expect(await shop.refusal(agents[0] ?? boss, send, { text: '我也说', to: { kind: 'all' } })).toBe('forbidden')

  const [reader] = agents
  const { readAt } = await shop.result<{ readAt: number }>(reader ?? boss, markRead, { broadcastId: sent.id })
  expect(await shop.result(reader ?? boss, markRead, { broadcastId: sent.id })).toEqual({ readAt })
  expect(await inboxOf(reader ?? boss)).toMatchObject({ unreadCount: 0, received: [{ readAt }] })
  expect(shop.toldNews).toContainEqual({ memberId: boss.id, of: 'broadcast' })
  expect(await shop.result(boss, receipts, { broadcastId: sent.id })).toMatchObject({
    receipts: [
      { memberId: reader?.id, readAt },
      { memberId: agents[1]?.id, readAt: null },
    ],
  })
  expect(await shop.result(boss, list, {})).toMatchObject({
    count: 1,
    broadcasts: [{ readCount: 1, recipientCount: 2 }],
  })
})

it('CON-08: never reaches a visitor, by event or by question', async () => {
  const visitor = await home.visitor()
  expect(events['broadcast.sent'].audiences).toEqual(['staff'])
  expect(visibleTypes('visitor')).not.toContain('broadcast.sent')
  for (const operation of [send, list, receipts, inbox, markRead]) {
    expect(operation.callers).toEqual(['member'])
    expect(await shop.refusal(visitor, operation, {})).toBe('forbidden')
  }
})

it('goes to groups and single ones, each once, and to nobody whom the merchant does not have', async () => {
  const fresh = await shop.merchant()
  const chief = await fresh.agent({ role: 'administrator' })
  const one = await fresh.agent()
  const to = { kind: 'some', groupIds: [fresh.groupId], memberIds: [one.id] }
  const sent = await shop.result<{ broadcast: object }>(chief, send, { text: '请看', to })
  expect(sent.broadcast).toMatchObject({ recipientCount: 1, audience: { kind: 'some', memberNames: [one.name] } })
  const told = shop.heard.filter(({ type, tenantId }) => type === 'broadcast.sent' && tenantId === fresh.tenantId)
  expect(told).toMatchObject([{ payload: { memberIds: [one.id] } }])
  const [foreign] = [await home.agent()]
  const refused = { text: '请看', to: { kind: 'some', memberIds: [foreign.id] } }
  expect(await shop.refusal(chief, send, refused)).toBe('member_unknown')
  expect(await shop.refusal(chief, send, { text: '请看', to: { kind: 'some', groupIds: [home.groupId] } })).toBe(
    'group_unknown',
  )
  expect(await shop.refusal(chief, send, { text: '请看', to: { kind: 'some', memberIds: [chief.id] } })).toBe(
    'broadcast_to_nobody',
  )
})

it('comes page by page, latest first', async () => {
  const agent = await home.agent()
  for (const text of ['一', '二', '三']) await say(text, { kind: 'some', memberIds: [agent.id] })
  const first = await inboxOf(agent, { limit: 2 })
  expect([first.received.map(({ text }) => text), first.more, first.unreadCount]).toEqual([['三', '二'], true, 3])
  const rest = await inboxOf(agent, { limit: 2, before: first.received[1]?.id })
  expect([rest.received.map(({ text }) => text), rest.more]).toEqual([['一'], false])
})
