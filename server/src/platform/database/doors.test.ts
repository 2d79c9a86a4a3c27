import type { TenantId } from '@keqiao/domain'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { isUnavailable, openDoors } from './doors'

let shop: Shop
let home: Merchant
let foreign: Merchant

beforeAll(async () => {
  shop = await openShop()
  ;[home, foreign] = [await shop.merchant(), await shop.merchant()]
  await home.agent()
  await foreign.agent()
  await home.waiting()
  await foreign.waiting()
})

afterAll(() => shop.stop())

/** Those that belong to a tenant but are closed to his door altogether. */
const closedTables: ReadonlySet<string> = new Set(['public.set_up_links', 'public.message_search'])

/** Every table with a tenant, asked of the database itself, so that a new one cannot be forgotten here. */
async function tenantTables(): Promise<string[]> {
  const rows = await shop.services.doors.withSystem('test', (tx) =>
    tx.rows<{ name: string }>(
      `select distinct table_schema || '.' || table_name as name from information_schema.columns
        where column_name = 'tenant_id' and table_schema = 'public'`,
    ),
  )
  return rows.map((row) => row.name).filter((name) => !/^public\.(events|message_search)_/.test(name))
}

describe('the two doors', () => {
  it('show a tenant nothing of another one, in any table, with no predicate at all', async () => {
    const tables = await tenantTables()
    expect(tables.length).toBeGreaterThan(10)
    expect(tables).toEqual(expect.arrayContaining([...closedTables]))
    for (const table of tables) {
      const read = shop.services.doors.withTenant(home.tenantId, (tx) =>
        tx.rows<{ tenant_id: TenantId }>(`select distinct tenant_id from ${table}`),
      )
      if (closedTables.has(table)) {
        await expect(read).rejects.toThrow('permission denied')
        continue
      }
      const tenants = await read
      expect(tenants.filter((row) => row.tenant_id !== home.tenantId)).toEqual([])
    }
  })

  it('let a tenant write nothing into another one', async () => {
    const insert = shop.services.doors.withTenant(home.tenantId, (tx) =>
      tx.rows(`insert into contacts (tenant_id, id, name) values ($1, gen_random_uuid(), 'smuggled')`, [
        foreign.tenantId,
      ]),
    )
    await expect(insert).rejects.toThrow('row-level security')
    const update = await shop.services.doors.withTenant(home.tenantId, (tx) =>
      tx.rows(`update conversations set visitor_name = 'changed' where tenant_id = $1 returning id`, [
        foreign.tenantId,
      ]),
    )
    expect(update).toEqual([])
  })

  it('force row-level security on every table and partition, the owner included', async () => {
    const open = await shop.services.doors.withSystem('test', (tx) =>
      tx.rows<{ name: string }>(
        `select relname as name from pg_class join pg_namespace n on n.oid = relnamespace
          where n.nspname = 'public' and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`,
      ),
    )
    expect(open.map((row) => row.name)).toEqual(['schema_migrations'])
    const owner = new Client({ connectionString: shop.database.url })
    await owner.connect()
    const { rows } = await owner.query('select * from tenants')
    await owner.end()
    expect(rows).toEqual([])
  })

  it('keep the planner under sixty partitions', async () => {
    const [row] = await shop.services.doors.withSystem('test', (tx) =>
      tx.rows<{ count: number }>(`select count(*) as count from pg_inherits where inhparent = 'events'::regclass`),
    )
    expect(row?.count).toBeGreaterThan(3)
    expect(row?.count).toBeLessThan(60)
  })

  it('roll back what throws, and give the connection back usable', async () => {
    const { doors } = shop.services
    for (let i = 0; i < 20; i++) {
      await expect(doors.withTenant(home.tenantId, (tx) => tx.rows('select 1 / 0'))).rejects.toThrow('division')
    }
    const answer = await doors.withTenant(home.tenantId, (tx) =>
      tx.rows<{ user: string }>('select current_user as user'),
    )
    expect(answer).toEqual([{ user: 'keqiao_tenant' }])
  })

  it('run what waits for the commit only after a commit', async () => {
    const { doors } = shop.services
    const ran: string[] = []
    await doors.withTenant(home.tenantId, async (tx) => tx.afterCommit(() => ran.push('committed')))
    await doors
      .withTenant(home.tenantId, async (tx) => {
        tx.afterCommit(() => ran.push('rolled back'))
        throw new Error('no')
      })
      .catch(() => undefined)
    expect(ran).toEqual(['committed'])
  })

  it('tell an unreachable database from a fault of ours', async () => {
    const nobody = openDoors({ url: 'postgres://keqiao:x@127.0.0.1:1/none', poolSize: 1, onError: () => undefined })
    const unreachable = await nobody.withTenant(home.tenantId, async () => 1).catch((error: unknown) => error)
    expect(isUnavailable(unreachable)).toBe(true)
    await nobody.close()
    const ours = await shop.services.doors
      .withTenant(home.tenantId, (tx) => tx.rows('select nonsense'))
      .catch((error: unknown) => error)
    expect(isUnavailable(ours)).toBe(false)
  })

  it('refuse a tenant id that is no UUID before it reaches the database', () => {
    expect(() => shop.services.doors.withTenant(`' or true --` as TenantId, async () => 1)).toThrow('not a UUID')
  })
})
