import { operations } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { catchUp } from '../../testing/caught-up.store'
import { openShop, type Shop } from '../../testing/shop'
import { systemClock } from '../../platform/clock'
import { countHistories, compare, type House } from './brute-force/prove.testing'
import type { History } from './brute-force/make-history.testing'
import { countEvents, createMetricReader } from './metric-reader'
import { rebuildMetrics } from './rebuild-metrics'

let shop: Shop
let house: House
let owner: Client
let now = 0

beforeAll(async () => {
  shop = await openShop({ ...systemClock(), now: () => now })
  const { doors, epoch } = shop.services
  house = { doors, epoch, ask: (actor, operation, input, asOf) => ((now = asOf), shop.call(actor, operation, input)) }
  owner = new Client({ connectionString: shop.database.superuserUrl })
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const rollUps = async (tenantId: TenantId) => {
  const { rows } = await owner.query<Record<string, unknown>>(
    `select r.* from metric_rollups r join metric_generations g on g.tenant_id = r.tenant_id and g.generation = r.generation
      where r.tenant_id = $1 order by grain, day, slot, group_id, member_id, channel_id`,
    [tenantId],
  )
  return rows.map(({ generation: _generation, ...row }) => row)
}

async function counted(seed: number, salt: number): Promise<History> {
  const [history] = await countHistories(house, [seed], { salt })
  if (!history) throw new Error('no history')
  await owner.query('insert into metric_generations (tenant_id) values ($1) on conflict do nothing', [history.tenantId])
  return history
}

it('changes nothing that is read, while events go on to be counted', async () => {
  const history = await counted(2, 1)
  const before = await rollUps(history.tenantId)
  let later: History | undefined
  const read = await rebuildMetrics(
    {
      ...house,
      batchSize: 40,
      // Somebody else's past is written and counted between two passes, and the reader is ahead of the rebuild.
      onPass: async () => void (later ??= (await countHistories(house, [3], { salt: 1 }))[0]),
    },
    history.tenantId,
  )
  expect(read).toBe(history.events.length)
  expect(await rollUps(history.tenantId)).toEqual(before)
  expect(before.length).toBeGreaterThan(10)
  for (const one of [history, later]) if (one) expect(await compare(house, one)).toEqual([])
})

it('counts an event once that the reader reads after the rebuild has', async () => {
  const history = await counted(5, 2)
  const before = await rollUps(history.tenantId)
  await rebuildMetrics(house, history.tenantId)
  // The whole log once more: each stream knows how far it was read.
  await owner.query(`update log_readers set epoch = 0, txid = '0', seq = 0 where name = 'metric'`)
  await createMetricReader(shop.services, { everyMs: 60_000, batchSize: 500 }).catchUp()
  expect(await rollUps(history.tenantId)).toEqual(before)
})

it('counts nothing twice when a transaction of the reader is broken off', async () => {
  const history = await counted(8, 3)
  const before = await rollUps(history.tenantId)
  const [conversation] = history.events.filter(({ stream }) => stream === 'conversation')
  const broken = house.doors.withSystem('test', async (tx) => {
    await tx.rows('update metric_streams set seq = 0, state = $2 where stream_id = $1', [
      conversation?.streamId,
      JSON.stringify(null),
    ])
    await countEvents(tx, [])
    throw new Error('the process dies')
  })
  await expect(broken).rejects.toThrow('the process dies')
  expect(await rollUps(history.tenantId)).toEqual(before)
  expect(await compare(house, history)).toEqual([])
})

it('keeps what was counted of months that were archived', async () => {
  const history = await counted(13, 4)
  const month = new Date(
    Number.parseInt(
      history.events
        .find((e) => e.stream === 'conversation')
        ?.streamId.replace('-', '')
        .slice(0, 12) ?? '',
      16,
    ),
  )
  const before = await rollUps(history.tenantId)
  await owner.query('select ensure_event_partitions($1::date, 1)', [month.toISOString().slice(0, 10)])
  const from = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), 1))
  const to = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1))
  // As a month that was archived: its streams are in the log no more, and the mark says so.
  await owner.query('delete from events where stream_id >= uuid_at($1) and stream_id < uuid_at($2)', [from, to])
  await owner.query('insert into metric_archives (partition, from_id, to_id) values ($1, uuid_at($2), uuid_at($3))', [
    `archived_${history.seed}`,
    from,
    to,
  ])
  await rebuildMetrics(house, history.tenantId)
  expect(await rollUps(history.tenantId)).toEqual(before)
  expect(await compare(house, history)).toEqual([])
})

it('counts what the same merchant does meanwhile, once', async () => {
  now = Date.now()
  const merchant = await shop.merchant()
  const agent = await merchant.agent({ capacity: 100 })
  const serve = async () => {
    const { visitor, conversationId } = await merchant.waiting()
    await shop.result(agent, operations.conversation.claim, { conversationId })
    const body = { kind: 'text', text: '在吗' }
    await shop.result(visitor, operations.conversation.sendMessage, { conversationId, body })
    await shop.result(agent, operations.conversation.sendMessage, { conversationId, body })
    await shop.result(agent, operations.conversation.close, { conversationId })
  }
  const reader = createMetricReader(shop.services, { everyMs: 60_000, batchSize: 500 })
  for (let index = 0; index < 3; index++) await serve()
  await catchUp(house.doors, 'metric', reader)
  let passes = 0
  await rebuildMetrics(
    {
      ...house,
      batchSize: 5,
      // He goes on serving: once read by the reader before the rebuild comes to it, once left for it to find.
      async onPass() {
        passes += 1
        if (passes > 4) return
        await serve()
        if (passes % 2 === 0) await catchUp(house.doors, 'metric', reader)
      },
    },
    merchant.tenantId,
  )
  await catchUp(house.doors, 'metric', reader)
  await reader.stop()
  const found = await rollUps(merchant.tenantId)
  const sum = (key: string) =>
    found.filter(({ grain }) => grain === 'day').reduce((total, row) => total + Number(row[key] ?? 0), 0)
  expect(passes).toBeGreaterThan(4)
  expect([sum('visits'), sum('closed_dialogues'), sum('rounds'), sum('visitor_messages')]).toEqual([7, 7, 7, 7])
  // Nothing happens any more: counting it all anew says the same.
  await rebuildMetrics(house, merchant.tenantId)
  expect(await rollUps(merchant.tenantId)).toEqual(found)
})

it('is done by one at a time', async () => {
  const history = await counted(21, 5)
  let second: number | null = 0
  await rebuildMetrics(
    { ...house, onPass: async () => void (second = await rebuildMetrics(house, history.tenantId)) },
    history.tenantId,
  )
  expect(second).toBeNull()
})
