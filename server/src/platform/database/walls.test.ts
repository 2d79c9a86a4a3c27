import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Client } from 'pg'
import { prepareJobs } from '../jobs'
import { createLog } from '../log'
import { asSuperuser, closedDatabase, scratchCopy, type EmptyDatabase } from '../../testing/database'
import { plantRows, tablesAt, type Planted } from '../../testing/walls/plant'
import { findHoles, type Expected } from '../../testing/walls/prove-walls'

let database: EmptyDatabase
let planted: Planted

beforeAll(async () => {
  database = await closedDatabase()
  await prepareJobs(database.url, createLog({ level: 'silent' }))
  planted = await plantRows(database.superuserUrl)
})

afterAll(() => database.stop())

/** All that a merchant's role reaches beside its own rows. A new line here is a decision about the wall. */
const expected: Expected = {
  sharedTables: { log_readers: 'how far the reader of figures has come is no secret of anybody' },
  closedTables: {
    'auth.users': 'sign-in is looked up by the other door; the whole schema is closed to this one',
    set_up_links: 'the token of a link is looked up before its merchant is known, by the other door',
    message_search: 'the index of words is of no use behind the wall; one function asks it, and names the merchant',
  },
  reachable: {
    public: 'where the tables are',
    'public.enqueue_job': 'a change enqueues what follows from it in its own transaction; it takes jobs and shows none',
  },
}

const holes = () => findHoles(database.url, planted, expected)

describe('the wall between merchants, asked by plain SQL', () => {
  it('SEC-02: has no hole in any table, partition, view, function or sequence of the catalogue', async () => {
    expect(
      planted.tables.filter(({ tenantColumn, isPartition }) => tenantColumn && !isPartition).length,
    ).toBeGreaterThan(60)
    expect(await holes()).toEqual([])
  })

  it('is told of by names that are still there', async () => {
    const tables = planted.tables.map(({ name }) => name.replace(/^public\./, ''))
    expect(tables).toEqual(
      expect.arrayContaining([...Object.keys(expected.closedTables), ...Object.keys(expected.sharedTables)]),
    )
  })

  it('shows a merchant neither the statistics of what others keep nor what they are asking', async () => {
    await asSuperuser(database.superuserUrl, 'analyze')
    const client = new Client({ connectionString: database.url })
    await client.connect()
    try {
      await client.query(`begin; set local role keqiao_tenant; set local app.tenant = '${planted.own}'`)
      const { rows: statistics } = await client.query(
        `select tablename from pg_stats where schemaname in ('public', 'auth')`,
      )
      expect(statistics).toEqual([])
      const { rows: statements } = await client.query(
        `select query from pg_stat_activity where datname = current_database() and query like '%app.tenant%' and pid <> pg_backend_pid()`,
      )
      expect(statements).toEqual([])
    } finally {
      await client.end()
    }
  })

  it('is not crossed by a foreign key: what names a row of a merchant names the merchant too', async () => {
    const client = new Client({ connectionString: database.superuserUrl })
    await client.connect()
    const { rows } = await client.query<{ key: string }>(`
      select distinct confrelid::regclass::text as key
        from pg_constraint k
       where contype = 'f' and conparentid = 0 and confrelid <> 'tenants'::regclass
         and exists (select 1 from pg_attribute a where a.attrelid = confrelid and a.attname = 'tenant_id')
         and not exists (select 1 from unnest(confkey) n join pg_attribute a on a.attrelid = confrelid and a.attnum = n
                          where a.attname = 'tenant_id')
       order by 1`)
    await client.end()
    // Their keys are their ids alone, over all merchants: whoever points at a foreign one must know it, and learns nothing
    // by it, since every read is behind the wall again.
    expect(rows.map(({ key }) => key)).toEqual(['auth.users', 'conversations'])
  })
})

/** Each opens one hole in a copy; the proof must name it. */
const sabotages: Record<string, { statement: string; found: RegExp }> = {
  'a policy that lets everything through': {
    statement: `drop policy tenant on contacts; create policy tenant on contacts to keqiao_tenant using (true)`,
    found: /^table contacts: shows rows of another merchant$/,
  },
  'a policy that was forgotten for writing': {
    statement: `alter policy tenant on phrases with check (true)`,
    found: /^table phrases: (takes|refuses) a row of another merchant/,
  },
  'a second policy that is wider': {
    statement: `create policy helpful on members for update to keqiao_tenant using (true) with check (true)`,
    found: /^table members: (lets a row be given|refuses a row for another)/,
  },
  'row-level security switched off': {
    statement: 'alter table webhooks disable row level security',
    found: /^table webhooks: row-level security is not forced$/,
  },
  'an owner who is not bound': {
    statement: 'alter table files no force row level security',
    found: /^table files: shows rows to the login without a role$/,
  },
  'a new table without a wall': {
    statement: `create table novelties (tenant_id uuid not null, id uuid); alter table novelties owner to keqiao;
      grant select, insert, update, delete on novelties to keqiao_tenant`,
    found: /^table novelties: /,
  },
  'a partition that is opened by itself': {
    statement: `grant select on events_default to keqiao_tenant; create policy open on events_default to keqiao_tenant using (true)`,
    found: /^table events_default: may be read/,
  },
  'a view with the rights of its owner': {
    statement: 'create view all_contacts as select * from contacts; grant select on all_contacts to keqiao_tenant',
    found: /^view public\.all_contacts: reads with the rights of its owner$/,
  },
  'a function with the rights of its owner': {
    statement: `create function everybody() returns bigint language sql security definer set search_path = public, pg_temp
      as 'select count(*) from contacts'`,
    found: /^function public\.everybody: /,
  },
  'a sequence for all merchants': {
    statement: 'create sequence numbers; grant usage on sequence numbers to keqiao_tenant',
    found: /^sequence public\.numbers: /,
  },
  'the schema of sessions': {
    statement:
      'grant usage on schema auth to keqiao_tenant; grant select on all tables in schema auth to keqiao_tenant',
    found: /^schema auth: /,
  },
  'a right that no policy bounds': {
    statement: 'grant truncate on contacts to keqiao_tenant',
    found: /^table right truncate on public\.contacts: /,
  },
}

describe('a hole', () => {
  it('is found wherever somebody makes one', async () => {
    const copy = await scratchCopy(database)
    try {
      for (const { statement } of Object.values(sabotages)) await asSuperuser(copy.superuserUrl, statement)
      const seen = await findHoles(copy.url, { ...planted, tables: await tablesAt(copy.superuserUrl) }, expected)
      const missed = Object.entries(sabotages).filter(([, { found }]) => !seen.some((hole) => found.test(hole)))
      expect(missed.map(([name]) => name)).toEqual([])
    } finally {
      await copy.stop()
    }
  })
})
