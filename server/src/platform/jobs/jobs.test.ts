import type { TenantId } from '@keqiao/domain'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '../../testing/database'
import { systemClock } from '../clock'
import { newId } from '../ids'
import { createLog } from '../log'
import { createMetrics } from '../metrics'
import { enqueue } from './jobs.store'
import { maintenance, maintenanceCalendar, removeOutdated } from './maintenance'
import { prepareJobs } from './queue.store'
import { defineTask, handle, type Recurring, type TaskHandler } from './task'
import { startWorker, type Worker } from './worker'

const log = createLog({ level: 'silent' })
const greet = defineTask('test.greet', z.object({ name: z.string() }))
let database: Awaited<ReturnType<typeof testDatabase>>
let owner: Client
const running: Worker[] = []

beforeAll(async () => {
  database = await testDatabase()
  // Twice at once: that is how two nodes begin.
  await Promise.all([prepareJobs(database.url, log), prepareJobs(database.url, log)])
  owner = new Client({ connectionString: database.url })
  await owner.connect()
})

afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop(5_000)))
  await owner.query('delete from graphile_worker._private_jobs')
})

afterAll(async () => {
  await owner.end()
  await database.stop()
})

async function start(handlers: TaskHandler[], calendar: readonly Recurring[] = []) {
  const metrics = createMetrics()
  const { url, doors } = database
  const worker = await startWorker({ url, doors, log, metrics, clock: systemClock(), handlers, calendar })
  running.push(worker)
  return { worker, metrics }
}

/** A promise and the function that fulfils it. */
function signal<Value>() {
  let resolve: (value: Value) => void = () => {}
  const seen = new Promise<Value>((done) => (resolve = done))
  return { seen, resolve }
}

async function jobCount(): Promise<number> {
  const { rows } = await owner.query<{ count: number }>('select count(*)::int as count from graphile_worker.jobs')
  return rows[0]?.count ?? -1
}

it('runs what a committed transaction enqueued behind either door, and nothing of one that was rolled back', async () => {
  const names: string[] = []
  const both = signal<void>()
  await start([
    handle(greet, async ({ name }) => {
      names.push(name)
      if (names.length === 2) both.resolve()
    }),
  ])
  const tenantId = newId<TenantId>()
  const failed = database.doors.withTenant(tenantId, async (tx) => {
    await enqueue(tx, greet, { name: 'rolled back' })
    throw new Error('changed my mind')
  })
  await expect(failed).rejects.toThrow('changed my mind')
  await database.doors.withTenant(tenantId, (tx) => enqueue(tx, greet, { name: 'tenant' }))
  await database.doors.withSystem('test', (tx) => enqueue(tx, greet, { name: 'system' }))
  await both.seen
  expect(names.sort()).toEqual(['system', 'tenant'])
})

it('gives the roles of the doors no other way into the queue', async () => {
  const look = database.doors.withTenant(newId<TenantId>(), (tx) => tx.rows('select * from graphile_worker.jobs'))
  await expect(look).rejects.toMatchObject({ code: '42501' })
  const unlock = database.doors.withTenant(newId<TenantId>(), (tx) => tx.rows(`select unlock_jobs_of('{}')`))
  await expect(unlock).rejects.toMatchObject({ code: '42501' })
  const partitions = database.doors.withTenant(newId<TenantId>(), (tx) => tx.rows('select keep_event_partitions()'))
  await expect(partitions).rejects.toMatchObject({ code: '42501' })
})

it('keeps one pending job of a key, with the last payload', async () => {
  await database.doors.withSystem('test', async (tx) => {
    const later = 4_000_000_000_000
    await enqueue(tx, greet, { name: 'first' }, { key: 'k', runAt: later })
    await enqueue(tx, greet, { name: 'second' }, { key: 'k', runAt: later + 1_000 })
  })
  const { rows } = await owner.query(
    'select payload, extract(epoch from run_at)::float8 as at from graphile_worker._private_jobs',
  )
  expect(rows).toEqual([{ payload: { name: 'second' }, at: 4_000_000_000 }])
})

it('refuses a payload that is not of the task before it is stored', async () => {
  const wrong = { name: 7 } as unknown as { name: string }
  await expect(database.doors.withSystem('test', (tx) => enqueue(tx, greet, wrong))).rejects.toThrow(z.ZodError)
  expect(await jobCount()).toBe(0)
})

it('tries a failed job again and counts both runs', async () => {
  const done = signal<number>()
  const { metrics, worker } = await start([
    handle(greet, async (_payload, { attempt }) => {
      if (attempt === 1) throw new Error('not yet')
      done.resolve(attempt)
    }),
  ])
  await database.doors.withSystem('test', (tx) => enqueue(tx, greet, { name: 'x' }))
  expect(await done.seen).toBe(2)
  running.splice(0)
  await worker.stop(5_000)
  const { values } = await metrics.jobs.get()
  expect(values.map(({ labels, value }) => [labels.outcome, value])).toEqual([
    ['failed', 1],
    ['done', 1],
  ])
})

it('waits for a running job when it stops', async () => {
  const started = signal<void>()
  const release = signal<void>()
  let finished = false
  const { worker } = await start([
    handle(greet, async () => {
      started.resolve()
      await release.seen
      finished = true
    }),
  ])
  await database.doors.withSystem('test', (tx) => enqueue(tx, greet, { name: 'x' }))
  await started.seen
  running.splice(0)
  const stopped = worker.stop(10_000)
  release.resolve()
  await stopped
  expect(finished).toBe(true)
  expect(await jobCount()).toBe(0)
})

it('gives a job back that does not end in time, for another worker to do', async () => {
  const started = signal<void>()
  const stuck = handle(greet, () => {
    started.resolve()
    return new Promise(() => {})
  })
  const { worker } = await start([stuck])
  await database.doors.withSystem('test', (tx) => enqueue(tx, greet, { name: 'x' }))
  await started.seen
  running.splice(0)
  await worker.stop(50)
  const done = signal<void>()
  await start([handle(greet, async () => done.resolve())])
  await done.seen
})

it('picks up the job of a worker that died', async () => {
  await database.doors.withSystem('test', (tx) => enqueue(tx, greet, { name: 'x' }))
  await owner.query(
    `update graphile_worker._private_jobs set locked_by = 'worker-of-a-dead-node', locked_at = now() - interval '2 minutes'`,
  )
  const done = signal<void>()
  await start([handle(greet, async () => done.resolve())])
  await done.seen
})

it('does the maintenance at every start', async () => {
  const tenantId = newId<TenantId>()
  await database.doors.withSystem('test', async (tx) => {
    await tx.rows(`insert into tenants (id, code, name) values ($1, 'm-${tenantId.slice(-8)}', 'M')`, [tenantId])
    await tx.rows(
      `insert into requests (tenant_id, actor_id, client_id, request_hash, at)
       select $1, gen_random_uuid(), gen_random_uuid(), '\\x00', now() - i * interval '1 day' from generate_series(0, 9) i`,
      [tenantId],
    )
  })
  // As if the month after next had never been made.
  const { rows } = await owner.query<{ name: string }>(
    `select max(relid::text) as name from pg_partition_tree('events') where relid::text ~ '^events_2'`,
  )
  await owner.query(`drop table ${rows[0]?.name}`)
  const ends = maintenanceCalendar.map(() => signal<void>())
  const handlers = maintenance(database.doors, log).map(({ task, run }, index) => ({
    task,
    run: async (...args: Parameters<typeof run>) => {
      await run(...args)
      ends[index]?.resolve()
    },
  }))
  await start(handlers, maintenanceCalendar)
  await Promise.all(ends.map(({ seen }) => seen))
  const left = await owner.query(`select to_regclass('${rows[0]?.name}') is not null as there`)
  expect(left.rows).toEqual([{ there: true }])
  const requests = await database.doors.withTenant(tenantId, (tx) => tx.rows('select at from requests'))
  expect(requests).toHaveLength(7)
  expect(removeOutdated.name).toBe('maintenance.remove-outdated')
})
