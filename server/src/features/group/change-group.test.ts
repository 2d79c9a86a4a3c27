import { randomUUID } from 'node:crypto'
import { operations, type ColleaguesView } from '@keqiao/contract'
import type { MemberActor, MemberId } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

let shop: Shop
let merchant: Merchant
let boss: MemberActor

beforeAll(async () => {
  shop = await openShop()
})

beforeEach(async () => {
  merchant = await shop.merchant()
  boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { create, rename, setMembers, remove, list } = operations.group
const { claim, transfer, close } = operations.conversation

async function newGroup(name: string = randomUUID()): Promise<string> {
  return (await shop.result<{ group: { id: string } }>(boss, create, { name })).group.id
}
const groups = async () =>
  (await shop.result<{ groups: { id: string; name: string }[] }>(boss, list, {})).groups.map(({ name }) => name)
const groupsOf = async (id: MemberId) =>
  (await shop.result<ColleaguesView>(boss, operations.desk.colleagues, {})).agents.find((one) => one.id === id)
    ?.groupIds

async function lead(channelId: string, groupId: string): Promise<void> {
  const { channel } = await shop.result<{ channel: { version: number } }>(boss, operations.channel.get, { channelId })
  await shop.result(boss, operations.channel.update, { channelId, version: channel.version, groupId })
}

describe('a group', () => {
  it('has a name of its own, whoever asks first', async () => {
    const id = await newGroup('售后')
    const answers = await Promise.all(['退换货', '退换货'].map((name) => shop.call(boss, create, { name })))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await shop.refusal(boss, rename, { groupId: id, name: '退换货' })).toBe('group_name_taken')
    await shop.result(boss, rename, { groupId: id, name: ' 售后服务 ' })
    expect(await groups()).toEqual(['默认分组', '售后服务', '退换货'])
    const told = shop.heard.filter((event) => event.stream === 'group' && event.streamId.slice(2) === id.slice(2))
    expect(told.map(({ type, seq }) => [type, seq])).toEqual([
      ['group.created', 1],
      ['group.renamed', 2],
    ])
  })

  it('is served by exactly those who are named, each change in the member’s own log', async () => {
    const [one, other] = [await merchant.agent(), await merchant.agent()]
    const groupId = await newGroup()
    expect(await shop.result(boss, setMembers, { groupId, memberIds: [one.id, other.id] })).toEqual({
      joinedCount: 2,
      leftCount: 0,
    })
    expect(await shop.result(boss, setMembers, { groupId, memberIds: [other.id] })).toEqual({
      joinedCount: 0,
      leftCount: 1,
    })
    expect([await groupsOf(one.id), await groupsOf(other.id)]).toEqual([
      [merchant.groupId],
      [merchant.groupId, groupId].toSorted(),
    ])
    const told = shop.heard.filter((event) => event.type === 'member.changed' && event.tenantId === merchant.tenantId)
    expect(told).toHaveLength(3)
    const stranger = await (await shop.merchant()).agent()
    expect(await shop.refusal(boss, setMembers, { groupId, memberIds: [stranger.id] })).toBe('member_unknown')
    expect(await groupsOf(other.id)).toContain(groupId)
  })

  it('can be removed only when nothing is in it', async () => {
    expect(await shop.refusal(boss, remove, { groupId: merchant.groupId })).toBe('group_in_use')
    const agent = await merchant.agent()
    const groupId = await newGroup('临时')
    await shop.result(boss, setMembers, { groupId, memberIds: [agent.id] })
    const uses = async () => {
      const answer = await shop.call(boss, remove, { groupId })
      return answer.ok ? null : answer.refusal.error.data
    }
    const none = { memberCount: 0, waitingCount: 0, openCount: 0, channelCount: 0 }
    expect(await uses()).toEqual({ ...none, memberCount: 1 })
    await shop.result(boss, setMembers, { groupId, memberIds: [] })
    const { conversationId } = await merchant.waiting()
    await shop.result(agent, claim, { conversationId })
    await shop.result(agent, transfer, { conversationId, to: { kind: 'group', groupId } })
    expect(await uses()).toEqual({ ...none, waitingCount: 1 })
    await shop.result(boss, setMembers, { groupId, memberIds: [agent.id] })
    await shop.result(agent, claim, { conversationId })
    expect(await uses()).toEqual({ ...none, memberCount: 1, openCount: 1 })
    await shop.result(agent, close, { conversationId })
    await shop.result(boss, setMembers, { groupId, memberIds: [] })
    const { channelId } = merchant
    await lead(channelId, groupId)
    expect(await uses()).toEqual({ ...none, channelCount: 1 })
    await lead(channelId, merchant.groupId)
    expect(await uses()).toBeNull()
    expect(await groups()).not.toContain('临时')
    expect(await shop.refusal(boss, remove, { groupId })).toBe('not_found')
  })

  it('is never removed from under a dialogue that is led to it at the same moment', async () => {
    const agent = await merchant.agent()
    for (let round = 0; round < 5; round++) {
      const groupId = await newGroup()
      const { conversationId } = await merchant.waiting()
      await shop.result(agent, claim, { conversationId })
      const [moved, removed] = await Promise.all([
        shop.call(agent, transfer, { conversationId, to: { kind: 'group', groupId } }),
        shop.call(boss, remove, { groupId }),
      ])
      // One of them, never both.
      expect([moved.ok, removed.ok].filter(Boolean)).toHaveLength(1)
      await shop.result(boss, operations.group.list, {})
      if (!moved.ok) await shop.result(agent, close, { conversationId })
    }
  })
})
