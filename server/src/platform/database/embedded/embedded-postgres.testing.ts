/** What the tests of the supervisor share: folders, child processes that can be killed, and what root alone can do. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, realpath, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, execPath, geteuid } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, type TestContext } from 'vitest'
import { EmbeddedPostgresError } from './embedded-postgres-error'
import { readPostmasterFile } from './postmaster-file'
import { serversOf } from './processes'
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './start-embedded-postgres'
import { currentSurroundings, type Surroundings } from './surroundings'

const cleanups: (() => Promise<unknown>)[] = []

/** Undoes what the test began, newest first: stops servers, kills children, removes folders. Call it after each test. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
}

export function atCleanUp(cleanup: () => Promise<unknown>): void {
  cleanups.push(cleanup)
}

/** A new empty folder that other users can pass through, and the servers left in it killed at the end. */
export async function newFolder(where: 'memory' | 'disk' = 'memory'): Promise<string> {
  const parent = where === 'memory' ? await memoryDisk() : tmpdir()
  const folder = await realpath(await mkdtemp(join(parent, 'keqiao-embedded-')))
  await chmod(folder, 0o711)
  atCleanUp(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }))
  atCleanUp(() => killServersIn(folder))
  return folder
}

/**
 * A disk in memory when there is one with room: a cluster is a thousand files, and killing a process (unlike cutting
 * the power) loses nothing that is in memory. Programs may not be run from it everywhere, so copies of them go to disk.
 */
async function memoryDisk(): Promise<string> {
  const space = await statfs('/dev/shm').catch(() => null)
  return space !== null && space.bavail * space.bsize > 1024 ** 3 ? '/dev/shm' : tmpdir()
}

let template: Promise<string> | null = null
const templateFolders: string[] = []
afterAll(async () => {
  // The next file of this process makes its own.
  template = null
  await Promise.all(templateFolders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })))
})

/** A data folder that was started before: a copy of one made once per test file, which spares a second of initdb. */
export async function usedDataDir(): Promise<string> {
  template ??= makeTemplate()
  const dataDir = join(await newFolder(), 'data')
  await promisify(execFile)('cp', ['-a', await template, dataDir])
  return dataDir
}

async function makeTemplate(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(await memoryDisk(), 'keqiao-embedded-template-')))
  templateFolders.push(folder)
  await chmod(folder, 0o711)
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: () => undefined })
  await server.stop()
  await rm(join(folder, 'data', 'port'))
  return join(folder, 'data')
}

async function killServersIn(folder: string): Promise<void> {
  for (const pid of await processesNaming(folder)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended in the meantime.
    }
  }
}

/** Ids of live processes (but this one) that name the folder in their command line or work inside it. */
export async function processesNaming(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc').catch((): string[] => []))
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
  const naming = await Promise.all(
    pids.map(async (pid) => (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(folder)),
  )
  const clusters = [join(folder, 'data', 'cluster'), join(folder, 'cluster')]
  const working = (await Promise.all(clusters.map(serversOf))).flat()
  return [...new Set([...pids.filter((_, index) => naming[index] === true), ...working])]
}

/** Starts a server in this process and stops it after the test. */
export async function start(
  dataDir: string,
  options: Partial<EmbeddedPostgresOptions> = {},
  surroundings: Partial<Surroundings> = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(
    { dataDir, log: () => undefined, ...options },
    { ...currentSurroundings(), ...surroundings },
  )
  atCleanUp(() => server.stop())
  return server
}

/** The refusal of a start that must be refused. */
export async function refusal(starting: Promise<unknown>): Promise<EmbeddedPostgresError> {
  const outcome = await starting.then(
    () => 'it started',
    (error: unknown) => error,
  )
  if (outcome instanceof EmbeddedPostgresError) return outcome
  throw new Error('The start was not refused', { cause: outcome })
}

/** Runs one statement on its own connection. */
export async function sql<Row extends Record<string, unknown>>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The process id of the server that has the cluster open. */
export async function serverPid(cluster: string): Promise<number> {
  const file = await readPostmasterFile(cluster)
  if (file === null) throw new Error(`No server in ${cluster}`)
  return file.pid
}

/** What the child program reports, one line of JSON each. */
export type ChildReport =
  | { event: 'step'; step: string }
  | { event: 'started'; url: string; adopted: boolean }
  | { event: 'refused'; code: string; message: string }
  | { event: 'acknowledged'; id: number }

export interface Child {
  process: ChildProcess
  reports: ChildReport[]
  /** The first report that `matches`, or an error when the child ends without it. */
  next(matches: (report: ChildReport) => boolean): Promise<ChildReport>
  kill(): Promise<void>
}

/** Another Keqiao: a Node process that starts the embedded server and, in mode `insert`, commits rows for ever. */
export function startChild(dataDir: string, mode: 'hold' | 'insert', user?: { uid: number; gid: number }): Child {
  const program = fileURLToPath(new URL('./embedded-postgres-child.testing.ts', import.meta.url))
  const child = spawn(execPath, ['--import', 'tsx', program, dataDir, mode], {
    ...user,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const reports: ChildReport[] = []
  const wakers = new Set<() => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    reports.push(JSON.parse(line) as ChildReport)
    for (const wake of wakers) wake()
  })
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  atCleanUp(kill)
  return { process: child, reports, kill, next: (matches) => nextReport(reports, wakers, ended, matches) }
}

async function nextReport(
  reports: readonly ChildReport[],
  wakers: Set<() => void>,
  ended: Promise<void>,
  matches: (report: ChildReport) => boolean,
): Promise<ChildReport> {
  const state = { ended: false }
  for (;;) {
    const found = reports.find(matches)
    if (found !== undefined) return found
    if (state.ended) throw new Error(`The child ended after ${JSON.stringify(reports.at(-1))}`)
    const woken = new Promise<void>((resolve) => wakers.add(resolve))
    await Promise.race([woken, ended.then(() => (state.ended = true))])
    wakers.clear()
  }
}

/** Skips a test that this machine cannot run, and says why; continuous integration must be able to run it. */
export function skipLoudly(context: TestContext, reason: string): never {
  if (env.CI) throw new Error(`Not run, and CI must run it: ${reason}`)
  console.warn(`NOT RUN: ${context.task.name}: ${reason}`)
  context.skip(reason)
}

export function needsRoot(context: TestContext): void {
  if (geteuid?.() !== 0) skipLoudly(context, 'it needs root')
}
