import { createHash } from 'node:crypto'
import type { VisitorSessionView } from '@keqiao/contract'
import type { ConversationId, GroupId, TenantId } from '@keqiao/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefused } from '../../platform/operations'
import { testDatabase } from '../../testing/database'
import { readContact } from '../contact'
import { foundTenant } from '../group'
import { resumeTenant, suspendTenant } from '../tenant'
import { systemClock } from '../../platform/clock'
import { createSecretBox } from '../../platform/secret-box'
import { createChannel } from './create-channel'
import { readChannel, type Channel } from './channel.queries'
import { createVisitorSessions, type VisitorSessions } from './visitor-sessions'

let database: Awaited<ReturnType<typeof testDatabase>>
let visitors: VisitorSessions
let shop: Channel
let app: Channel
let foreign: Channel
const latest = '01900000-0000-7000-8000-000000000001' as ConversationId
const asked: unknown[][] = []

beforeAll(async () => {
  database = await testDatabase()
  visitors = createVisitorSessions({
    hasFaq: async () => false,
    doors: database.doors,
    clock: systemClock(),
    box: createSecretBox('a secret of tests'),
    handOver: async () => undefined,
    // Nobody is named here: who is, is in hand-over.test.ts.
    identifyContact: () => Promise.reject(new Error('nobody is named')),
    latestConversationOf: async (...question) => {
      asked.push(question)
      return latest
    },
  })
  const [yunshan, qinghe] = [await found('yunshan', '云杉家居'), await found('qinghe', '清和茶舍')]
  shop = await open(yunshan, '官网')
  app = await open(yunshan, '小程序')
  foreign = await open(qinghe, '茶舍官网')
})

afterAll(() => database.stop())

async function found(code: string, name: string): Promise<{ tenantId: TenantId; groupId: GroupId }> {
  const founded = await foundTenant(database.doors, { code, name })
  if (!founded) throw new Error('the code is free')
  return { tenantId: founded.tenant.id, groupId: founded.defaultGroupId }
}

async function open({ tenantId, groupId }: { tenantId: TenantId; groupId: GroupId }, name: string): Promise<Channel> {
  const channel = await database.doors.withTenant(tenantId, (tx) => createChannel(tx, tenantId, { name, groupId }))
  if (!channel || isRefused(channel)) throw new Error('the channel is fine')
  return channel
}

async function identify(channelKey: string, token?: string): Promise<VisitorSessionView> {
  const session = await visitors.identifyVisitor({ channelKey, token })
  if (isRefused(session)) throw new Error(`refused: ${session.error.code}`)
  return session
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()

test('a stranger becomes a person with a token, of which only the hash is stored', async () => {
  const session = await identify(shop.key)
  expect(session).toMatchObject({
    name: '访客',
    conversationId: null,
    channel: { key: shop.key, name: '官网', tenantName: '云杉家居', draftPreview: true },
  })
  expect(Buffer.from(session.token, 'base64url')).toHaveLength(32)
  const rows = await database.doors.withTenant(shop.tenantId, (tx) =>
    tx.rows<{ token_hash: Buffer }>('select token_hash from visitor_tokens where contact_id = $1', [session.contactId]),
  )
  expect(rows.map((row) => row.token_hash)).toEqual([hashOf(session.token)])
  expect(await visitors.visitorOf(session.token)).toEqual({
    kind: 'visitor',
    tenantId: shop.tenantId,
    id: session.contactId,
    name: '访客',
    channelId: shop.id,
    draftPreview: true,
  })
})

test('a known token stays, and the conversation is asked for', async () => {
  const first = await identify(shop.key)
  const second = await identify(shop.key, first.token)
  expect(second).toMatchObject({ token: first.token, contactId: first.contactId, conversationId: latest })
  expect(asked.at(-1)).toEqual([shop.tenantId, first.contactId, shop.id])
})

test('on another channel of the merchant the person stays and the token is another', async () => {
  const first = await identify(shop.key)
  const second = await identify(app.key, first.token)
  expect(second.contactId).toBe(first.contactId)
  expect(second.token).not.toBe(first.token)
  expect((await visitors.visitorOf(second.token))?.channelId).toBe(app.id)
  expect((await visitors.visitorOf(first.token))?.channelId).toBe(shop.id)
})

test('at another merchant he is a stranger', async () => {
  const first = await identify(shop.key)
  const second = await identify(foreign.key, first.token)
  expect(second.contactId).not.toBe(first.contactId)
  expect(second.token).not.toBe(first.token)
  expect(second.conversationId).toBeNull()
  expect((await visitors.visitorOf(second.token))?.tenantId).toBe(foreign.tenantId)
})

test.each(['', 'nonsense', 'A'.repeat(43), '访客', 'A'.repeat(200)])('%j is nobody', async (token) => {
  expect(await visitors.visitorOf(token)).toBeNull()
  expect((await identify(shop.key, token)).token).not.toBe(token)
})

test('a token ends 180 days after its last use, which is written down once a day at most', async () => {
  const { token, contactId } = await identify(shop.key)
  const shift = (days: number) =>
    database.doors.withSystem('test', (tx) =>
      tx.rows(`update visitor_tokens set expires_at = expires_at - make_interval(days => $2) where token_hash = $1`, [
        hashOf(token),
        days,
      ]),
    )
  const daysLeft = async () => {
    const [row] = await database.doors.withSystem('test', (tx) =>
      tx.rows<{ days: number }>(
        `select round(extract(epoch from expires_at - now()) / 86400)::int as days from visitor_tokens where token_hash = $1`,
        [hashOf(token)],
      ),
    )
    return row?.days
  }
  expect(await daysLeft()).toBe(180)
  await shift(2)
  await visitors.visitorOf(token)
  expect(await daysLeft()).toBe(180)
  await shift(100)
  await identify(shop.key, token)
  expect(await daysLeft()).toBe(180)
  await shift(181)
  expect(await visitors.visitorOf(token)).toBeNull()
  expect((await identify(shop.key, token)).contactId).not.toBe(contactId)
  expect(await visitors.sweep()).toBe(1)
  expect(await daysLeft()).toBeUndefined()
})

test('an unknown channel and a suspended merchant are refused', async () => {
  const unknown = await visitors.identifyVisitor({ channelKey: 'nobody-has-this' })
  expect(unknown).toEqual({ refused: true, error: { code: 'channel_unknown' } })
  const { token } = await identify(foreign.key)
  await suspendTenant(database.doors, foreign.tenantId)
  const suspended = await visitors.identifyVisitor({ channelKey: foreign.key, token })
  expect(suspended).toEqual({ refused: true, error: { code: 'tenant_suspended' } })
  expect(await visitors.visitorOf(token)).toBeNull()
  await resumeTenant(database.doors, foreign.tenantId)
  expect(await visitors.visitorOf(token)).not.toBeNull()
})

test('a foreign merchant sees no row, even with the right id', async () => {
  const { contactId } = await identify(shop.key)
  const { doors } = database
  await doors.withTenant(foreign.tenantId, async (tx) => {
    // The right merchant's id too: the predicate holds, row-level security does not let the row through.
    expect(await readContact(tx, shop.tenantId, contactId)).toBeNull()
    expect(await readContact(tx, foreign.tenantId, contactId)).toBeNull()
    expect(await readChannel(tx, shop.tenantId, shop.id)).toBeNull()
  })
  const write = doors.withTenant(foreign.tenantId, (tx) =>
    createChannel(tx, shop.tenantId, { name: '冒名', groupId: shop.groupId }),
  )
  await expect(write).rejects.toThrow(/row-level security/)
  await doors.withTenant(shop.tenantId, async (tx) => {
    expect((await readContact(tx, shop.tenantId, contactId))?.id).toBe(contactId)
  })
})

test('settings are checked when they are stored, and told in the language that is asked for', async () => {
  const { tenantId, groupId } = shop
  const make = (color: string) =>
    database.doors.withTenant(tenantId, (tx) =>
      createChannel(tx, tenantId, {
        name: '门店',
        groupId,
        settings: { color, greeting: { 'zh-CN': '欢迎', en: 'Welcome' } },
      }),
    )
  expect(await make('#ffcc00')).toMatchObject({
    error: { code: 'input_invalid', data: { issues: [{ path: 'color' }] } },
  })
  const made = await make('#8a1538')
  if (!made || isRefused(made)) throw new Error('the settings are fine')
  expect((await identify(made.key)).channel).toMatchObject({
    color: '#8a1538',
    greeting: '欢迎',
    notice: '',
    consent: null,
  })
  const english = await visitors.identifyVisitor({ channelKey: made.key, locale: 'en' })
  expect(english).toMatchObject({ channel: { greeting: 'Welcome' } })
})

test('a key is unique over all merchants', async () => {
  const { tenantId, groupId } = foreign
  const taken = await database.doors.withTenant(tenantId, (tx) =>
    createChannel(tx, tenantId, { name: '同名', groupId, key: shop.key }),
  )
  expect(taken).toBeNull()
})
