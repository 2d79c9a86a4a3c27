import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { superuserSecretFile } from './cluster-settings'
import { openDataFolder } from './data-folder'
import { identifyServer, superuserUrlOf } from './login'
import { readFileOrNull } from './owned-file'
import { readPostmasterFile } from './postmaster-file'
import type { EmbeddedPostgresLog } from './start-embedded-postgres'
import { currentSurroundings } from './surroundings'

/**
 * The superuser's address of the embedded PostgreSQL that a running Keqiao has started from this data folder; null when
 * none answers there. Starts and stops nothing.
 */
export async function findRunningPostgres(dataDir: string, log: EmbeddedPostgresLog): Promise<string | null> {
  const { cluster } = await openDataFolder(currentSurroundings(), dataDir, log)
  const password = (await readFileOrNull(join(cluster, superuserSecretFile)))?.trim()
  const port = (await readPostmasterFile(cluster))?.port
  if (!password || !port) return null
  const server = await identifyServer(port, password)
  return server?.cluster === (await realpath(cluster)) ? superuserUrlOf(port, password) : null
}
