import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'
import { errnoOf } from './embedded-postgres-error'

const run = promisify(execFile)

/** True while a process with this id lives; one that has ended but was not yet collected by its parent does not. */
export function isAlive(pid: number): boolean {
  // In a container whose first process collects nobody an ended server stays as a zombie for ever.
  return isIdTaken(pid) && statFieldsOf(pid)?.[0] !== 'Z'
}

/** True while the system has not given the id back: also for a process that has ended but was not yet collected. */
export function isIdTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, under another user.
    return errnoOf(error) === 'EPERM'
  }
}

/**
 * A text that two processes never share even when the system gives them the same id: boot and start time. Null when
 * the system does not tell (no /proc) or the process is gone.
 */
export async function startTokenOf(pid: number): Promise<string | null> {
  const startTicks = statFieldsOf(pid)?.[19]
  if (startTicks === undefined) return null
  const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  return `${bootId.trim()}:${startTicks}`
}

/** The id space this process lives in (a container has its own), or null when the system does not tell. */
export async function processSpace(): Promise<string | null> {
  return readlink('/proc/self/ns/pid').catch(() => null)
}

/**
 * Whether `pid` is a PostgreSQL of the data directory `cluster` (a resolved path): a server's working directory is its
 * data directory. Without /proc only the program's name can be asked.
 */
export async function isServerOf(pid: number, cluster: string, platform: NodeJS.Platform): Promise<boolean> {
  if (platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => null)) === cluster
  const answer =
    platform === 'win32'
      ? run('tasklist', ['/FI', `PID eq ${pid}`, '/NH', '/FO', 'CSV'])
      : run('ps', ['-p', String(pid), '-o', 'comm='])
  const { stdout } = await answer.catch(() => ({ stdout: '' }))
  return /postgres/i.test(stdout)
}

/** All live processes whose working directory is `cluster` (a resolved path); empty where /proc does not exist. */
export async function serversOf(cluster: string): Promise<number[]> {
  const entries = await readdir('/proc').catch((): string[] => [])
  const pids = entries.map(Number).filter((pid) => Number.isInteger(pid) && pid > 0)
  const ours = await Promise.all(pids.map((pid) => isServerOf(pid, cluster, 'linux')))
  return pids.filter((pid, index) => ours[index] === true && isAlive(pid))
}

/** The fields of /proc/PID/stat after the program's name, from `state` on; null where there is none. */
function statFieldsOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name stands in parentheses and may itself hold spaces and parentheses.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
