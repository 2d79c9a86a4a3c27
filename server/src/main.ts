import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, folders, loadSecret, publicUrlOf, readConfig, type Config } from './config'
import { demoShopOf, demoWanted, seedDemo, type DemoAccounts } from './demo'
import { systemClock } from './platform/clock'
import { EmbeddedPostgresError } from './platform/database/embedded/embedded-postgres-error'
import { migrate, MigrationError } from './platform/database/migrate'
import { findPort, ListenError } from './platform/http'
import { createLog, type Log } from './platform/log'
import { isNewInstallation } from './features/tenant'
import { openDatabase } from './open-database'
import { openProduct, type Product } from './product'
import { noteAddress } from './running-address'
import { startBlock } from './start-block'

/** Exit codes: 1 a fault of ours, 2 something the operator can put right. */
const operatorMistake = 2

/** Each part of a stop has bounds of its own; this is the one over all of them. */
const stopWithinMs = 25_000

/** Progress for whoever is watching; the structured log goes the same way and is told apart by its braces. */
function tell(step: string): void {
  process.stdout.write(`  ${step}\n`)
}

async function openDemo(config: Config, product: Product): Promise<DemoAccounts | null> {
  const { doors, sessions } = product
  return seedDemo({ doors, sessions, dataDir: config.dataDir, wanted: demoWanted(config) })
}

async function start(config: Config, log: Log, signal: AbortSignal, stops: (() => Promise<void>)[]): Promise<void> {
  const secret = loadSecret(config)
  const database = await openDatabase(config, {
    log: (level, message, data) => log[level](data ?? {}, message),
    progress: (step) => tell(`PostgreSQL: ${step}`),
    signal,
  })
  const { embedded } = database
  if (embedded) {
    stops.push(() => embedded.stop())
    embedded.onExit((exit) => {
      log.fatal(
        { tail: exit.logTail.length },
        'the embedded PostgreSQL ended; stopping so that the next start recovers it',
      )
      process.kill(process.pid, 'SIGTERM')
      process.exitCode = 1
    })
  }
  await migrate({ url: database.url, folder: folders.migrations, onApplied: (name) => tell(`migrated ${name}`) })
  signal.throwIfAborted()
  const port = await findPort(config)
  const publicUrl = publicUrlOf(config, port)
  let demo: DemoAccounts | null = null
  const product = await openProduct({
    config,
    databaseUrl: database.url,
    secret,
    publicUrl,
    port,
    version: readVersion(),
    clock: systemClock(config.clockSkewMs),
    log,
    demoShop: () => demo && demoShopOf(demo),
  })
  stops.push(() => product.stop())
  demo = await openDemo(config, product)
  stops.push(noteAddress(config.dataDir, publicUrl))
  process.stdout.write(
    startBlock({
      publicUrl,
      demo,
      database: embedded ? `PostgreSQL ${embedded.version}` : 'DATABASE_URL',
      isNew: demo === null && (await isNewInstallation(product.doors)),
    }),
  )
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(folders.root, 'package.json'), 'utf8')) as { version: string }
  return version
}

/** Mistakes that whoever runs this can put right are told in words; everything else with its stack. */
function explain(error: unknown): number {
  const isMistake =
    error instanceof ConfigError ||
    error instanceof EmbeddedPostgresError ||
    error instanceof MigrationError ||
    error instanceof ListenError
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  process.stderr.write(
    isMistake
      ? `\nKeqiao cannot start${code}: ${error.message}\n\n`
      : `\nKeqiao failed to start${code}: ${String(error instanceof Error ? error.stack : error)}\n\n`,
  )
  return isMistake ? operatorMistake : 1
}

async function main(): Promise<void> {
  const config = readConfig()
  const { drainMs } = config
  const log = createLog({ level: config.logLevel })
  const abort = new AbortController()
  const stops: (() => Promise<void>)[] = []
  let stopping: Promise<void> | null = null

  const stop = (): Promise<void> => {
    abort.abort(new Error('stopped'))
    stopping ??= (async () => {
      // Whatever hangs (a database that neither answers nor ends) must not keep the process for ever.
      setTimeout(() => {
        log.error('stopping took too long; what was still under way is given up')
        process.exit(1)
      }, stopWithinMs + drainMs).unref()
      for (const end of stops.toReversed()) await end().catch((error: unknown) => log.error({ err: error }, 'stop'))
    })()
    return stopping
  }
  const onSignal = () => void stop().then(() => process.exit())
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))

  try {
    await start(config, log, abort.signal, stops)
  } catch (error) {
    await stop()
    if (!abort.signal.aborted || !(error instanceof Error && error.message === 'stopped')) process.exit(explain(error))
  }
}

try {
  await main()
} catch (error) {
  process.exit(explain(error))
}
