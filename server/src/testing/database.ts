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

/** A migrated database of the caller's own, with the doors open. */
export async function testDatabase(): Promise<TestDatabase> {
  const { inject } = await import('vitest')
  const { superuserUrl, applicationUrl } = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asSuperuser(superuserUrl, `create database ${name} template ${templateDatabase} owner keqiao`)
  const own = (address: string) => Object.assign(new URL(address), { pathname: `/${name}` }).href
  const url = own(applicationUrl)
  const errors: unknown[] = []
  const doors = openDoors({ url, poolSize: 8, onError: (error) => errors.push(error) })
  return {
    url,
    superuserUrl: own(superuserUrl),
    doors,
    async stop() {
      await doors.close()
      await asSuperuser(superuserUrl, `drop database ${name} with (force)`)
    },
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
