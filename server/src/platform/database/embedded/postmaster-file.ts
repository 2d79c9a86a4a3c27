import { join } from 'node:path'
import { readFileOrNull, replaceOwnedFile } from './owned-file'
import type { RunUser } from './run-user'

/** What a server writes about itself into `postmaster.pid` of its data directory. */
export interface PostmasterFile {
  pid: number
  port: number | null
  status: 'starting' | 'stopping' | 'ready' | 'standby' | null
}

function pathIn(cluster: string): string {
  return join(cluster, 'postmaster.pid')
}

/** Reads `postmaster.pid`; null when there is none, or when it is only being written. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | null> {
  const text = await readFileOrNull(pathIn(cluster))
  if (text === null) return null
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10))
  const port = Number.parseInt(lines[3] ?? '', 10)
  if (!Number.isInteger(pid) || pid === 0) return null
  return { pid, port: Number.isInteger(port) && port > 0 ? port : null, status: statusOf(lines[7]) }
}

function statusOf(word: string | undefined): PostmasterFile['status'] {
  return word === 'starting' || word === 'stopping' || word === 'ready' || word === 'standby' ? word : null
}

/**
 * Makes a stale file harmless whose process id is still taken, which a server would take for a running server and
 * refuse. The file is not deleted, since the server also finds in it the shared memory that processes of a dead
 * server may still hold. Instead the id becomes our own: a server takes its parent's id in the file for stale.
 */
export async function disownPostmasterFile(cluster: string, user: RunUser): Promise<void> {
  const text = await readFileOrNull(pathIn(cluster))
  if (text === null) return
  const [, ...rest] = text.split('\n')
  await replaceOwnedFile(pathIn(cluster), [String(process.pid), ...rest].join('\n'), user)
}
