import { setTimeout as sleep } from 'node:timers/promises'
import { hasCurrentSettings } from './cluster-settings'
import { identifyServer } from './login'
import { stopPostmaster, watchPostmaster, type Postmaster, type ServerContext } from './postmaster'
import { disownPostmasterFile, readPostmasterFile } from './postmaster-file'
import { isAlive, isIdTaken, isServerOf, serversOf } from './processes'

type Log = (level: 'info' | 'warn' | 'error', message: string, data?: Record<string, unknown>) => void

/**
 * Deals with a server that a killed Keqiao left running on our cluster. Returns it when it can be used as it is: it
 * accepts the password, serves this very data directory, and is of the packaged version with today's settings. Any
 * other is stopped in order. Null means that the cluster is free to be started. Call only while holding the start lock.
 */
export async function takeOverOrphan(
  context: ServerContext,
  options: { password: string; onlyPort: number | null; log: Log; signal?: AbortSignal | undefined },
): Promise<(Postmaster & { port: number }) | null> {
  const { cluster } = context.folder
  const file = await readPostmasterFile(cluster)
  if (file === null || !isAlive(file.pid)) return null
  if (!(await isServerOf(file.pid, cluster, context.surroundings.platform))) return null
  const port = await settle(cluster, file.pid, options.signal)
  if (port === null) return null
  const reason = await reasonNotToAdopt(context, port, options)
  const postmaster = await watchPostmaster(file.pid)
  if (reason === null) return { ...postmaster, port }
  options.log('warn', 'A database left running by an earlier Keqiao is stopped and started anew.', {
    reason,
    pid: file.pid,
  })
  await stopPostmaster(context, postmaster, (message) => options.log('warn', message))
  return null
}

/** Waits until the server is neither starting nor stopping. Its port, or null when it has ended. */
async function settle(cluster: string, pid: number, signal?: AbortSignal): Promise<number | null> {
  for (;;) {
    signal?.throwIfAborted()
    if (!isAlive(pid)) return null
    const file = await readPostmasterFile(cluster)
    const settled = file?.status === 'ready' || file?.status === 'standby'
    if (file?.pid === pid && settled && file.port !== null) return file.port
    await sleep(20)
  }
}

async function reasonNotToAdopt(
  { folder, binaries }: ServerContext,
  port: number,
  options: { password: string; onlyPort: number | null },
): Promise<string | null> {
  if (options.onlyPort !== null && options.onlyPort !== port) return 'another port is demanded'
  if (!(await hasCurrentSettings(folder.cluster, port))) return 'the settings have changed'
  const server = await identifyServer(port, options.password)
  if (server === null) return 'it does not accept the connection'
  if (server.cluster !== folder.cluster) return 'another server answers on its port'
  if (server.version.split(' ')[0] !== binaries.version) return 'its version is not the packaged one'
  return null
}

/**
 * Makes the dead server's file harmless when its process id is still taken: by another program that got it since, or by
 * the ended server itself, which nobody has collected yet. A new server would take either for a running one.
 */
export async function clearStaleFile({ surroundings, folder }: ServerContext, log: Log): Promise<void> {
  // On Windows a server takes only another server for a running one.
  if (surroundings.platform === 'win32') return
  const file = await readPostmasterFile(folder.cluster)
  if (file === null || !isIdTaken(file.pid)) return
  if (isAlive(file.pid)) {
    if (await isServerOf(file.pid, folder.cluster, surroundings.platform)) return
    log('warn', 'The database was not stopped in order, and its process id now belongs to another program.', {
      pid: file.pid,
    })
  }
  await disownPostmasterFile(folder.cluster, folder.user)
}

/**
 * Ends processes that a killed server left behind and that keep its shared memory: without their server they can commit
 * nothing any more, but a new server refuses to start beside them. Only where /proc shows that they are ours.
 */
export async function endStragglers(cluster: string, log: Log): Promise<number> {
  const stragglers = await serversOf(cluster)
  for (const pid of stragglers) {
    log('warn', 'A process of the ended database is still at work and is stopped.', { pid })
    try {
      process.kill(pid, 'SIGQUIT')
    } catch {
      // It ended in the meantime.
    }
  }
  return stragglers.length
}
