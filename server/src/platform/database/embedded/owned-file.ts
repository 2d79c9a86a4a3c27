import { randomBytes } from 'node:crypto'
import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errnoOf } from './embedded-postgres-error'
import type { RunUser } from './run-user'

/**
 * Creates a file that must not exist yet, readable by its owner only, and gives it to `user` when root runs us.
 * Exclusive creation follows no link, so a compromised database user cannot point root at a file elsewhere.
 */
export async function createOwnedFile(path: string, user: RunUser): Promise<FileHandle> {
  const handle = await open(path, 'wx', 0o600)
  if (user.dropsRoot && user.uid !== null && user.gid !== null) await handle.chown(user.uid, user.gid)
  return handle
}

/** Replaces a file as a whole (readers see the old text or the new one), durably, owned by `user`, mode 0600. */
export async function replaceOwnedFile(path: string, text: string, user: RunUser): Promise<void> {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`
  try {
    const handle = await createOwnedFile(unfinished, user)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw error
  }
  await syncDirectory(dirname(path))
}

/** The text of a file, or null when there is none. */
export async function readFileOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Makes a rename inside a directory survive a power cut; does nothing where directories cannot be synced (Windows). */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
