/**
 * One live Keqiao process per data folder, also across containers that share a volume, without a kernel lock (Node has
 * none that works on every system).
 *
 * Files `lock.<generation>` lie in the folder; the highest generation says who owns it. To take over, a process creates
 * the next generation exclusively, so of several that find the owner dead exactly one wins. A generation is deleted only
 * when a higher one exists: a slow process that still creates a lower one sees the higher one afterwards and withdraws.
 * For the same reason a release does not delete the file but marks it.
 *
 * Whether the owner lives is asked of the process table where that can answer (same machine, same id space, a start
 * time to tell a recycled id from the real one). Where it cannot (another container, a system without /proc) the owner's
 * heartbeat is watched: it rewrites its file every few seconds. Nothing compares clocks.
 */
import { randomBytes } from 'node:crypto'
import { open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError, errnoOf, refusalOfFileError } from './embedded-postgres-error'
import { isAlive, processSpace, startTokenOf } from './processes'

interface LockRecord {
  nonce: string
  pid: number
  startToken: string | null
  host: string
  processSpace: string | null
  beat: number
  released: boolean
}

/** The lock of a data folder, held until `release` or the end of the process. */
export interface StartLock {
  release(): Promise<void>
}

/** How the lock is taken and shown to be held; the times are for tests. */
export interface StartLockOptions {
  signal?: AbortSignal | undefined
  /** Called with every file the lock creates, so that root can hand it to the folder's owner. */
  created?: (path: string) => Promise<void>
  /** How often the holder shows that it lives, and how long a silent holder is given before it counts as dead. */
  beatMs?: number
  patienceMs?: number
}

/** A record is padded to this size, so that a beat overwrites it in place, in one write. */
const recordBytes = 512
const filePattern = /^lock\.(\d+)$/

/** Takes the lock of `directory`, or refuses with `embedded_locked` while another live process holds it. */
export async function takeStartLock(directory: string, options: StartLockOptions = {}): Promise<StartLock> {
  const { signal, beatMs = 3_000, patienceMs = 15_000 } = options
  const record: LockRecord = {
    nonce: randomBytes(8).toString('hex'),
    pid: process.pid,
    startToken: await startTokenOf(process.pid),
    host: hostname(),
    processSpace: await processSpace(),
    beat: 0,
    released: false,
  }
  for (;;) {
    signal?.throwIfAborted()
    const highest = await highestGeneration(directory)
    if (highest > 0) await refuseWhenHeld(directory, highest, record, { patienceMs, signal })
    const generation = highest + 1
    const handle = await createExclusively(directory, generation, record)
    if (handle === null) continue
    const path = pathOf(directory, generation)
    await options.created?.(path)
    if ((await highestGeneration(directory)) > generation) {
      await handle.close()
      await rm(path, { force: true })
      continue
    }
    await removeBelow(directory, generation)
    return heldLock(handle, record, beatMs)
  }
}

function heldLock(handle: FileHandle, record: LockRecord, beatMs: number): StartLock {
  let writing = Promise.resolve()
  const write = () => (writing = writing.then(() => writeRecord(handle, record)).catch(() => undefined))
  const timer = setInterval(() => {
    record.beat += 1
    void write()
  }, beatMs).unref()
  let released: Promise<void> | null = null
  return {
    release() {
      released ??= (async () => {
        clearInterval(timer)
        record.released = true
        await write()
        await handle.close()
      })()
      return released
    },
  }
}

async function refuseWhenHeld(
  directory: string,
  generation: number,
  me: LockRecord,
  watch: { patienceMs: number; signal: AbortSignal | undefined },
): Promise<void> {
  const path = pathOf(directory, generation)
  const before = await readRecord(path)
  if (before === null || before.record?.released === true) return
  const holder = before.record
  if (holder !== null && holder.host === me.host && holder.processSpace === me.processSpace) {
    if (!isAlive(holder.pid)) return
    const token = await startTokenOf(holder.pid)
    if (token !== null && holder.startToken !== null) {
      if (token !== holder.startToken) return
      throw locked(directory, holder)
    }
  }
  // A file without a readable record is being written just now, or its writer died in between.
  const pauseMs = Math.min(250, watch.patienceMs)
  for (let waitedMs = 0; waitedMs < watch.patienceMs; waitedMs += pauseMs) {
    await sleep(pauseMs, undefined, { signal: watch.signal })
    const now = await readRecord(path)
    if (now === null || now.record?.released === true) return
    if (now.text !== before.text && now.record !== null) throw locked(directory, now.record)
  }
}

function locked(directory: string, holder: LockRecord): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'embedded_locked',
    `Another Keqiao (process ${holder.pid} on ${holder.host}) is using the database folder ${directory}. Stop it first, or give this one a DATA_DIR of its own.`,
    { path: directory, pid: holder.pid, host: holder.host },
  )
}

function pathOf(directory: string, generation: number): string {
  return join(directory, `lock.${generation}`)
}

async function generations(directory: string): Promise<number[]> {
  const names = await readdir(directory)
  return names.flatMap((name) => filePattern.exec(name)?.[1] ?? []).map(Number)
}

async function highestGeneration(directory: string): Promise<number> {
  return Math.max(0, ...(await generations(directory)))
}

async function removeBelow(directory: string, generation: number): Promise<void> {
  for (const other of await generations(directory)) {
    if (other < generation) await rm(pathOf(directory, other), { force: true })
  }
}

async function createExclusively(
  directory: string,
  generation: number,
  record: LockRecord,
): Promise<FileHandle | null> {
  const path = pathOf(directory, generation)
  let handle: FileHandle
  try {
    handle = await open(path, 'wx', 0o600)
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return null
    throw refusalOfFileError(error, directory)
  }
  try {
    await writeRecord(handle, record)
    return handle
  } catch (error) {
    await handle.close()
    await rm(path, { force: true })
    throw refusalOfFileError(error, directory)
  }
}

async function writeRecord(handle: FileHandle, record: LockRecord): Promise<void> {
  await handle.write(JSON.stringify(record).padEnd(recordBytes), 0)
}

async function readRecord(path: string): Promise<{ text: string; record: LockRecord | null } | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw refusalOfFileError(error, path)
  }
  try {
    return { text, record: JSON.parse(text) as LockRecord }
  } catch {
    return { text, record: null }
  }
}
