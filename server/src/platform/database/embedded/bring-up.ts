import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, isPortFree, rememberedPort, rememberPort } from './choose-port'
import { writeSettings } from './cluster-settings'
import { EmbeddedPostgresError, refusalOfFileError, saysDiskFull } from './embedded-postgres-error'
import { identifyServer } from './login'
import { clearStaleFile, endStragglers } from './orphan'
import { launchPostmaster, launchWithPgCtl, stopPostmaster, type Postmaster, type ServerContext } from './postmaster'
import { readPostmasterFile } from './postmaster-file'
import { markLog, type LogMark } from './server-log'

type Log = (level: 'info' | 'warn' | 'error', message: string, data?: Record<string, unknown>) => void

/** What a start of the server needs to know beside where it lies. */
export interface BringUpOptions {
  password: string
  /** The preferred port, or null for the remembered or a free one. */
  port: number | null
  /** The only acceptable port, or null. */
  onlyPort: number | null
  log: Log
  signal?: AbortSignal | undefined
}

const portAttempts = 5
/** Processes of a killed server look for their server at least once a minute; most leave within a second. */
const stragglerPatienceMs = 20_000
const slowStartNoticeMs = 15_000

/** Starts the server on a free port and waits until it accepts the password. Rejects with `EmbeddedPostgresError`. */
export async function bringUp(context: ServerContext, options: BringUpOptions): Promise<Postmaster & { port: number }> {
  const refusedPorts = new Set<number>()
  for (let waitedMs = 0; ;) {
    const port = await choosePort(context, options, refusedPorts)
    const outcome = await attempt(context, port, options)
    if ('postmaster' in outcome) {
      await rememberPort(context.folder, port)
      return { ...outcome.postmaster, port }
    }
    const text = outcome.logTail.join('\n')
    if (/could not (bind|create any TCP\/IP sockets)/.test(text) && refusedPorts.size < portAttempts) {
      // Somebody was quicker between our look and the server's.
      refusedPorts.add(port)
    } else if (/pre-existing shared memory block/.test(text) && waitedMs < stragglerPatienceMs) {
      if (waitedMs > 0) await endStragglers(context.folder.cluster, options.log)
      await sleep(500, undefined, { signal: options.signal })
      waitedMs += 500
    } else {
      throw startFailure(context, outcome.logTail)
    }
  }
}

async function choosePort(
  { folder }: ServerContext,
  { port, onlyPort }: BringUpOptions,
  refused: ReadonlySet<number>,
): Promise<number> {
  const wanted = onlyPort !== null ? [onlyPort] : [port, await rememberedPort(folder)]
  for (const candidate of wanted) {
    if (candidate !== null && !refused.has(candidate) && (await isPortFree(candidate))) return candidate
  }
  if (onlyPort === null) return freePort()
  throw new EmbeddedPostgresError(
    'embedded_port_occupied',
    `Another program listens on port ${onlyPort}. Stop it, or choose another port for the database.`,
    { port: onlyPort },
  )
}

type Outcome = { postmaster: Postmaster } | { logTail: string[] }

async function attempt(context: ServerContext, port: number, options: BringUpOptions): Promise<Outcome> {
  const { folder, surroundings } = context
  options.signal?.throwIfAborted()
  let mark: LogMark
  let postmaster: Postmaster | null
  try {
    await clearStaleFile(context, options.log)
    await writeSettings(folder.cluster, port, folder.user)
    mark = await markLog(folder)
    postmaster =
      surroundings.launcher === 'pg_ctl'
        ? await launchWithPgCtl(context, options.signal)
        : await launchPostmaster(context)
  } catch (error) {
    throw refusalOfFileError(error, folder.cluster)
  }
  if (postmaster === null) return { logTail: await mark.tail() }
  try {
    if (!(await becomesReady(folder.cluster, postmaster, options))) return { logTail: await mark.tail() }
    const server = await identifyServer(port, options.password)
    if (server?.cluster === folder.cluster) return { postmaster }
    throw startFailure(context, ['The server is up but does not accept the password of its superuser.'])
  } catch (error) {
    await stopPostmaster(context, postmaster, (message) => options.log('warn', message))
    throw error
  }
}

/** Waits as long as the process lives (crash recovery takes its time). False when it ended instead. */
async function becomesReady(cluster: string, { pid, exited }: Postmaster, options: BringUpOptions): Promise<boolean> {
  const end = { reached: false }
  void exited.then(() => (end.reached = true))
  const pauseMs = 15
  for (let waitedMs = 0; !end.reached; waitedMs += pauseMs) {
    const file = await readPostmasterFile(cluster)
    if (file?.pid === pid && file.status === 'ready') return true
    if (waitedMs > 0 && waitedMs % slowStartNoticeMs === 0) {
      options.log('info', 'The database is still starting: it is recovering from a crash.', { pid })
    }
    await sleep(pauseMs, undefined, { signal: options.signal })
  }
  return false
}

function startFailure({ folder }: ServerContext, logTail: string[]): EmbeddedPostgresError {
  if (logTail.some(saysDiskFull)) {
    return new EmbeddedPostgresError(
      'embedded_disk_full',
      `The disk of ${folder.cluster} is full, so the database cannot start. Free some space and start again; nothing is lost.`,
      { path: folder.cluster, logTail },
    )
  }
  const reason = logTail.findLast((line) => /FATAL|PANIC|could not/.test(line)) ?? logTail.at(-1) ?? 'it ended silently'
  return new EmbeddedPostgresError('embedded_start_failed', `The database did not start: ${reason}`, {
    path: folder.cluster,
    logTail,
  })
}
