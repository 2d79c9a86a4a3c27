import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataFolder } from './data-folder'

const startLogName = 'start.log'
const readLimitBytes = 32 * 1024

/** Where the server writes until its own log collector runs. Emptied at each start. */
export function startLogOf({ home }: DataFolder): string {
  return join(home, startLogName)
}

/** What the server has written since a mark: the start log, and the collector's files beyond their marked size. */
export interface LogMark {
  tail(): Promise<string[]>
}

/** Marks the present end of the collector's files. The start log counts whole, since each launch begins it anew. */
export async function markLog(folder: DataFolder): Promise<LogMark> {
  const directory = join(folder.cluster, 'log')
  const startLog = startLogOf(folder)
  const sizes = new Map<string, number>()
  for (const path of await logFiles(directory)) sizes.set(path, await sizeOf(path))
  return {
    async tail() {
      const texts: string[] = []
      for (const path of [startLog, ...(await logFiles(directory))])
        texts.push(await readFrom(path, sizes.get(path) ?? 0))
      return texts
        .join('')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .slice(-30)
    },
  }
}

async function logFiles(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((): string[] => [])
  return names.map((name) => join(directory, name))
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0
}

async function readFrom(path: string, offset: number): Promise<string> {
  const size = await sizeOf(path)
  // A file that shrank was begun anew by the rotation.
  const start = Math.max(size < offset ? 0 : offset, size - readLimitBytes)
  if (start >= size) return ''
  const handle = await open(path, 'r').catch(() => null)
  if (handle === null) return ''
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
