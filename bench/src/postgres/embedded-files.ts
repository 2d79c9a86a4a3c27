import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withDatabase } from './database-server'

/** What the embedded PostgreSQL of an installation says of itself (docs/embedded-postgresql.md). */
export interface EmbeddedFiles {
  readonly postmasterPid: number
  readonly superuserUrl: string
  applicationUrl(database: string): string
}

/** Reads it from DATA_DIR; root's data may lie elsewhere, then `location` says where. */
export function readEmbeddedFiles(dataDir: string): EmbeddedFiles {
  const folder = join(dataDir, 'postgres')
  const cluster = join(textOf(join(folder, 'location')) ?? folder, 'cluster')
  const port = must(join(folder, 'port'))
  const url = (user: string, password: string) => `postgres://${user}:${password}@127.0.0.1:${port}/postgres`
  return {
    postmasterPid: Number(must(join(cluster, 'postmaster.pid')).split('\n')[0]),
    superuserUrl: url('postgres', must(join(cluster, 'keqiao-superuser.secret'))),
    applicationUrl: (database) => withDatabase(url('keqiao', must(join(folder, 'application.secret'))), database),
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}

function must(path: string): string {
  const text = textOf(path)
  if (text === null) throw new Error(`${path} is not there: is the embedded PostgreSQL running?`)
  return text
}
