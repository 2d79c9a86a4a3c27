import { existsSync } from 'node:fs'
import type { DatabaseServer } from './database-server'
import { startEmbedded } from './start-embedded'
import { startPrograms } from './start-programs'

/** Debian's programs of the oldest PostgreSQL that Keqiao runs on; they come with pgbench. */
const debianPrograms = '/usr/lib/postgresql/15/bin'

/** Which PostgreSQL to measure on: the machine's own programs when they are there, or the embedded one. */
export type DatabaseChoice = 'auto' | 'embedded'

/**
 * Starts a fresh server; it ends, and its folder goes, with this process. `keepsCommitTimes`: a replay of the log needs the
 * order of the commits (bench/src/replay).
 */
export function startDatabase(choice: DatabaseChoice, keepsCommitTimes = false): Promise<DatabaseServer> {
  const programs = process.env['KEQIAO_TEST_POSTGRES'] ?? debianPrograms
  return choice === 'auto' && existsSync(`${programs}/initdb`)
    ? startPrograms(programs, keepsCommitTimes)
    : startEmbedded(keepsCommitTimes)
}
