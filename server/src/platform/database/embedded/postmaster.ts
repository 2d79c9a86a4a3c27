import { spawn } from 'node:child_process'
import { rm, type FileHandle } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries'
import type { DataFolder } from './data-folder'
import { createOwnedFile } from './owned-file'
import { isAlive, startTokenOf } from './processes'
import { readPostmasterFile } from './postmaster-file'
import { runProgram, spawnOptionsOf } from './run-program'
import { startLogOf } from './server-log'
import type { Surroundings } from './surroundings'

/** A running server. `exited` resolves when its process has ended, whoever ended it. */
export interface Postmaster {
  pid: number
  exited: Promise<PostmasterExit>
}

/** Exit code and signal of the server; both null when it was not our own child and nobody can tell. */
export interface PostmasterExit {
  exitCode: number | null
  signal: string | null
}

/** The machine, the folder and the programs of one server. */
export interface ServerContext {
  surroundings: Surroundings
  folder: DataFolder
  binaries: Binaries
}

const pollMs = 20
const fastShutdownMs = 60_000
const immediateShutdownMs = 15_000

/**
 * Starts the server process and returns at once; whether it comes up, its file and `exited` tell. It is a group of its
 * own and outlives this process: killed Node processes lose no database, the next one adopts it.
 */
export async function launchPostmaster(context: ServerContext): Promise<Postmaster> {
  const { folder, binaries, surroundings } = context
  const startLog = await beginStartLog(folder)
  try {
    const child = spawn(binaries.postgres, ['-D', folder.cluster], {
      ...spawnOptionsOf(folder.user, surroundings.platform),
      detached: true,
      stdio: ['ignore', startLog.fd, startLog.fd],
    })
    const exited = new Promise<PostmasterExit>((resolve) => {
      child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }))
    })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    child.unref()
    return { pid: child.pid ?? 0, exited }
  } finally {
    await startLog.close()
  }
}

async function beginStartLog(folder: DataFolder): Promise<FileHandle> {
  await rm(startLogOf(folder), { force: true })
  return createOwnedFile(startLogOf(folder), folder.user)
}

/**
 * Starts the server with `pg_ctl`, which on Windows drops administrator rights first, and returns when it is up.
 * Returns null when it did not come up (the log tells why). On abort a server that was already begun is stopped.
 */
export async function launchWithPgCtl(context: ServerContext, signal?: AbortSignal): Promise<Postmaster | null> {
  const { folder, binaries, surroundings } = context
  // pg_ctl opens the log as the server's user, who may make no file in root's folder.
  await (await beginStartLog(folder)).close()
  // A day: crash recovery takes as long as it takes, and the operator can interrupt it.
  const args = ['start', '-D', folder.cluster, '-l', startLogOf(folder), '-w', '-t', '86400']
  const options = { user: folder.user, platform: surroundings.platform, signal, captureOutput: false }
  try {
    const { exitCode } = await runProgram(binaries.pgCtl, args, options)
    const file = await readPostmasterFile(folder.cluster)
    return exitCode === 0 && file !== null ? await watchPostmaster(file.pid) : null
  } catch (error) {
    if (signal?.aborted) await stopBegunServer(context)
    throw error
  }
}

/** pg_ctl was killed between starting the server and seeing its file: give the server the moment it needs to write it. */
async function stopBegunServer(context: ServerContext): Promise<void> {
  for (let waitedMs = 0; waitedMs < 2_000; waitedMs += pollMs) {
    const file = await readPostmasterFile(context.folder.cluster)
    if (file !== null && isAlive(file.pid))
      return stopPostmaster(context, await watchPostmaster(file.pid), () => undefined)
    await sleep(pollMs)
  }
}

/** Watches a server that is not our child: asks every quarter second whether the process is still the same one. */
export async function watchPostmaster(pid: number): Promise<Postmaster> {
  return { pid, exited: endOf(pid, await startTokenOf(pid)) }
}

async function endOf(pid: number, token: string | null): Promise<PostmasterExit> {
  while (isAlive(pid) && (await startTokenOf(pid)) === token) await sleep(250, undefined, { ref: false })
  return { exitCode: null, signal: null }
}

/**
 * Stops a server and waits for its end: fast (clients are cut, everything is written), and only when that does not end
 * it within a minute, at once (acknowledged data is safe, the next start recovers).
 */
export async function stopPostmaster(
  context: ServerContext,
  { pid, exited }: Postmaster,
  warn: (message: string) => void,
): Promise<void> {
  const steps = [
    { mode: 'fast', signal: 'SIGINT', waitMs: fastShutdownMs },
    { mode: 'immediate', signal: 'SIGQUIT', waitMs: immediateShutdownMs },
    { mode: 'kill', signal: 'SIGKILL', waitMs: immediateShutdownMs },
  ] as const
  const end = { reached: false }
  void exited.then(() => (end.reached = true))
  // Once for what has already ended: its number may belong to another program by now.
  await sleep(0)
  for (const step of steps) {
    if (end.reached) return
    if (step.mode !== 'fast') warn(`The database did not stop; trying again (${step.mode}).`)
    await sendStop(context, pid, step)
    for (let waitedMs = 0; waitedMs < step.waitMs; waitedMs += pollMs) {
      if (end.reached || !isAlive(pid)) return
      await sleep(pollMs)
    }
  }
}

async function sendStop(
  { surroundings, folder, binaries }: ServerContext,
  pid: number,
  step: { mode: 'fast' | 'immediate' | 'kill'; signal: NodeJS.Signals },
): Promise<void> {
  if (surroundings.launcher === 'pg_ctl' && step.mode !== 'kill') {
    const args = ['stop', '-D', folder.cluster, '-m', step.mode, '-W']
    await runProgram(binaries.pgCtl, args, { user: folder.user, platform: surroundings.platform, captureOutput: false })
    return
  }
  try {
    process.kill(pid, step.signal)
  } catch {
    // It ended in the meantime.
  }
}
