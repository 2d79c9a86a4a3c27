// Child processes of the two commands: none outlives us when we are told to stop.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** @type {Set<import('node:child_process').ChildProcess>} */
const alive = new Set()

/** The exit code once we were told to stop: from then on nothing new begins, and we end with the last child. */
let stopCode = 0

/** @param {NodeJS.Signals} signal */
function stopChildren(signal) {
  // 128 + signal number is what a shell would report for us.
  stopCode = signal === 'SIGINT' ? 130 : 143
  for (const child of alive) child.kill(signal)
}

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 128 and more when a signal ended it
 * @property {string} output what it wrote to stdout and stderr, in order of arrival
 * @property {string} stdout what it wrote to stdout alone
 */

/**
 * Runs a command to its end. Never rejects for a bad exit code: the caller decides what that means.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean }} [options] quiet: keep the output to
 *   ourselves instead of passing it on as it comes
 * @returns {Promise<Outcome>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm is a .cmd on Windows, which only a shell can start.
      shell: process.platform === 'win32' && command === 'npm',
    })
    if (alive.size === 0) {
      process.on('SIGINT', stopChildren)
      process.on('SIGTERM', stopChildren)
    }
    alive.add(child)
    let output = ''
    let stdout = ''
    /** @param {NodeJS.WriteStream} to @returns {(chunk: string) => void} */
    const collect = (to) => (chunk) => {
      output += chunk
      if (!options.quiet) to.write(chunk)
    }
    child.stdout?.setEncoding('utf8').on('data', (chunk) => (stdout += chunk))
    child.stdout?.setEncoding('utf8').on('data', collect(process.stdout))
    child.stderr?.setEncoding('utf8').on('data', collect(process.stderr))
    /** @param {number} code */
    const finish = (code) => {
      if (!alive.delete(child)) return
      if (stopCode && alive.size === 0) process.exit(stopCode)
      // Whoever waits for this child would start the next one.
      if (stopCode) return
      if (alive.size === 0) {
        process.off('SIGINT', stopChildren)
        process.off('SIGTERM', stopChildren)
      }
      resolve({ code, output, stdout })
    }
    child.on('error', (error) => {
      output += `${error.message}\n`
      finish(127)
    })
    child.on('close', (code, signal) => finish(code ?? (signal ? 128 : 1)))
  })
}

/**
 * Runs a program of node_modules by its entry file, without a shell and without npx.
 * @param {string} entry path from the root, such as `node_modules/typescript-native/bin/tsc`
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean }} [options]
 */
export const runNode = (entry, args, options) => run(process.execPath, [`${root}${entry}`, ...args], options)

/**
 * Stops this process as SIGTERM would once the one that started it is gone. npm puts a shell between itself and us: when npm is
 * told to stop, the shell dies, and nothing would tell us.
 */
export function stopWithParent() {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 1000)
  timer.unref()
}
