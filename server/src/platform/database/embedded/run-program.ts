import { spawn } from 'node:child_process'
import type { RunUser } from './run-user'

/** How a program ended: its exit code (null when a signal ended it) and the last 64 KiB of what it wrote. */
export interface ProgramResult {
  exitCode: number | null
  output: string
}

const outputLimit = 64 * 1024

/** The part of spawn's options that every program of the supervisor shares. */
export function spawnOptionsOf(user: RunUser, platform: NodeJS.Platform) {
  return {
    ...(user.dropsRoot && user.uid !== null && user.gid !== null ? { uid: user.uid, gid: user.gid } : {}),
    // A minimal environment: the secrets of this process are nothing the database's user has to see, and no PG*
    // variable of the operator's shell may redirect a program. Windows needs its own variables to load libraries.
    ...(platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, cwd: '/' }),
    windowsHide: true,
  }
}

/**
 * Runs a program of the package to its end as `user`. On abort the whole process group is killed and the signal's
 * reason thrown; when the program cannot be started at all, the spawn error.
 */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: { user: RunUser; platform: NodeJS.Platform; signal?: AbortSignal | undefined; captureOutput?: boolean },
): Promise<ProgramResult> {
  options.signal?.throwIfAborted()
  const capture = options.captureOutput !== false
  const child = spawn(file, args, {
    ...spawnOptionsOf(options.user, options.platform),
    // A group of its own, so that initdb's own child dies with it, and Ctrl-C reaches only Node.
    detached: options.platform !== 'win32',
    // pg_ctl hands its output to the server, which would keep a pipe open for as long as it lives.
    stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'ignore',
  })
  let output = ''
  const keep = (chunk: string) => (output = (output + chunk).slice(-outputLimit))
  child.stdout?.setEncoding('utf8').on('data', keep)
  child.stderr?.setEncoding('utf8').on('data', keep)
  const kill = () => killGroup(child.pid, options.platform)
  options.signal?.addEventListener('abort', kill, { once: true })
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    options.signal?.throwIfAborted()
    return { exitCode, output }
  } finally {
    options.signal?.removeEventListener('abort', kill)
  }
}

function killGroup(pid: number | undefined, platform: NodeJS.Platform): void {
  if (pid === undefined) return
  try {
    process.kill(platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // Already gone.
  }
}
