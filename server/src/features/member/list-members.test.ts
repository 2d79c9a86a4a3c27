import { operations, type MemberView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { loadMemberActor } from './member.queries'

interface Page {
  members: MemberView[]
  more: boolean
}

let shop: Shop
let home: Merchant
let administrator: MemberActor
let agents: MemberActor[]
let stranger: MemberActor

beforeAll(async () => {
  shop = await openShop()
  home = await shop.merchant()
  administrator = await home.agent({ role: 'administrator' })
  agents = [await home.agent({ status: 'away', capacity: 7 }), await home.agent(), await home.agent()]
  stranger = await (await shop.merchant()).agent({ role: 'administrator' })
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const list = (actor: MemberActor, input: object) => shop.result<Page>(actor, operations.member.list, input)
const accounts = ({ members }: Page) => members.map((member) => member.account)
const first = () => agents[0] ?? administrator

test('an administrator reads all members, page by page in order of account', async () => {
  const page = await list(administrator, { limit: 2 })
  expect(page.more).toBe(true)
  expect(accounts(page)).toEqual(['agent-1', 'agent-2'])
  expect(page.members[1]).toEqual({
    id: first().id,
    account: 'agent-2',
    nickname: '客服2',
    role: 'agent',
    capacity: 7,
    groupIds: [home.groupId],
    disabled: false,
    status: 'away',
    connected: true,
    active: 0,
    createdAt: expect.any(Number) as number,
    origin: 'local',
    managed: false,
    secondFactor: false,
  })
  const rest = await list(administrator, { limit: 2, after: 'agent-2' })
  expect(accounts(rest)).toEqual(['agent-3', 'agent-4'])
  expect(rest.more).toBe(false)
})

test('a search finds part of account or nickname, and takes no wildcard for one', async () => {
  expect(accounts(await list(administrator, { search: 'T-3' }))).toEqual(['agent-3'])
  expect(accounts(await list(administrator, { search: '服4' }))).toEqual(['agent-4'])
  for (const search of ['%', '_', '\\']) expect(accounts(await list(administrator, { search }))).toEqual([])
})

test('a disabled member is listed only when asked for, and is no actor', async () => {
  const leaver = await home.agent()
  await shop.result(administrator, operations.member.disable, { memberId: leaver.id })
  expect(accounts(await list(administrator, {}))).not.toContain('agent-5')
  expect(accounts(await list(administrator, { standing: 'disabled' }))).toEqual(['agent-5'])
  expect(accounts(await list(administrator, { standing: 'all' }))).toContain('agent-5')
  const { tenantId } = leaver
  const actor = await shop.services.doors.withTenant(tenantId, (tx) => loadMemberActor(tx, tenantId, leaver.id))
  expect(actor).toBeNull()
})

test('a permission without the reach over the merchant shows oneself alone', async () => {
  const reader: MemberActor = { ...first(), permissions: new Set(['member:read']) }
  expect((await list(reader, {})).members.map((member) => member.id)).toEqual([reader.id])
})

test('another merchant sees his own members, and nobody of ours by id', async () => {
  expect((await list(stranger, { standing: 'all' })).members.map((member) => member.id)).toEqual([stranger.id])
  await shop.services.doors.withTenant(stranger.tenantId, async (tx) => {
    expect(await loadMemberActor(tx, stranger.tenantId, first().id)).toBeNull()
    expect(await loadMemberActor(tx, first().tenantId, first().id)).toBeNull()
  })
})
