/**
 * The supervisor of the PostgreSQL that Keqiao brings along.
 *
 * Overview: opens the data folder and finds the user the server runs as (data-folder, run-user), takes the folder's
 * lock (start-lock), makes the programs runnable (binaries), makes the cluster when there is none (cluster), takes over
 * or stops a server left by a killed Keqiao (orphan), writes the settings and starts the server (bring-up).
 *
 * Lifecycle: the server is a process group of its own. `stop` shuts it down in order; when Node is killed it goes on
 * and is adopted at the next start. When the server itself dies, `onExit` tells, and a new start recovers it.
 *
 * Invariants: one live Keqiao per data folder; a folder that is not provably ours and empty is never changed; a failed
 * or aborted start leaves no process behind; every connection needs the password; the server hears the loopback only.
 */
import { chown, realpath } from 'node:fs/promises'
import { prepareBinaries } from './binaries'
import { bringUp } from './bring-up'
import { clusterMajor, createCluster, refuseOtherMajor, removeUnfinished, superuserPassword } from './cluster'
import { loopback } from './cluster-settings'
import { openDataFolder, type DataFolder } from './data-folder'
import { superuserUrlOf } from './login'
import { takeOverOrphan } from './orphan'
import { stopPostmaster, type Postmaster, type PostmasterExit, type ServerContext } from './postmaster'
import { ownerOf } from './run-user'
import { markLog } from './server-log'
import { takeStartLock, type StartLock } from './start-lock'
import { currentSurroundings, type Surroundings } from './surroundings'
import { platformPackage } from './platform-package'

/** A line for the operator's log. Never holds a password, a statement or anybody's data. */
export type EmbeddedPostgresLog = (
  level: 'info' | 'warn' | 'error',
  message: string,
  data?: Record<string, unknown>,
) => void

/** What to start, and whom to tell about it. */
export interface EmbeddedPostgresOptions {
  /** The installation's database folder; created when missing. */
  dataDir: string
  /** The preferred port. When somebody else has it, a free one is chosen and remembered, unless `portIsFixed`. */
  port?: number | undefined
  /** Refuse with `embedded_port_occupied` rather than take another port than `port`. */
  portIsFixed?: boolean | undefined
  log: EmbeddedPostgresLog
  /** Called at the slow steps of a first start: `copying binaries`, `initdb`, `starting`. */
  progress?: ((step: string) => void) | undefined
  /** Gives up the start. Nothing is left running, and the promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined
}

/** Why the server ended although nobody called `stop`. */
export interface EmbeddedPostgresExit extends PostmasterExit {
  logTail: string[]
}

/** A running PostgreSQL. */
export interface EmbeddedPostgres {
  /** Connection string of the superuser; for provisioning and backup, never for the application. */
  superuserUrl: string
  host: string
  port: number
  /** As in `18.4`. */
  version: string
  /** True when the server was already running, left by a Keqiao that was killed. */
  adopted: boolean
  /** Shuts the server down in order and waits for its end. May be called several times. */
  stop(): Promise<void>
  /** Calls the listener once when the server ends without `stop`, at once when that has already happened. */
  onExit(listener: (exit: EmbeddedPostgresExit) => void): void
}

/**
 * Starts (or adopts) the PostgreSQL of this installation; resolves when it accepts connections. Rejects with an
 * `EmbeddedPostgresError`, or with the reason of `signal`. `surroundings` is the machine; tests pass another one.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
  surroundings: Surroundings = currentSurroundings(),
): Promise<EmbeddedPostgres> {
  const { log, signal } = options
  signal?.throwIfAborted()
  platformPackage(surroundings)
  const folder = await openDataFolder(surroundings, options.dataDir, log)
  const lock = await takeStartLock(folder.path, { signal, created: await handOver(surroundings, folder.path) })
  try {
    return await startLocked(options, surroundings, folder, lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function startLocked(
  options: EmbeddedPostgresOptions,
  surroundings: Surroundings,
  folder: DataFolder,
  lock: StartLock,
): Promise<EmbeddedPostgres> {
  const { log, signal } = options
  const progress = options.progress ?? (() => undefined)
  const binaries = await prepareBinaries(surroundings, folder.user, folder.home, progress, signal)
  const found = await clusterMajor(surroundings, folder)
  if (found === null) {
    progress('initdb')
    log('info', 'Making a new database.', { path: folder.cluster, version: binaries.version })
    await createCluster(surroundings, folder, binaries, signal)
  } else {
    refuseOtherMajor(folder.cluster, found, binaries)
    await removeUnfinished(folder)
  }
  // Servers report their directory resolved, and are compared by it.
  const context: ServerContext = {
    surroundings,
    folder: { ...folder, cluster: await realpath(folder.cluster) },
    binaries,
  }
  const password = await superuserPassword(surroundings, context.folder)
  const onlyPort = options.portIsFixed === true ? (options.port ?? null) : null
  const orphan = await takeOverOrphan(context, { password, onlyPort, log, signal })
  progress('starting')
  const server = orphan ?? (await bringUp(context, { password, port: options.port ?? null, onlyPort, log, signal }))
  log('info', orphan === null ? 'The database is up.' : 'Adopted the database that was still running.', {
    port: server.port,
    version: binaries.version,
    pid: server.pid,
  })
  return runningServer(context, server, { lock, log, password, adopted: orphan !== null })
}

async function runningServer(
  context: ServerContext,
  server: Postmaster & { port: number },
  { lock, log, password, adopted }: { lock: StartLock; log: EmbeddedPostgresLog; password: string; adopted: boolean },
): Promise<EmbeddedPostgres> {
  const mark = await markLog(context.folder)
  let stopping: Promise<void> | null = null
  const unexpectedExit = reportExit()
  async function reportExit(): Promise<EmbeddedPostgresExit> {
    const exit = await server.exited
    // An end that `stop` brought about is no news: listeners then wait for ever, which is to say never.
    if (stopping !== null) return new Promise(() => undefined)
    const logTail = await mark.tail()
    log('error', 'The database ended by itself.', { ...exit, logTail })
    // Whoever restarts it from this process needs the folder.
    await lock.release()
    return { ...exit, logTail }
  }
  const stopAndRelease = async () => {
    try {
      await stopPostmaster(context, server, (message) => log('warn', message))
    } finally {
      await lock.release()
    }
  }
  return {
    superuserUrl: superuserUrlOf(server.port, password),
    host: loopback,
    port: server.port,
    version: context.binaries.version,
    adopted,
    stop() {
      stopping ??= stopAndRelease()
      return stopping
    },
    onExit(listener) {
      void unexpectedExit.then(listener)
    },
  }
}

/** What root makes in another user's folder is given to that user, so that he can start Keqiao there himself later. */
async function handOver(surroundings: Surroundings, path: string): Promise<(created: string) => Promise<void>> {
  const owner = await ownerOf(path)
  if (surroundings.uid !== 0 || owner === null || owner.uid === 0) return async () => undefined
  return (created) => chown(created, owner.uid, owner.gid)
}
