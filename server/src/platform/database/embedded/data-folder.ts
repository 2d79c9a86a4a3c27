import { createHash } from 'node:crypto'
import { access, chmod, constants, mkdir, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { EmbeddedPostgresError, errnoOf, refusalOfFileError } from './embedded-postgres-error'
import { readFileOrNull, replaceOwnedFile } from './owned-file'
import { canTraverse, chooseRunUser, ownerOf, type RunUser } from './run-user'
import { describeUser, type Surroundings } from './surroundings'

/**
 * Where one installation's PostgreSQL lives.
 * `path` is the folder the operator named: lock, application password, and normally everything else.
 * `home` holds the cluster and the copied programs: `path` itself, or a folder under /var/lib/keqiao when root runs
 * Keqiao and `path` is closed to the user PostgreSQL runs as.
 */
export interface DataFolder {
  path: string
  home: string
  cluster: string
  user: RunUser
}

/** Names in a relocated installation the folder the data went to. */
const pointerFile = 'location'

/**
 * Creates the folder when missing, finds out who PostgreSQL runs as and where its data lies, and refuses what cannot
 * work: another user's folder, a folder that cannot be written, another product's data. Changes nothing in those cases.
 */
export async function openDataFolder(
  surroundings: Surroundings,
  dataDir: string,
  log: (level: 'info' | 'warn' | 'error', message: string, data?: Record<string, unknown>) => void,
): Promise<DataFolder> {
  const asRoot = surroundings.uid === 0
  try {
    // Root's folder must let the database's user pass through; what lies in it is closed file by file.
    await makeFolder(dataDir, asRoot ? 0o711 : 0o700)
    const path = await realpath(dataDir)
    await refuseOtherUsersFolder(surroundings, path)
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
    await refuseForeignFolder(path)
    return asRoot ? await openAsRoot(surroundings, path, log) : folderAt(path, path, chooseRunUser(surroundings, []))
  } catch (error) {
    throw refusalOfFileError(error, dataDir)
  }
}

async function makeFolder(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode })
  } catch (error) {
    // Node reports a read-only file system this way when it makes several folders at once.
    if (errnoOf(error) !== 'ENOENT') throw error
    await mkdir(path, { mode })
  }
}

function folderAt(path: string, home: string, user: RunUser): DataFolder {
  return { path, home, cluster: join(home, 'cluster'), user }
}

async function refuseOtherUsersFolder(surroundings: Surroundings, path: string): Promise<void> {
  const { uid } = surroundings
  if (uid === null || uid === 0) return
  const cluster = join(path, 'cluster')
  const [folderOwner, clusterOwner] = await Promise.all([ownerOf(path), ownerOf(cluster)])
  const mayEnter = await access(path, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  // A pointer is left by root only, and its data lie with a user root chose.
  const movedByRoot = mayEnter && (await ownerOf(join(path, pointerFile))) !== null
  const owner = clusterOwner ?? folderOwner
  const others = clusterOwner !== null ? clusterOwner.uid !== uid : folderOwner?.uid !== uid && !mayEnter
  if (owner === null || (!others && !movedByRoot)) return
  const [ownerName, ownName] = [describeUser(surroundings, owner.uid), describeUser(surroundings, uid)]
  throw new EmbeddedPostgresError(
    'embedded_data_dir_other_user',
    `The database folder ${path} belongs to ${ownerName}, but Keqiao runs as ${ownName}. Start it as the user that started it first, or give the folder to ${ownName} with chown -R while nothing runs.`,
    { path, ownerUid: owner.uid, owner: ownerName, uid, user: ownName },
  )
}

async function refuseForeignFolder(path: string): Promise<void> {
  const names = new Set(await readdir(path))
  if (!names.has('PG_VERSION') && !names.has('pg_wal') && !names.has('global')) return
  throw new EmbeddedPostgresError(
    'embedded_data_dir_foreign',
    `${path} is itself a PostgreSQL data directory that Keqiao did not make. It was left untouched: choose another DATA_DIR, or start that server and set DATABASE_URL.`,
    { path },
  )
}

async function openAsRoot(
  surroundings: Surroundings,
  path: string,
  log: (level: 'info' | 'warn' | 'error', message: string, data?: Record<string, unknown>) => void,
): Promise<DataFolder> {
  const pointer = (await readFileOrNull(join(path, pointerFile)))?.trim()
  if (pointer !== undefined) return openRelocated(surroundings, path, pointer)
  const [clusterOwner, folderOwner] = await Promise.all([ownerOf(join(path, 'cluster')), ownerOf(path)])
  const user = chooseRunUser(surroundings, [clusterOwner, folderOwner])
  await letPass(path)
  if (await canTraverse(path, user)) return folderAt(path, path, user)
  const userName = describeUser(surroundings, user.uid ?? -1)
  if (clusterOwner !== null) {
    throw new EmbeddedPostgresError(
      'embedded_data_dir_not_writable',
      `PostgreSQL runs as ${userName}, who may not enter the folders above ${path}. Let every user pass through them (chmod o+x), or move the data to a folder outside a closed home.`,
      { path, user: userName },
    )
  }
  const name = `postgres-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`
  const home = join(surroundings.relocationRoot, name)
  await mkdir(home, { recursive: true, mode: 0o711 })
  await letPass(home)
  if (!(await canTraverse(await realpath(home), user))) {
    throw new EmbeddedPostgresError(
      'embedded_data_dir_not_writable',
      `PostgreSQL runs as ${userName}, who may enter neither ${path} nor ${home}. Choose a DATA_DIR outside a closed home.`,
      { path, home, user: userName },
    )
  }
  await replaceOwnedFile(join(path, pointerFile), `${home}\n`, { uid: 0, gid: 0, dropsRoot: false })
  log('warn', 'The database lives elsewhere, because its user may not enter the data folder.', { path, home })
  return folderAt(path, await realpath(home), user)
}

async function openRelocated(surroundings: Surroundings, path: string, pointer: string): Promise<DataFolder> {
  const home = await realpath(pointer).catch(() => null)
  if (home === null) {
    throw new EmbeddedPostgresError(
      'embedded_data_dir_missing',
      `${join(path, pointerFile)} says that the database lies in ${pointer}, but that folder is gone. Bring it back; only if the data may be lost, delete the file "${pointerFile}" and start again.`,
      { path, home: pointer },
    )
  }
  return folderAt(path, home, chooseRunUser(surroundings, [await ownerOf(join(home, 'cluster')), await ownerOf(home)]))
}

/** Lets other users pass through a folder of root's own (not read it). */
async function letPass(path: string): Promise<void> {
  const { mode, uid } = await stat(path)
  if (uid === 0 && (mode & 0o001) === 0) await chmod(path, (mode & 0o7777) | 0o011)
}

/** The refusal for a path inside the folder that this user may not even look at. */
export function notOurs(surroundings: Surroundings, path: string, error: unknown): unknown {
  const errno = errnoOf(error)
  if (errno !== 'EACCES' && errno !== 'EPERM') return refusalOfFileError(error, path)
  const user = surroundings.uid === null ? 'this user' : describeUser(surroundings, surroundings.uid)
  return new EmbeddedPostgresError(
    'embedded_data_dir_other_user',
    `${path} cannot be read by ${user}: it was made by another user. Start Keqiao as the user that started it first.`,
    { path, user },
    error,
  )
}
