import { CommandError } from './command-error'
import { ConfigError, earlierSecrets, folders, loadSecret, publicUrlOf, readConfig, type Config } from './config'
import type { CommandRun } from './merchant-command'
import { joinDatabase } from './open-database'
import { openDoors } from './platform/database/doors'
import { EmbeddedPostgresError } from './platform/database/embedded/embedded-postgres-error'
import { migrate, MigrationError } from './platform/database/migrate'
import { createSecretBox } from './platform/secret-box'

/**
 * Runs what was typed behind `npm run <command> --` on the database of the same settings as the server, whether one runs
 * or not, and ends the process with 0, 1 for a fault of ours, or 2 for what whoever typed it can put right.
 */
export async function runCommand(
  commandOf: (given: readonly string[]) => (run: CommandRun) => Promise<void>,
): Promise<void> {
  try {
    await work(readConfig(), commandOf(process.argv.slice(2)))
  } catch (error) {
    const isMistake =
      error instanceof CommandError ||
      error instanceof ConfigError ||
      error instanceof EmbeddedPostgresError ||
      error instanceof MigrationError
    process.stderr.write(`\n${isMistake ? error.message : String(error instanceof Error ? error.stack : error)}\n`)
    process.exitCode = isMistake ? 2 : 1
  }
}

async function work(config: Config, run: (run: CommandRun) => Promise<void>): Promise<void> {
  const tell = (text: string) => void process.stderr.write(`  ${text}\n`)
  const database = await joinDatabase(config, {
    log: (level, message) => level === 'error' && tell(message),
    progress: (step) => tell(`PostgreSQL: ${step}`),
  })
  try {
    await migrate({ url: database.url, folder: folders.migrations, onApplied: (name) => tell(`migrated ${name}`) })
    const doors = openDoors({ url: database.url, poolSize: 2, onError: (error) => tell(String(error)) })
    try {
      const say = (line: string) => void process.stdout.write(`${line}\n`)
      const openBox = () => createSecretBox(loadSecret(config), earlierSecrets(config))
      const publicUrl = publicUrlOf(config, config.port)
      await run({ doors, publicUrl, isNamed: config.publicUrl !== null, openBox, say })
    } finally {
      await doors.close()
    }
  } finally {
    await database.embedded?.stop()
  }
}
