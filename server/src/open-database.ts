import { join } from 'node:path'
import type { Config } from './config'
import { EmbeddedPostgresError } from './platform/database/embedded/embedded-postgres-error'
import { findRunningPostgres } from './platform/database/embedded/find-running'
import { applicationPassword, provisionDatabase } from './platform/database/embedded/provision'
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './platform/database/embedded/start-embedded-postgres'

export interface OpenDatabase {
  /** As the application connects. */
  readonly url: string
  /** What this process has started and must stop; null: somebody else's. */
  readonly embedded: EmbeddedPostgres | null
}

type Told = Pick<EmbeddedPostgresOptions, 'log' | 'progress' | 'signal'>

/** The database of this installation: that of DATABASE_URL, or the embedded one, started and provisioned. */
export async function openDatabase(config: Config, told: Told): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, embedded: null }
  const dataDir = join(config.dataDir, 'postgres')
  const embedded = await startEmbeddedPostgres({ dataDir, ...told })
  try {
    return {
      url: await provisionDatabase(embedded.superuserUrl, { password: await applicationPassword(dataDir) }),
      embedded,
    }
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

/** The same for a command that is over in a moment: while a server runs on the data, its database is used and left alone. */
export async function joinDatabase(config: Config, told: Told): Promise<OpenDatabase> {
  try {
    return await openDatabase(config, told)
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError) || error.code !== 'embedded_locked') throw error
    const dataDir = join(config.dataDir, 'postgres')
    const superuserUrl = await findRunningPostgres(dataDir, told.log)
    if (superuserUrl === null) throw error
    const password = await applicationPassword(dataDir)
    return { url: await provisionDatabase(superuserUrl, { password }), embedded: null }
  }
}
