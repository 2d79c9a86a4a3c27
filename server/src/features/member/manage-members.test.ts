import { randomUUID } from 'node:crypto'
import { operations, type MemberView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefused } from '../../platform/operations'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { loadMemberActor } from './member.queries'

const { create, update, disable, enable, setPassword, list } = operations.member

let shop: Shop
let home: Merchant
let administrator: MemberActor

beforeAll(async () => {
  shop = await openShop()
  home = await shop.merchant()
  administrator = await home.agent({ role: 'administrator' })
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const newcomer = (account: string, more: object = {}) => ({
  account,
  nickname: '小满',
  role: 'agent',
  capacity: 6,
  groupIds: [home.groupId],
  password: 'the-first-password',
  ...more,
})

const manage = async (operation: Parameters<Shop['call']>[1], input: object, clientId?: string) =>
  (await shop.result<{ member: MemberView }>(administrator, operation, input, clientId)).member

const codeOf = async () => {
  const { doors } = shop.services
  const rows = await doors.withTenant(home.tenantId, (tx) => tx.rows<{ code: string }>('select code from tenants'))
  return rows[0]?.code ?? ''
}

async function mayEnter(account: string, password: string): Promise<boolean> {
  const login = `${await codeOf()}:${account}`
  return !isRefused(await shop.sessions.signIn({ login, password, remember: false }, { address: '192.0.2.1' }))
}

const heardOf = (memberId: string) =>
  shop.heard.filter(({ payload }) => (payload as { memberId?: string }).memberId === memberId)

describe('a new member', () => {
  it('signs in with the password he was given, and stands in the log without it', async () => {
    const member = await manage(create, newcomer('xiaoman'))
    expect(member).toMatchObject({ account: 'xiaoman', capacity: 6, groupIds: [home.groupId], disabled: false })
    expect(await mayEnter('xiaoman', 'the-first-password')).toBe(true)
    expect(await mayEnter('xiaoman', 'another')).toBe(false)
    const [event] = heardOf(member.id)
    expect(event).toMatchObject({ type: 'member.created', stream: 'member', seq: 1, actor: { id: administrator.id } })
    expect(JSON.stringify(shop.heard)).not.toContain('the-first-password')
  })

  it('is made once by a repeat, which leaves the password he has chosen meanwhile', async () => {
    const key = randomUUID()
    const member = await manage(create, newcomer('lichun'), key)
    await manage(setPassword, { memberId: member.id, password: 'chosen-by-himself' })
    expect((await manage(create, newcomer('lichun'), key)).id).toBe(member.id)
    expect(await mayEnter('lichun', 'chosen-by-himself')).toBe(true)
    const other = newcomer('lichun', { capacity: 7 })
    expect(await shop.refusal(administrator, create, other, key)).toBe('client_id_reused')
  })

  it('leaves nothing that a password could be guessed by but scrypt', async () => {
    const [key, other] = [randomUUID(), randomUUID()]
    await manage(create, newcomer('guyu'), key)
    await manage(create, newcomer('guyu2', { account: 'guyu2', password: 'something-else' }), other)
    const { doors } = shop.services
    const hash = async (clientId: string) =>
      (
        await doors.withTenant(home.tenantId, (tx) =>
          tx.rows<{ request_hash: Buffer }>('select request_hash from requests where client_id = $1', [clientId]),
        )
      )[0]?.request_hash.toString('hex')
    // The same request with another password is the same request to the table.
    expect((await manage(create, newcomer('guyu', { password: 'not-that-one' }), key)).account).toBe('guyu')
    expect(await hash(key)).not.toBe(await hash(other))
    expect(await mayEnter('guyu', 'the-first-password')).toBe(true)
  })

  it('needs an account that is free, in this group or none, and a password worth the name', async () => {
    await manage(create, newcomer('mangzhong'))
    expect(await shop.refusal(administrator, create, newcomer('mangzhong'))).toBe('account_taken')
    const elsewhere = await shop.merchant()
    const foreign = newcomer('xiazhi', { groupIds: [elsewhere.groupId] })
    expect(await shop.refusal(administrator, create, foreign)).toBe('group_unknown')
    // The refusal left nothing behind.
    expect((await manage(create, newcomer('xiazhi'))).account).toBe('xiazhi')
    for (const bad of [
      { password: 'short' },
      { password: 'Admin@123' },
      { account: 'Big' },
      { capacity: 501 },
      { nickname: ' ' },
    ]) {
      expect(await shop.refusal(administrator, create, newcomer('xiaoshu', bad))).toBe('input_invalid')
    }
  })
})

describe('a change', () => {
  it('tells the log what differs, and nothing when nothing does', async () => {
    const { id: memberId } = await home.agent({ capacity: 4 })
    const more = await shop.result<{ group: { id: string } }>(administrator, operations.group.create, { name: '售后' })
    const groupIds = [home.groupId, more.group.id]
    const after = await manage(update, { memberId, nickname: '大满', capacity: 4, groupIds })
    expect(after).toMatchObject({ nickname: '大满', capacity: 4, groupIds: groupIds.toSorted() })
    await manage(update, { memberId, nickname: '大满', groupIds: groupIds.toReversed() })
    const changes = heardOf(memberId).filter(({ type }) => type === 'member.changed')
    expect(changes.map(({ payload }) => Object.keys(payload as object))).toEqual([['memberId', 'nickname', 'groupIds']])
  })

  it('of the role is what he may do from then on', async () => {
    const { id: memberId, tenantId } = await home.agent()
    expect((await manage(update, { memberId, role: 'administrator' })).role).toBe('administrator')
    const actor = await shop.services.doors.withTenant(tenantId, (tx) => loadMemberActor(tx, tenantId, memberId))
    expect(actor?.permissions.has('member:manage')).toBe(true)
    expect((await manage(update, { memberId, role: 'agent' })).role).toBe('agent')
  })
})

/** What was done to him; that he was there and that he came and went is another matter. */
const doneTo = (memberId: string) =>
  heardOf(memberId).flatMap(({ type }) => (/^(presence|member\.signed)/.test(type) ? [] : [type]))

describe('being shut out', () => {
  it('takes the status with it, so that nothing more can be taken or given', async () => {
    const member = await home.agent()
    const { conversationId } = await home.waiting()
    const shut = await manage(disable, { memberId: member.id })
    expect(shut).toMatchObject({ disabled: true, status: 'away' })
    // A request of his that was on its way with an actor read a moment before.
    expect(await shop.refusal(member, operations.desk.setPresence, { status: 'online' })).toBe('not_found')
    expect(await shop.refusal(member, operations.conversation.claim, { conversationId })).toBe('agent_not_available')
    const login = `${await codeOf()}:${shut.account}`
    await manage(setPassword, { memberId: member.id, password: 'the-first-password' })
    const facts = { address: '192.0.2.7' }
    const answer = await shop.sessions.signIn({ login, password: 'the-first-password', remember: false }, facts)
    expect(isRefused(answer) && answer.error.code).toBe('sign_in_failed')
    expect(await manage(enable, { memberId: member.id })).toMatchObject({ disabled: false, status: 'away' })
    expect(await mayEnter(shut.account, 'the-first-password')).toBe(true)
    expect(doneTo(member.id)).toEqual(['member.disabled', 'password.changed', 'member.enabled'])
  })

  it('happens once, however often it is asked for', async () => {
    const member = await home.agent()
    await manage(disable, { memberId: member.id })
    await manage(disable, { memberId: member.id })
    await manage(enable, { memberId: member.id })
    await manage(enable, { memberId: member.id })
    expect(doneTo(member.id)).toEqual(['member.disabled', 'member.enabled'])
  })

  it('nobody does to himself, nor to the last who could undo it', async () => {
    const alone = await shop.merchant()
    const [one, other] = [await alone.agent({ role: 'administrator' }), await alone.agent({ role: 'administrator' })]
    expect(await shop.refusal(one, disable, { memberId: one.id })).toBe('not_on_yourself')
    expect(await shop.refusal(one, update, { memberId: one.id, role: 'agent' })).toBe('not_on_yourself')
    expect(await shop.refusal(one, setPassword, { memberId: one.id, password: 'a-new-password' })).toBe(
      'not_on_yourself',
    )
    // Each shuts the other out at the same time: one of them stays.
    const answers = await Promise.all([
      shop.call(one, disable, { memberId: other.id }),
      shop.call(other, disable, { memberId: one.id }),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const refused = answers.find((answer) => !answer.ok)
    expect(refused).toMatchObject({ refusal: { error: { code: 'last_administrator' } } })
    const left = [one, other].find((_, index) => answers[index]?.ok)
    if (!left) throw new Error('one of them stays')
    expect(await shop.refusal(left, update, { memberId: left.id, role: 'agent' })).toBe('last_administrator')
    const { members } = await shop.result<{ members: MemberView[] }>(left, list, {})
    expect(members.filter(({ role }) => role === 'administrator')).toHaveLength(1)
  })
})
