import type { TenantId } from '@keqiao/domain'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openShop, type Shop } from '../../testing/shop'
import { systemClock } from '../clock'
import { newId } from '../ids'
import { insertEvents, openLogEpoch, readAcrossStreams, logStart } from './events.store'
import { createDurableReader, createTail, type LogReader } from './log-reader'
import { numberEvents } from './record'
import type { StoredEvent } from './stored-event'

let shop: Shop
let tenantId: TenantId

beforeAll(async () => {
  shop = await openShop()
  tenantId = (await shop.merchant()).tenantId
})

afterAll(() => shop.stop())

/** One event in a new stream. */
function event(name: string): StoredEvent {
  const [only] = numberEvents({
    tenantId,
    stream: 'conversation',
    streamId: newId(),
    head: { seq: 0, visitorSeq: 0 },
    actor: { kind: 'system', id: 'system', name: 'system' },
    at: systemClock().now(),
    clientId: null,
    events: [{ type: 'note.added', payload: { authorName: name, text: name } }],
  }).events
  if (!only) throw new Error('no event')
  return only
}

/**
 * The horizon below which readers read spans all databases of the server, so other tests' transactions hold it back for
 * a moment: read again until it has passed.
 */
const eventually = (reader: LogReader, expectation: () => void) =>
  vi.waitFor(
    async () => {
      await reader.catchUp()
      expectation()
    },
    { timeout: 15_000, interval: 20 },
  )

const nameOf = (stored: StoredEvent) => (stored.payload as { text: string }).text

const options = () => ({
  doors: shop.services.doors,
  clock: systemClock(),
  epoch: shop.services.epoch,
  everyMs: 60_000,
  batchSize: 3,
  onError: (error: unknown) => {
    throw error
  },
})

describe('readers across streams', () => {
  it('never passes a transaction that is still running, and misses nothing when it commits late', async () => {
    const seen: string[] = []
    const reader = createDurableReader('late', async (_tx, events) => void seen.push(...events.map(nameOf)), options())
    await reader.catchUp()
    seen.length = 0

    // The slow one takes its transaction id first and commits last: a reader by id alone would skip it.
    const slow = new Client({ connectionString: shop.database.url })
    await slow.connect()
    await slow.query('begin; set local role keqiao_system')
    await slow.query('select pg_current_xact_id()')
    const { doors, epoch } = shop.services
    await doors.withSystem('test', (tx) => insertEvents(tx, epoch, [event('fast 1'), event('fast 2')]))
    await reader.catchUp()
    expect(seen).toEqual([])

    const late = event('slow')
    await slow.query(
      `insert into events (tenant_id, stream, stream_id, seq, type, version, payload, actor_kind, actor_id, actor_name, at, epoch)
       values ($1, 'conversation', $2, 1, 'note.added', 1, $3, 'system', '00000000-0000-0000-0000-000000000000', 'system', now(), $4)`,
      [tenantId, late.streamId, JSON.stringify(late.payload), epoch],
    )
    await slow.query('commit')
    await slow.end()
    await eventually(reader, () => expect(seen.toSorted()).toEqual(['fast 1', 'fast 2', 'slow']))
    await reader.stop()
  })

  it('goes on where it was after a restart, and after work that failed', async () => {
    const { doors, epoch } = shop.services
    const seen: string[] = []
    let fails = true
    const handle = async (_tx: unknown, events: readonly StoredEvent[]) => {
      if (fails) throw new Error('handler failed')
      seen.push(...events.map(nameOf))
    }
    const errors: unknown[] = []
    const reader = createDurableReader('restart', handle, { ...options(), onError: (error) => errors.push(error) })
    await doors.withSystem('test', (tx) => insertEvents(tx, epoch, ['a', 'b', 'c', 'd', 'e'].map(event)))
    await eventually(reader, () => expect(errors.length).toBeGreaterThan(0))
    await reader.stop()

    fails = false
    const next = createDurableReader('restart', handle, options())
    await eventually(next, () =>
      expect(seen.filter((name) => name.length === 1).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']),
    )
    await next.stop()
    const again = createDurableReader('restart', handle, options())
    const before = seen.length
    await again.catchUp()
    await again.stop()
    expect(seen.length).toBe(before)
  })

  it('tells a tail only what is new and not known already', async () => {
    const { doors, epoch } = shop.services
    const known = event('known')
    const heard: string[] = []
    const tail = createTail(
      (streamId) => streamId === known.streamId,
      (events) => heard.push(...events.map(nameOf)),
      options(),
    )
    await tail.catchUp()
    await doors.withSystem('test', (tx) => insertEvents(tx, epoch, [known, event('new')]))
    await eventually(tail, () => expect(heard).toEqual(['new']))
    await tail.stop()
  })

  it('tells a tail the hole in a stream of which it knows the ends', async () => {
    const { doors, epoch } = shop.services
    const first = event('first')
    const stream = [
      first,
      { ...event('hole'), streamId: first.streamId, seq: 2 },
      { ...event('last'), streamId: first.streamId, seq: 3 },
    ]
    const heard: string[] = []
    const tail = createTail(
      (streamId, seq) => streamId === first.streamId && seq !== 2,
      (events) => heard.push(...events.map(nameOf)),
      options(),
    )
    await tail.catchUp()
    await doors.withSystem('test', (tx) => insertEvents(tx, epoch, stream))
    await eventually(tail, () => expect(heard).toEqual(['hole']))
    await tail.stop()
  })

  it('reads everything of an older epoch, whatever its transaction ids', async () => {
    const { doors } = shop.services
    await doors.withSystem('test', async (tx) => {
      await insertEvents(tx, 0, [event('before the restore')])
      await tx.rows(`update events set txid = '9000000000000' where epoch = 0`)
    })
    const found = await doors.withSystem('test', (tx) => readAcrossStreams(tx, shop.services.epoch, logStart, 1_000))
    expect(nameOf(found[0]?.event ?? event('none'))).toBe('before the restore')
  })

  it('raises the epoch when the database is found in another cluster', async () => {
    const { doors, epoch } = shop.services
    expect(await doors.withSystem('test', openLogEpoch)).toBe(epoch)
    await doors.withSystem('test', (tx) => tx.rows(`update installation set system_identifier = 'elsewhere'`))
    expect(await doors.withSystem('test', openLogEpoch)).toBe(epoch + 1)
  })
})
