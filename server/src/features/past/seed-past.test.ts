import { dayAt, instantOf, type ConversationId, type MemberActor } from '@keqiao/domain'
import { operations } from '@keqiao/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSuperuser } from '../../testing/database'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { readGroups, createGroup, addToGroup } from '../group'
import { seedPast, type PastOptions, type PastOutcome } from './seed-past'
import { readBack, type ReadBack } from './read-back.testing'

const zone = 'Asia/Shanghai'
const days = 40
const count = 300
let shop: Shop
let merchant: Merchant
let admin: MemberActor
let first: PastOutcome
let back: ReadBack

const options = (): PastOptions => ({
  doors: shop.services.doors,
  tenantId: merchant.tenantId,
  conversations: count,
  days,
  seed: 'a',
  shop: 'furniture',
  force: false,
  now: shop.services.clock.now(),
  progress: () => undefined,
})

beforeAll(async () => {
  shop = await openShop()
  merchant = await shop.merchant()
  const { tenantId } = merchant
  const { doors } = shop.services
  admin = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
  const agents = await Promise.all([1, 2, 3, 4].map(() => merchant.agent({ status: 'away', connected: false })))
  await doors.withTenant(tenantId, async (tx) => {
    const after = await createGroup(tx, tenantId, '售后')
    if (after) for (const { id } of agents) await addToGroup(tx, tenantId, after, id)
    expect(await readGroups(tx, tenantId)).toHaveLength(2)
  })
  first = await seedPast(options())
  back = await readBack(doors, tenantId)
})

afterAll(() => shop.stop())

describe('a made-up past', () => {
  it('is as long as it was asked for, and tells what it turned out to be', () => {
    expect(first).toMatchObject({ kind: 'written', measured: { conversations: count } })
    expect(back.conversations).toHaveLength(count)
    expect(back.conversations.every(({ status }) => status === 'closed')).toBe(true)
  })

  it('has dialogues of a median of 10 messages and a p90 of 19', () => {
    const served = back.conversations.filter((one) => one.accepted_at !== null && one.visitor_message_count > 0)
    const lengths = served.map((one) => one.visitor_message_count + one.agent_message_count).sort((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length * 0.5)]).toBeGreaterThanOrEqual(9)
    expect(lengths[Math.floor(lengths.length * 0.5)]).toBeLessThanOrEqual(11)
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeGreaterThanOrEqual(16)
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(22)
  })

  it('has its peaks at 10, 15 and 20 by the clocks of the merchant', () => {
    const hours = Array.from({ length: 24 }, () => 0)
    for (const { opened_at: at } of back.conversations) {
      const hour = Math.floor((at - instantOf(dayAt(at, zone), 0, zone)) / 3_600_000)
      hours[hour] = (hours[hour] ?? 0) + 1
    }
    const at = (hour: number) => hours[hour] ?? 0
    // Of three hundred a single hour has a dozen or two: the peaks together stand above the hours between them.
    const mean = (...of: number[]) => of.reduce((sum, hour) => sum + at(hour), 0) / of.length
    expect(mean(10, 15, 20)).toBeGreaterThan(mean(8, 12, 13, 18, 22))
    expect(at(3)).toBeLessThan(at(20) / 4)
  })

  it('has streams without a gap, in order of time, that say the same as the state beside them', () => {
    expect(back.problems()).toEqual([])
  })

  it('never says the same twice in a row, and holds every kind of ending', () => {
    const texts = back.conversations.map(({ id }) => back.textsOf(id))
    for (const [index, text] of texts.entries()) if (text.length > 80) expect(text).not.toBe(texts[index - 1])
    const ends = new Set(back.conversations.map((one) => one.end_kind))
    expect(ends).toEqual(new Set(['visitor', 'agent', 'system']))
    const kinds = back.kinds()
    for (const kind of [
      'rating.invited',
      'rating.submitted',
      'summary.saved',
      'queue.left',
      'conversation.transferred',
      'note.added',
      'offlineMessage.left',
      'presence.changed',
    ])
      expect(kinds).toContain(kind)
    expect(back.conversations.some((one) => one.visitor_message_count === 0)).toBe(true)
  })

  it('lies in the partitions of its months', async () => {
    expect(await back.partitions()).not.toContain('events_default')
    expect((await back.partitions()).length).toBeGreaterThanOrEqual(2)
  })

  it('is read by the product like any other conversation', async () => {
    const { id } = back.conversations.find((one) => one.accepted_at !== null) ?? { id: '' as ConversationId }
    const read = await shop.result<{ conversation: { id: string; status: string } }>(
      admin,
      operations.conversation.get,
      { conversationId: id },
    )
    expect(read.conversation).toMatchObject({ id, status: 'closed' })
    expect(shop.faults).toEqual([])
  })

  it('is made once: the same again writes nothing, another one asks for force', async () => {
    expect(await seedPast(options())).toEqual({ kind: 'repeated' })
    expect(await seedPast({ ...options(), seed: 'b' })).toEqual({ kind: 'busy', conversations: count })
    expect(await seedPast({ ...options(), seed: 'b', conversations: 20, force: true })).toMatchObject({
      kind: 'written',
    })
    expect((await readBack(shop.services.doors, merchant.tenantId)).problems()).toEqual([])
  })
})

it('the check notices a state that differs from its log', async () => {
  await asSuperuser(
    shop.database.superuserUrl,
    `update conversations set visitor_message_count = visitor_message_count + 1 where id = '${back.conversations[0]?.id}'`,
  )
  expect((await readBack(shop.services.doors, merchant.tenantId)).problems()).not.toEqual([])
})
