import { operations } from '@keqiao/contract'
import type { MemberActor, TenantId } from '@keqiao/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { createExecute, type Answer, type Execute } from '../../platform/operations'
import { testDatabase } from '../../testing/database'
import { createBuiltInRoles } from '../access'
import { createTenant } from '../tenant'
import { createMember } from './create-member'
import { disableMember } from './disable-member'
import { loadMemberActor } from './member.queries'
import { memberRoutes } from './member.routes'

type Page = z.output<typeof operations.member.list.output>

let database: Awaited<ReturnType<typeof testDatabase>>
let execute: Execute
let administrator: MemberActor
let agent: MemberActor
let stranger: MemberActor

beforeAll(async () => {
  database = await testDatabase()
  const onFault = (error: unknown) => {
    throw error
  }
  execute = createExecute({ bindings: memberRoutes(database.doors), onFault })
  const yunshan = await found('yunshan')
  administrator = await employ(yunshan, 'guanli', 'administrator')
  agent = await employ(yunshan, 'anqing', 'agent')
  for (const account of ['baihe', 'chengzi', 'dongqing']) await employ(yunshan, account, 'agent')
  stranger = await employ(await found('qinghe'), 'anqing', 'administrator')
})

afterAll(() => database.stop())

async function found(code: string): Promise<TenantId> {
  const founded = await createTenant(database.doors, { code, name: code }, (tx, { id }) => createBuiltInRoles(tx, id))
  if (!founded) throw new Error('the code is free')
  return founded.tenant.id
}

async function employ(tenantId: TenantId, account: string, roleKey: string): Promise<MemberActor> {
  return database.doors.withTenant(tenantId, async (tx) => {
    const id = await createMember(tx, tenantId, { account, nickname: `${account} 君`, roleKey, capacity: 7 })
    const actor = id && (await loadMemberActor(tx, tenantId, id))
    if (!actor) throw new Error('the account is free')
    return actor
  })
}

async function list(actor: MemberActor, input: object): Promise<Page> {
  const answer: Answer = await execute(actor, { operation: 'member.list', input, clientId: undefined })
  if (!answer.ok) throw new Error(answer.refusal.error.code)
  return operations.member.list.output.parse(answer.result)
}

test('an administrator reads all members, page by page in order of account', async () => {
  const first = await list(administrator, { limit: 2 })
  expect(first.more).toBe(true)
  expect(first.members).toEqual([
    { id: agent.id, account: 'anqing', nickname: 'anqing 君', role: 'agent', capacity: 7, status: 'away', active: 0 },
    expect.objectContaining({ account: 'baihe' }),
  ])
  const second = await list(administrator, { limit: 2, after: 'baihe' })
  expect(second.members.map((member) => member.account)).toEqual(['chengzi', 'dongqing'])
  const third = await list(administrator, { limit: 2, after: 'dongqing' })
  expect(third.members.map((member) => member.account)).toEqual(['guanli'])
  expect(third.more).toBe(false)
})

test('a role without the permission is refused', async () => {
  const answer = await execute(agent, { operation: 'member.list', input: {}, clientId: undefined })
  expect(answer).toEqual({
    ok: false,
    refusal: { refused: true, error: { code: 'forbidden', data: { permission: 'member:read' } } },
  })
})

test('a permission without the reach over the merchant shows oneself alone', async () => {
  const reader: MemberActor = { ...agent, permissions: new Set(['member:read']) }
  expect((await list(reader, {})).members.map((member) => member.id)).toEqual([agent.id])
})

test('another merchant sees his own members, and nobody of ours by id', async () => {
  expect((await list(stranger, {})).members.map((member) => member.id)).toEqual([stranger.id])
  await database.doors.withTenant(stranger.tenantId, async (tx) => {
    expect(await loadMemberActor(tx, stranger.tenantId, agent.id)).toBeNull()
    expect(await loadMemberActor(tx, agent.tenantId, agent.id)).toBeNull()
    expect(await disableMember(tx, agent.tenantId, agent.id)).toBe(false)
  })
})

test('an account is unique at its merchant and taken once', async () => {
  const { tenantId } = administrator
  const again = await database.doors.withTenant(tenantId, (tx) =>
    createMember(tx, tenantId, { account: 'anqing', nickname: '另一位', roleKey: 'agent', capacity: 1 }),
  )
  expect(again).toBeNull()
})

test('a disabled member is neither listed nor an actor', async () => {
  const leaver = await employ(administrator.tenantId, 'zhe', 'agent')
  await database.doors.withTenant(leaver.tenantId, (tx) => disableMember(tx, leaver.tenantId, leaver.id))
  expect((await list(administrator, { after: 'guanli' })).members).toEqual([])
  const actor = await database.doors.withTenant(leaver.tenantId, (tx) =>
    loadMemberActor(tx, leaver.tenantId, leaver.id),
  )
  expect(actor).toBeNull()
})
