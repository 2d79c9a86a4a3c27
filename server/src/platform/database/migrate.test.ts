import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, inject } from 'vitest'
import { folders } from '../../config'
import { asSuperuser, emptyDatabase, type EmptyDatabase } from '../../testing/database'
import { migrate, missingMigrations, MigrationError } from './migrate'

let database: EmptyDatabase
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keqiao-migrations-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

beforeEach(async () => {
  database = await emptyDatabase()
  for (const name of await readdir(folder)) await rm(join(folder, name))
  for (const name of await readdir(folders.migrations))
    await copyFile(join(folders.migrations, name), join(folder, name))
})

afterEach(() => database.stop())

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    if (error instanceof MigrationError) return error.code
    throw error
  }
  return 'nothing was refused'
}

describe('migrations', () => {
  it('run once, however many processes start together', async () => {
    const { url } = database
    expect(await missingMigrations(database.url, folder).catch(() => 'no table yet')).toBe('no table yet')
    const runs = await Promise.all([1, 2, 3, 4].map(() => migrate({ url, folder })))
    const names = (await readdir(folders.migrations)).filter((name) => name.endsWith('.sql'))
    expect(runs.flat().toSorted()).toEqual(names.toSorted())
    expect(await missingMigrations(url, folder)).toEqual([])
  })

  it('refuse a database that a newer version has migrated, and change nothing', async () => {
    const { url } = database
    await writeFile(join(folder, '9000_from_the_future.sql'), 'create table future (id int)')
    await migrate({ url, folder })
    await rm(join(folder, '9000_from_the_future.sql'))
    expect(await refusalOf(migrate({ url, folder }))).toBe('database_newer_than_code')
  })

  it('refuse a migration that was edited after it ran', async () => {
    const { url } = database
    await migrate({ url, folder })
    const [first] = (await readdir(folder)).toSorted()
    await writeFile(join(folder, first ?? ''), 'select 1')
    expect(await refusalOf(migrate({ url, folder }))).toBe('migration_changed')
  })

  it('roll a failed one back and run it when it is mended', async () => {
    const { url } = database
    await migrate({ url, folder })
    const broken = join(folder, '9000_breaks.sql')
    await writeFile(broken, 'create table half (id int); select 1 / 0')
    expect(await refusalOf(migrate({ url, folder }))).toBe('migration_failed')
    expect(await missingMigrations(url, folder)).toEqual(['9000_breaks.sql'])
    await writeFile(broken, 'create table half (id int)')
    expect(await migrate({ url, folder })).toEqual(['9000_breaks.sql'])
  })

  it('refuse a superuser, whom row-level security does not bind', async () => {
    expect(await refusalOf(migrate({ url: database.superuserUrl, folder }))).toBe('database_role_too_powerful')
  })

  it('refuse a role that has the doors open all the time', async () => {
    const { superuserUrl } = inject('postgres')
    await asSuperuser(
      superuserUrl,
      `create role open_doors login inherit password 'x' in role keqiao_tenant, keqiao_system`,
    )
    try {
      const url = Object.assign(new URL(database.url), { username: 'open_doors', password: 'x' }).href
      expect(await refusalOf(migrate({ url, folder }))).toBe('database_role_too_powerful')
    } finally {
      await asSuperuser(superuserUrl, 'drop role open_doors')
    }
  })

  it('refuse a role that may not take the doors and may not make them', async () => {
    const { superuserUrl } = inject('postgres')
    await asSuperuser(superuserUrl, `create role no_doors login password 'x'`)
    try {
      const url = Object.assign(new URL(database.url), { username: 'no_doors', password: 'x' }).href
      expect(await refusalOf(migrate({ url, folder }))).toBe('database_roles_missing')
    } finally {
      await asSuperuser(superuserUrl, 'drop role no_doors')
    }
  })
})
