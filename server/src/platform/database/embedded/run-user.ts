import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EmbeddedPostgresError, errnoOf } from './embedded-postgres-error'
import type { Surroundings } from './surroundings'

/** The user PostgreSQL runs as. `dropsRoot` is false when it is simply the user of this process. */
export interface RunUser {
  uid: number | null
  gid: number | null
  dropsRoot: boolean
}

/** Users tried in this order when root starts Keqiao: a dedicated one, the distribution's, the one that is everywhere. */
const namesForRoot = ['keqiao', 'postgres', '_postgres', 'nobody']

/**
 * Who PostgreSQL runs as. PostgreSQL refuses to run as root, so root drops to the owner of the existing data, else to
 * the owner of the data folder, else to the first of `keqiao`, `postgres`, `_postgres`, `nobody` that exists. A bare
 * number will not do: initdb asks the system for the user's name.
 */
export function chooseRunUser(
  surroundings: Surroundings,
  owners: readonly ({ uid: number; gid: number } | null)[],
): RunUser {
  if (surroundings.uid !== 0) return { uid: surroundings.uid, gid: surroundings.gid, dropsRoot: false }
  const owner = owners.find((candidate) => candidate !== null && candidate.uid !== 0)
  if (owner) return { uid: owner.uid, gid: owner.gid, dropsRoot: true }
  for (const name of namesForRoot) {
    const user = surroundings.users.find((candidate) => candidate.name === name && candidate.uid !== 0)
    if (user) return { uid: user.uid, gid: user.gid, dropsRoot: true }
  }
  throw new EmbeddedPostgresError(
    'embedded_no_run_user',
    `Keqiao runs as root, PostgreSQL refuses to, and none of the users ${namesForRoot.join(', ')} exists. Create a user "keqiao", start Keqiao as an ordinary user, or set DATABASE_URL.`,
    { tried: namesForRoot },
  )
}

/** The owner of a path, or null when it does not exist or cannot be seen. */
export async function ownerOf(path: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const { uid, gid } = await stat(path)
    return { uid, gid }
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === 'ENOENT' || errno === 'EACCES' || errno === 'ENOTDIR') return null
    throw error
  }
}

/** True when `user` may pass through `directory` and everything above it (`directory` must be a resolved path). */
export async function canTraverse(directory: string, user: RunUser): Promise<boolean> {
  for (let path = directory; ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (path === dirname(path)) return true
  }
}
