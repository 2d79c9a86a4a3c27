import { startProduct } from '../process/product'
import { makeFolder } from '../process/folder'
import { connected } from './connect'
import type { DatabaseServer } from './database-server'
import { keepCommitTimes } from './keep-commit-times'
import { readEmbeddedFiles } from './embedded-files'

/**
 * The embedded PostgreSQL, held by a Keqiao of its own that serves nobody: so it is started by the product's own
 * supervisor with the product's own settings, and measured like any other server.
 */
export async function startEmbedded(keepsCommitTimes: boolean): Promise<DatabaseServer> {
  const dataDir = await makeFolder('keqiao-bench-embedded-')
  const holding = await startProduct({ env: { DATA_DIR: dataDir } })
  if (keepsCommitTimes) {
    await keepCommitTimes(readEmbeddedFiles(dataDir).superuserUrl)
    await holding.stop()
    await startProduct({ env: { DATA_DIR: dataDir } })
  }
  const files = readEmbeddedFiles(dataDir)
  const version = await connected(files.superuserUrl, async (client) => {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
    return rows[0]?.version ?? 'unknown'
  })
  return { ...files, description: `embedded PostgreSQL ${version}`, programs: null }
}
