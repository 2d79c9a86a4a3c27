import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findChannelByKey } from '../features/channel'
import { foundTenant } from '../features/group'
import { createSessions, type Sessions } from '../features/session'
import { findTenantByCode } from '../features/tenant'
import { systemClock } from '../platform/clock'
import { isRefused } from '../platform/operations'
import { testDatabase } from '../testing/database'
import type { DemoAccounts } from './demo-accounts'
import { seedDemo } from './seed-demo'

let database: Awaited<ReturnType<typeof testDatabase>>
let sessions: Sessions
let dataDir: string

beforeEach(async () => {
  database = await testDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'keqiao-demo-'))
  sessions = createSessions({
    doors: database.doors,
    databaseUrl: database.url,
    secret: 'k7Jq2mVx9ZtB4nRw6LhY8sDc3FgP5aQe1UoT0iMx',
    publicUrl: 'http://127.0.0.1:8080',
    clock: systemClock(),
    onError: (error) => {
      throw error
    },
  })
})

afterEach(async () => {
  await sessions.close()
  await database.stop()
  await rm(dataDir, { recursive: true })
})

function seed(wanted = true): Promise<DemoAccounts | null> {
  return seedDemo({ doors: database.doors, sessions, dataDir, wanted })
}

async function expectAllSignIn(demo: DemoAccounts | null): Promise<void> {
  const accounts = demo?.merchants.flatMap((merchant) => merchant.accounts) ?? []
  expect(accounts).toHaveLength(9)
  for (const { login, password, nickname, role } of accounts) {
    const entered = await sessions.signIn({ login, password, remember: false }, { address: '127.0.0.1' })
    if (isRefused(entered)) throw new Error(`${login}: ${entered.error.code}`)
    expect(entered.me).toMatchObject({ member: { nickname }, role })
  }
}

test('fills a new installation once, and tells the same at the next start', async () => {
  const demo = await seed()
  await expectAllSignIn(demo)
  expect(new Set(demo?.merchants.flatMap((m) => m.accounts.map((a) => a.password))).size).toBe(9)
  for (const merchant of demo?.merchants ?? []) {
    const channel = await findChannelByKey(database.doors, merchant.channelKey)
    expect(channel?.tenantId).toBe(merchant.tenantId)
  }
  const yunshan = await findTenantByCode(database.doors, 'yunshan')
  const groups = await database.doors.withSystem('test', (tx) =>
    tx.rows<{ name: string; members: number }>(
      `select g.name, count(m.member_id) as members from groups g
         left join group_members m on m.tenant_id = g.tenant_id and m.group_id = g.id
        where g.tenant_id = $1 group by g.id, g.name order by g.id`,
      [yunshan?.id],
    ),
  )
  expect(groups).toEqual([
    { name: '售前', members: 4 },
    { name: '售后', members: 4 },
    { name: '投诉', members: 3 },
  ])
  expect(await seed()).toEqual(demo)
})

test('keeps the passwords where only their owner reads, and leaves no drafts', async () => {
  await seed()
  expect(await readdir(dataDir)).toEqual(['demo-accounts.json'])
  expect((await stat(join(dataDir, 'demo-accounts.json'))).mode & 0o777).toBe(0o600)
})

test('goes on with the same passwords where an earlier start was interrupted', async () => {
  // Interrupted in the middle: the second member's password never came, the second merchant never began.
  let count = 0
  const failing: Pick<Sessions, 'setPassword'> = {
    async setPassword(credentials) {
      if (++count > 1) throw new Error('the power went')
      await sessions.setPassword(credentials)
    },
  }
  const broken = seedDemo({ doors: database.doors, sessions: failing, dataDir, wanted: true })
  await expect(broken).rejects.toThrow('the power went')
  const path = join(dataDir, 'demo-accounts.json')
  const begun = JSON.parse(await readFile(path, 'utf8')) as DemoAccounts
  expect(begun.complete).toBe(false)
  const demo = await seed()
  expect(demo?.merchants.map((m) => m.accounts)).toEqual(begun.merchants.map((m) => m.accounts))
  await expectAllSignIn(demo)
})

test('stays away where it is not wanted and from an installation that is somebody’s own', async () => {
  expect(await seed(false)).toBeNull()
  expect(await findTenantByCode(database.doors, 'yunshan')).toBeNull()
  await foundTenant(database.doors, { code: 'own', name: '自己的商家' })
  expect(await seed()).toBeNull()
  expect(await readdir(dataDir)).toEqual([])
})

test('tells no passwords of another database', async () => {
  const demo = await seed()
  const path = join(dataDir, 'demo-accounts.json')
  const other = {
    ...demo,
    merchants: demo?.merchants.map((m) => ({ ...m, tenantId: '01900000-0000-7000-8000-000000000000' })),
  }
  await writeFile(path, JSON.stringify(other))
  expect(await seed()).toBeNull()
})
