import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries'
import { includeSettings, superuser, superuserSecretFile } from './cluster-settings'
import { notOurs, type DataFolder } from './data-folder'
import { EmbeddedPostgresError, errnoOf, refusalOfFileError, saysDiskFull } from './embedded-postgres-error'
import { createOwnedFile, syncDirectory } from './owned-file'
import { runProgram } from './run-program'
import type { Surroundings } from './surroundings'

const unfinishedName = /^new-[0-9a-f]{12}$/

/**
 * The PostgreSQL major of the cluster in the folder, or null when there is none yet. Refuses a directory that is neither
 * (`embedded_half_initialised`) and leaves it as it is: it may be what is left of real data.
 */
export async function clusterMajor(surroundings: Surroundings, { cluster }: DataFolder): Promise<number | null> {
  let names: string[]
  try {
    names = await readdir(cluster)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw notOurs(surroundings, cluster, error)
  }
  if (names.length === 0) return null
  const [version, control] = await Promise.all([
    readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => ''),
    stat(join(cluster, 'global', 'pg_control')).catch(() => null),
  ])
  const major = Number.parseInt(version, 10)
  if (Number.isInteger(major) && control !== null && control.size > 0) return major
  throw new EmbeddedPostgresError(
    'embedded_half_initialised',
    `${cluster} is not empty, but it is no complete PostgreSQL data directory either. Keqiao never leaves such a folder behind, so it was left untouched: restore it from a backup, or move it away to start empty.`,
    { path: cluster, hasVersion: Number.isInteger(major), hasControlFile: control !== null },
  )
}

/** Refuses a cluster made by another PostgreSQL major than the packaged one. */
export function refuseOtherMajor(cluster: string, found: number, { major, version }: Binaries): void {
  if (found === major) return
  throw new EmbeddedPostgresError(
    'embedded_other_major',
    `The data in ${cluster} was made by PostgreSQL ${found}, this Keqiao brings ${version}. Start the Keqiao version that made it, take a backup there and restore it here, or set DATABASE_URL. Nothing was changed.`,
    { path: cluster, foundMajor: found, packagedVersion: version },
  )
}

/**
 * Makes the cluster: initdb writes into a folder beside it, which takes the final name only when it is complete and on
 * the disk. So whatever interrupts this, there is a whole cluster or none. Leftovers of interrupted attempts are
 * removed; they never held data.
 */
export async function createCluster(
  surroundings: Surroundings,
  folder: DataFolder,
  binaries: Binaries,
  signal?: AbortSignal,
): Promise<void> {
  const unfinished = join(folder.home, `new-${randomBytes(6).toString('hex')}`)
  try {
    await removeUnfinished(folder)
    await createIn(unfinished, surroundings, folder, binaries, signal)
    // An empty directory (a volume's mount point made by hand) gives way; rename over it is not portable.
    await rmdir(folder.cluster).catch((error: unknown) => {
      if (errnoOf(error) !== 'ENOENT') throw error
    })
    await rename(join(unfinished, 'cluster'), folder.cluster)
    await syncDirectory(folder.home)
  } catch (error) {
    throw refusalOfFileError(error, folder.home)
  } finally {
    await removeTree(unfinished).catch(() => undefined)
  }
}

/** Removes what interrupted attempts to make the cluster left. Call only while holding the start lock. */
export async function removeUnfinished({ home }: DataFolder): Promise<void> {
  for (const name of await readdir(home)) if (unfinishedName.test(name)) await removeTree(join(home, name))
}

/** The password of the superuser, from the cluster's own folder. */
export async function superuserPassword(surroundings: Surroundings, { cluster }: DataFolder): Promise<string> {
  const path = join(cluster, superuserSecretFile)
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw notOurs(surroundings, path, error)
    throw new EmbeddedPostgresError(
      'embedded_half_initialised',
      `${path} is missing, so the data in ${cluster} cannot be opened. Restore the file from a backup. Nothing was changed.`,
      { path },
      error,
    )
  }
}

async function createIn(
  unfinished: string,
  { platform }: Surroundings,
  { user }: DataFolder,
  binaries: Binaries,
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(unfinished, { mode: 0o700 })
  if (user.dropsRoot && user.uid !== null && user.gid !== null) await chown(unfinished, user.uid, user.gid)
  const secret = join(unfinished, superuserSecretFile)
  const handle = await createOwnedFile(secret, user)
  try {
    await handle.writeFile(`${randomBytes(32).toString('base64url')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  const cluster = join(unfinished, 'cluster')
  const args = [
    `--pgdata=${cluster}`,
    `--username=${superuser}`,
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The server's own C.UTF-8: the same order and case rules on every system, and no index to rebuild when the
    // system's libraries change.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]
  const { exitCode, output } = await runProgram(binaries.initdb, args, { user, platform, signal })
  if (exitCode !== 0) throw initdbFailure(cluster, exitCode, output)
  await rename(secret, join(cluster, superuserSecretFile))
  await includeSettings(cluster)
  await syncDirectory(cluster)
}

function initdbFailure(cluster: string, exitCode: number | null, output: string): EmbeddedPostgresError {
  const logTail = output.trim().split('\n').slice(-20)
  if (saysDiskFull(output)) {
    return new EmbeddedPostgresError(
      'embedded_disk_full',
      `The disk of ${cluster} is too full for a new database (about 40 MB, and up to 1 GB while it works).`,
      { path: cluster, logTail },
    )
  }
  return new EmbeddedPostgresError(
    'embedded_initdb_failed',
    `The database could not be made in ${cluster}: ${logTail.at(-1) ?? `initdb ended with ${exitCode}`}`,
    { path: cluster, exitCode, logTail },
  )
}

async function removeTree(path: string): Promise<void> {
  // initdb of a killed process may still be writing for a moment.
  await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}
