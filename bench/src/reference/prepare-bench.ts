import { mkdirSync } from 'node:fs'
import { makeDatabase } from '../postgres/application-roles'
import { withDatabase, type DatabaseServer } from '../postgres/database-server'
import { startDatabase, type DatabaseChoice } from '../postgres/start-database'
import { startProduct, type Product } from '../process/product'
import { makeFolder } from '../process/folder'
import type { People, PeopleCounts } from '../seed/people'
import { seedPeople } from '../seed/seed-people'
import { prepareReference, type Reference } from './prepare-reference'

/** A server with a migrated database full of people, and the yardstick's beside it. */
export interface Bench {
  readonly server: DatabaseServer
  readonly people: People
  readonly reference: Reference
  /** Superuser's address of the product's database, for reading back. */
  readonly superuserUrl: string
  /** How the application logs in to the product's database. */
  readonly applicationUrl: string
  /** Starts the product on that database. */
  start(nodeArgs?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Product>
}

const database = 'product'

/** Starts the database, lets the product migrate it, copies it for the yardstick, seeds both. */
export async function prepareBench(
  choice: DatabaseChoice,
  counts: PeopleCounts,
  keepsCommitTimes = false,
): Promise<Bench> {
  const server = await startDatabase(choice, keepsCommitTimes)
  await makeDatabase(server.superuserUrl, database)
  const dataDir = await makeFolder('keqiao-bench-data-')
  mkdirSync(dataDir, { recursive: true })
  const env = { DATABASE_URL: server.applicationUrl(database), DATA_DIR: dataDir }
  const migrating = await startProduct({ env })
  await migrating.stop()
  const reference = await prepareReference(server, database)
  const superuserUrl = withDatabase(server.superuserUrl, database)
  return {
    server,
    reference,
    superuserUrl,
    applicationUrl: env.DATABASE_URL,
    people: await seedPeople(superuserUrl, counts),
    start: (nodeArgs = [], more = {}) => startProduct({ env: { ...env, ...more }, nodeArgs }),
  }
}
