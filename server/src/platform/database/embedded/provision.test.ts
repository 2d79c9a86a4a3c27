import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { geteuid } from 'node:process'
import { afterEach, describe, expect, test, type TestContext } from 'vitest'
import { freePort } from './choose-port'
import { atCleanUp, cleanUp, newFolder, skipLoudly, sql, start, usedDataDir } from './embedded-postgres.testing'
import { applicationPassword, provisionDatabase } from './provision'
import { currentSurroundings } from './surroundings'

afterEach(cleanUp)

const servers = [
  { name: 'the embedded PostgreSQL', startServer: async () => (await start(await usedDataDir())).superuserUrl },
  { name: 'PostgreSQL 15', startServer: startPostgres15 },
]

describe.each(servers)('on $name', ({ startServer }) => {
  test('makes an application that owns its database and has no tenant by itself', async (context) => {
    const superuserUrl = await startServer(context)
    const url = await provisionDatabase(superuserUrl, { password: 'a p@ss/wörd' })
    expect(await sql(url, 'select current_user as role, current_database() as database')).toEqual([
      { role: 'keqiao', database: 'keqiao' },
    ])
    const roles = await sql(
      superuserUrl,
      `select rolname, rolcanlogin, rolcreaterole, rolsuper, rolcreatedb, rolbypassrls, rolreplication
         from pg_roles where rolname like 'keqiao%' order by rolname`,
    )
    const none = { rolsuper: false, rolcreatedb: false, rolbypassrls: false, rolreplication: false }
    expect(roles).toEqual([
      { rolname: 'keqiao', rolcanlogin: true, rolcreaterole: true, ...none },
      { rolname: 'keqiao_system', rolcanlogin: false, rolcreaterole: false, ...none },
      { rolname: 'keqiao_tenant', rolcanlogin: false, rolcreaterole: false, ...none },
    ])
    // The doors: a table that only they may read is closed to the application until it takes one.
    await sql(
      url,
      `create table guarded as select 1 as one; alter table guarded enable row level security;
      alter table guarded force row level security;
      create policy everything on guarded to keqiao_system using (true);
      create policy nothing on guarded to keqiao_tenant using (false);
      grant select on guarded to keqiao_system, keqiao_tenant`,
    )
    expect(await sql(url, 'select * from guarded')).toEqual([])
    expect(await lastOf(url, 'set local role keqiao_system; select * from guarded')).toEqual([{ one: 1 }])
    expect(await lastOf(url, 'set local role keqiao_tenant; select * from guarded')).toEqual([])
    // Case rules know letters beyond ASCII, and the order is that of the code points, whatever the server's locale.
    expect(await sql(url, `select 'b' < 'a' as a, 'Z' < 'a' as b, '乙' < '甲' as c, lower('Ä') as d`)).toEqual([
      { a: false, b: true, c: true, d: 'ä' },
    ])
  })

  test('changes nothing when repeated, and takes a new password', async (context) => {
    const superuserUrl = await startServer(context)
    const urls = await Promise.all([1, 2, 3].map(() => provisionDatabase(superuserUrl, { password: 'first' })))
    const stateText = `select (select string_agg(r::text, ',' order by rolname) from pg_authid r) as roles,
      (select string_agg(m::text, ',' order by roleid) from pg_auth_members m) as members,
      (select string_agg(d.xmin::text || d.datname, ',' order by datname) from pg_database d where datname = 'keqiao') as databases`
    const before = await sql(superuserUrl, stateText)
    await provisionDatabase(superuserUrl, { password: 'first' })
    expect(await sql(superuserUrl, stateText)).toEqual(before)
    const changed = await provisionDatabase(superuserUrl, { password: 'second' })
    expect(await sql(changed, 'select 1 as one')).toEqual([{ one: 1 }])
    await expect(sql(String(urls[0]), 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })

  test('takes back what somebody gave the application by hand', async (context) => {
    const superuserUrl = await startServer(context)
    await provisionDatabase(superuserUrl, { password: 'word' })
    await sql(superuserUrl, 'alter role keqiao superuser bypassrls')
    const url = await provisionDatabase(superuserUrl, { password: 'word' })
    expect(await sql(url, `select rolsuper, rolbypassrls from pg_roles where rolname = 'keqiao'`)).toEqual([
      { rolsuper: false, rolbypassrls: false },
    ])
  })
})

test("the server's log holds no text of the application, also when its statements fail", async () => {
  const dataDir = await usedDataDir()
  const server = await start(dataDir)
  const url = await provisionDatabase(server.superuserUrl, { password: await applicationPassword(dataDir) })
  await expect(sql(url, `select 'meine Adresse'::uuid`)).rejects.toMatchObject({ code: '22P02' })
  await expect(sql(url, `select geheim`)).rejects.toMatchObject({ code: '42703' })
  await sql(url, `do $$ begin raise warning 'vertraulich'; end $$`)
  await server.stop()
  const directory = join(dataDir, 'cluster', 'log')
  const text = (
    await Promise.all((await readdir(directory)).map((name) => readFile(join(directory, name), 'utf8')))
  ).join()
  expect(text).toContain('database system is shut down')
  expect(text).not.toMatch(/Adresse|geheim|vertraulich/)
})

test('the application password is made once and readable by its owner only', async () => {
  const dataDir = await newFolder()
  const first = await applicationPassword(dataDir)
  expect(first.length).toBeGreaterThan(40)
  expect(await applicationPassword(dataDir)).toBe(first)
  expect((await stat(join(dataDir, 'application.secret'))).mode & 0o777).toBe(0o600)
})

/** Runs statements in one transaction and returns the rows of the last. */
async function lastOf(url: string, text: string): Promise<unknown> {
  const { Client } = await import('pg')
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const results: unknown = await client.query(text)
    const last: unknown = Array.isArray(results) ? results.at(-1) : results
    return typeof last === 'object' && last !== null && 'rows' in last ? last.rows : null
  } finally {
    await client.end()
  }
}

const postgres15 = '/usr/lib/postgresql/15/bin'

/** A PostgreSQL 15 of the distribution, as somebody's own server would be: no settings of ours. */
async function startPostgres15(context: TestContext): Promise<string> {
  if (!existsSync(postgres15)) skipLoudly(context, `there is no PostgreSQL 15 in ${postgres15}`)
  const folder = await newFolder()
  const user = geteuid?.() === 0 ? currentSurroundings().users.find(({ name }) => name === 'postgres') : undefined
  const as = user === undefined ? {} : { uid: user.uid, gid: user.gid }
  const cluster = join(folder, 'cluster')
  await mkdir(cluster, { mode: 0o700 })
  await writeFile(join(folder, 'password'), 'fifteen')
  if (user !== undefined)
    await Promise.all([cluster, join(folder, 'password')].map((path) => chown(path, user.uid, user.gid)))
  const initialise = [
    '-D',
    cluster,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    '--pwfile',
    join(folder, 'password'),
    '-N',
    '-E',
    'UTF8',
    '--locale=C',
  ]
  execFileSync(join(postgres15, 'initdb'), initialise, { ...as, cwd: '/', stdio: 'ignore' })
  const port = await freePort()
  const child = spawn(
    join(postgres15, 'postgres'),
    ['-D', cluster, '-p', String(port), '-k', '', '-h', '127.0.0.1', '-F'],
    {
      ...as,
      cwd: '/',
      stdio: 'ignore',
    },
  )
  const ended = new Promise((resolve) => child.once('exit', resolve))
  atCleanUp(async () => {
    child.kill('SIGINT')
    await ended
  })
  const url = `postgresql://postgres:fifteen@127.0.0.1:${port}/postgres`
  for (;;) {
    const up = await sql(url, 'select 1').catch((error: unknown) => {
      if (child.exitCode !== null) throw error
      return null
    })
    if (up !== null) return url
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
