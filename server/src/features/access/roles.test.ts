import { randomUUID } from 'node:crypto'
import { operations, type RoleView } from '@keqiao/contract'
import type { MemberActor, MemberId } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { loadMemberActor } from '../member'

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

const { list, create, update, remove } = operations.role
const supervisor = { name: '主管', scope: 'group', permissions: ['conversation:read', 'member:read', 'member:manage'] }

const made = async (actor: MemberActor, role: unknown) =>
  (await shop.result<{ role: RoleView }>(actor, create, role)).role
const roles = async () => (await shop.result<{ roles: RoleView[] }>(boss, list, {})).roles

/** A member with this role, as he acts from his next request on. */
async function memberWith(role: string): Promise<MemberActor> {
  const input = { account: `a${randomUUID().slice(0, 8)}`, nickname: '甲', role, capacity: 3, groupIds: [] }
  const { member } = await shop.result<{ member: { id: MemberId } }>(boss, operations.member.create, {
    ...input,
    password: 'a password of tests',
  })
  return actorOf(member.id)
}

async function actorOf(id: MemberId): Promise<MemberActor> {
  const actor = await shop.services.doors.withTenant(merchant.tenantId, (tx) =>
    loadMemberActor(tx, merchant.tenantId, id),
  )
  if (!actor) throw new Error('he is not there')
  return actor
}

describe('ACC-10: roles', () => {
  it('ACC-03: there are two from the beginning, which stay as they are', async () => {
    const built = await roles()
    expect(built.map(({ key, scope, builtIn }) => [key, scope, builtIn])).toEqual([
      ['administrator', 'tenant', true],
      ['agent', 'own', true],
    ])
    for (const { id: roleId, version } of built) {
      const change = { roleId, version, name: '别的', scope: 'own', permissions: [] }
      expect(await shop.refusal(boss, update, change)).toBe('role_built_in')
      expect(await shop.refusal(boss, remove, { roleId })).toBe('role_built_in')
    }
  })

  it('are made, given, changed for whoever has them, and removed when nobody has', async () => {
    const role = await made(boss, supervisor)
    expect(await shop.refusal(boss, create, supervisor)).toBe('role_name_taken')
    const member = await memberWith(role.key)
    expect([[...member.permissions].toSorted(), member.scope]).toEqual([supervisor.permissions.toSorted(), 'group'])
    expect((await roles()).find(({ id }) => id === role.id)?.memberCount).toBe(1)
    expect(await shop.refusal(boss, remove, { roleId: role.id })).toBe('role_in_use')

    const change = { roleId: role.id, version: role.version, name: '组长', scope: 'own', permissions: ['member:read'] }
    const { role: changed } = await shop.result<{ role: RoleView }>(boss, update, change)
    expect(await shop.refusal(boss, update, change)).toBe('settings_changed')
    expect([...(await actorOf(member.id)).permissions]).toEqual(['member:read'])
    const told = shop.heard.findLast(({ type }) => type === 'role.changed')
    expect(told?.payload).toMatchObject({ memberIds: [member.id], name: { from: '主管', to: '组长' } })

    await shop.result(boss, operations.member.update, { memberId: member.id, role: 'agent' })
    await shop.result(boss, remove, { roleId: changed.id })
    expect((await roles()).map(({ key }) => key)).toEqual(['administrator', 'agent'])
    expect(await shop.refusal(boss, operations.member.update, { memberId: member.id, role: role.key })).toBe(
      'role_unknown',
    )
  })

  it('give nobody more than he has: not to himself, not to others, not by a password', async () => {
    const role = await made(boss, { ...supervisor, permissions: [...supervisor.permissions, 'role:manage'] })
    const lead = await memberWith(role.key)
    const wide = { name: '更大', scope: 'tenant', permissions: ['conversation:read'] }
    expect(await shop.refusal(lead, create, wide)).toBe('beyond_own_rights')
    expect(await shop.refusal(lead, create, { ...wide, scope: 'own', permissions: ['settings:manage'] })).toBe(
      'beyond_own_rights',
    )
    const own = { roleId: role.id, version: role.version, name: role.name, scope: 'group', permissions: [] }
    expect(await shop.refusal(lead, update, own)).toBe('not_on_yourself')
    const agent = await merchant.agent()
    const promote = { memberId: agent.id, role: 'administrator' }
    expect(await shop.refusal(lead, operations.member.update, promote)).toBe('beyond_own_rights')
    const other = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
    const password = 'another password of tests'
    for (const [operation, input] of [
      [operations.member.setPassword, { memberId: other.id, password }],
      [operations.member.disable, { memberId: other.id }],
      [operations.member.update, { memberId: other.id, nickname: '乙' }],
    ] as const)
      expect([operation.name, await shop.refusal(lead, operation, input)]).toEqual([
        operation.name,
        'beyond_own_rights',
      ])
    await shop.result(lead, create, { name: '更小', scope: 'own', permissions: ['conversation:read'] })
  })

  it('of another merchant are as if they were not there', async () => {
    const role = await made(boss, supervisor)
    const stranger = await (await shop.merchant()).agent({ role: 'administrator', status: 'away', connected: false })
    const change = { roleId: role.id, version: role.version, name: '甲', scope: 'own', permissions: [] }
    expect(await shop.refusal(stranger, update, change)).toBe('not_found')
    expect(await shop.refusal(stranger, remove, { roleId: role.id })).toBe('not_found')
  })
})
