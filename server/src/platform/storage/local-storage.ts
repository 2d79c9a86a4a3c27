import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, unlink, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clock } from '../clock'
import { newId } from '../ids'
import { isStorageKey, StagedTooLarge, StorageFull, type Staged, type Storage, type StorageKey } from './storage'

const day = 24 * 60 * 60 * 1_000

/**
 * Storage in a folder of this machine. Staged content lies in a folder beside the stored one, on the same disk, so that
 * storing is a rename; both file and folder are flushed. What an earlier process left staged for a day is removed.
 */
export async function openLocalStorage(folder: string, clock: Clock): Promise<Storage> {
  const staging = join(folder, 'staging')
  const stored = join(folder, 'stored')
  await mkdir(staging, { recursive: true, mode: 0o700 })
  await mkdir(stored, { recursive: true, mode: 0o700 })
  await removeLeftOvers(staging, clock.now() - day)

  function pathOf(key: StorageKey): string {
    if (!isStorageKey(key)) throw new TypeError('not a storage key')
    return join(stored, ...key.split('/'))
  }

  return {
    async stage(source, maxBytes) {
      const path = join(staging, newId())
      const discard = () => rm(path, { force: true })
      try {
        return { path, discard, ...(await write(path, source, maxBytes)) }
      } catch (error) {
        await discard()
        throw isFull(error) ? new StorageFull() : error
      }
    },
    async store(staged, key) {
      const path = pathOf(key)
      try {
        await makeShard(stored, dirname(path))
        await rename(staged.path, path)
        await flushFolder(dirname(path))
      } catch (error) {
        throw isFull(error) ? new StorageFull() : error
      }
    },
    async open(key, range) {
      const path = pathOf(key)
      const facts = await stat(path).catch(unlessMissing)
      return facts ? createReadStream(path, range) : null
    },
    async remove(key) {
      await unlink(pathOf(key)).catch(unlessMissing)
    },
  }
}

async function write(
  path: string,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Pick<Staged, 'size' | 'sha256'>> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of source) {
      size += chunk.length
      if (size > maxBytes) throw new StagedTooLarge()
      hash.update(chunk)
      await writeAll(file, chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { size, sha256: hash.digest() }
}

/** A write may take less than it was given, on a disk that is filling up for instance. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, written)
    written += bytesWritten
  }
}

/** A new folder is durable when the folder that names it is. */
async function makeShard(stored: string, shard: string): Promise<void> {
  const first = await mkdir(shard, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  await flushFolder(dirname(shard))
  await flushFolder(stored)
}

async function flushFolder(path: string): Promise<void> {
  // Windows cannot open a folder; its file system journals names by itself.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function removeLeftOvers(staging: string, before: number): Promise<void> {
  for (const name of await readdir(staging)) {
    const path = join(staging, name)
    const facts = await stat(path).catch(unlessMissing)
    if (facts && facts.mtimeMs < before) await rm(path, { force: true })
  }
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}
