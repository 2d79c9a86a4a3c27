import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { openDoors, type Doors } from '../platform/database/doors'

/** Migrated once by the global setup; every test database is a clone of it. */
export const templateDatabase = 'keqiao_template'

export interface TestDatabase {
  /** As the application connects. */
  readonly url: string
  readonly superuserUrl: string
  readonly doors: Doors
  stop(): Promise<void>
}

/** A database that was never migrated. */
export type EmptyDatabase = Omit<TestDatabase, 'doors'>

/** A migrated database of the caller's own, with the doors open. */
export async function testDatabase(): Promise<TestDatabase> {
  const database = await createDatabase(`template ${templateDatabase}`)
  const errors: unknown[] = []
  const doors = openDoors({ url: database.url, poolSize: 8, onError: (error) => errors.push(error) })
  return {
    ...database,
    doors,
    async stop() {
      await doors.close()
      await database.stop()
    },
  }
}

/** For tests of migrations themselves. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const database = await createDatabase('')
  await asSuperuser(database.superuserUrl, 'alter schema public owner to keqiao')
  return database
}

/** A migrated database that nothing has opened yet. */
export const closedDatabase = (): Promise<EmptyDatabase> => createDatabase(`template ${templateDatabase}`)

/** A copy of a database that nobody is connected to. */
export const scratchCopy = ({ superuserUrl }: EmptyDatabase): Promise<EmptyDatabase> =>
  createDatabase(`template ${new URL(superuserUrl).pathname.slice(1)}`)

async function createDatabase(clause: string): Promise<EmptyDatabase> {
  const { inject } = await import('vitest')
  const { superuserUrl, applicationUrl } = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asSuperuser(superuserUrl, `create database ${name} owner keqiao ${clause}`)
  const own = (address: string) => Object.assign(new URL(address), { pathname: `/${name}` }).href
  return {
    url: own(applicationUrl),
    superuserUrl: own(superuserUrl),
    stop: () => asSuperuser(superuserUrl, `drop database ${name} with (force)`),
  }
}

/** Runs one statement on a connection of its own. */
export async function asSuperuser(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
