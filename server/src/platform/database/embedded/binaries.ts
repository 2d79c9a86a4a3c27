import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { constants } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { EmbeddedPostgresError, errnoOf, refusalOfFileError } from './embedded-postgres-error'
import { installedNativeDir } from './platform-package'
import { runProgram } from './run-program'
import type { RunUser } from './run-user'
import type { Surroundings } from './surroundings'

/** Programs of the package that the run user can execute. `version` is the server's, as in `18.4`. */
export interface Binaries {
  initdb: string
  pgCtl: string
  postgres: string
  version: string
  major: number
}

/** Left out of a copy: static libraries and build files, a fifth of the package that no server reads. */
const notNeededToRun = /\.a$|^pkgconfig$|^pgxs$/

/**
 * Makes the package's programs runnable for `user`: creates the library links that the package's install script would
 * make (install scripts are not run), and where that is impossible, or `user` cannot read the package (a project under
 * /root), copies the programs to `<home>/binaries`. Throws `EmbeddedPostgresError`.
 */
export async function prepareBinaries(
  surroundings: Surroundings,
  user: RunUser,
  home: string,
  progress: (step: string) => void,
  signal?: AbortSignal,
): Promise<Binaries> {
  const installed = installedNativeDir(surroundings)
  const inPlace = await makeLinks(installed).then(
    () => true,
    () => false,
  )
  const probe = { surroundings, user, signal }
  if (inPlace) {
    const version = await askVersion(installed, probe)
    if (typeof version === 'string') return binariesIn(installed, version, surroundings)
    // Without another user in play a copy would fail the same way.
    if (!user.dropsRoot) throw unusable(installed, version.failure)
  }
  const copied = await copyOnce(installed, home, progress, signal)
  const version = await askVersion(copied, probe)
  if (typeof version !== 'string') throw unusable(copied, version.failure)
  return binariesIn(copied, version, surroundings)
}

function binariesIn(nativeDir: string, version: string, { platform }: Surroundings): Binaries {
  const program = (name: string) => programPath(nativeDir, name, platform)
  return {
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    postgres: program('postgres'),
    version,
    major: Number.parseInt(version, 10),
  }
}

function programPath(nativeDir: string, name: string, platform: NodeJS.Platform): string {
  return join(nativeDir, 'bin', platform === 'win32' ? `${name}.exe` : name)
}

/** Runs `postgres --version` as the user: proves at once that the file is reachable, its libraries load, and who we are. */
async function askVersion(
  nativeDir: string,
  probe: { surroundings: Surroundings; user: RunUser; signal?: AbortSignal | undefined },
): Promise<string | { failure: string }> {
  const { platform } = probe.surroundings
  const file = programPath(nativeDir, 'postgres', platform)
  try {
    const { output } = await runProgram(file, ['--version'], { user: probe.user, platform, signal: probe.signal })
    return /PostgreSQL\) (\d+(?:\.\d+)*)/.exec(output)?.[1] ?? { failure: output.trim() }
  } catch (error) {
    probe.signal?.throwIfAborted()
    const errno = errnoOf(error)
    if (errno === 'EPERM' && probe.user.dropsRoot) {
      throw new EmbeddedPostgresError(
        'embedded_no_run_user',
        `Keqiao runs as root but may not change to another user (uid ${probe.user.uid}), and PostgreSQL refuses to run as root. Start Keqiao as an ordinary user, allow SETUID and SETGID, or set DATABASE_URL.`,
        { uid: probe.user.uid },
        error,
      )
    }
    return { failure: errno ?? String(error) }
  }
}

function unusable(nativeDir: string, failure: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'embedded_binaries_unusable',
    `The programs of the embedded PostgreSQL in ${nativeDir} cannot be run: ${failure}. Run "npm ci" again, or set DATABASE_URL.`,
    { path: nativeDir, failure },
  )
}

/** Creates the links listed in the package's `pg-symlinks.json`; a link that leads to the right file stays. */
async function makeLinks(nativeDir: string): Promise<void> {
  for (const { source, target } of await listedLinks(nativeDir)) {
    const [sourceStat, targetStat] = await Promise.all([stat(source), stat(target).catch(() => null)])
    if (targetStat !== null && targetStat.size === sourceStat.size) continue
    await rm(target, { force: true })
    try {
      await symlink(relative(dirname(target), source), target)
    } catch (error) {
      const errno = errnoOf(error)
      // Another start of the same package was quicker.
      if (errno === 'EEXIST') continue
      // A file system without links (exFAT, some network shares) gets the library twice.
      if (errno !== 'EPERM' && errno !== 'ENOSYS' && errno !== 'ENOTSUP' && errno !== 'EOPNOTSUPP') throw error
      await copyFile(source, target)
    }
  }
}

async function listedLinks(nativeDir: string): Promise<{ source: string; target: string }[]> {
  const text = await readFile(join(nativeDir, 'pg-symlinks.json'), 'utf8').catch((error: unknown) => {
    // The Windows package has no links.
    if (errnoOf(error) === 'ENOENT') return '[]'
    throw error
  })
  const listed: unknown = JSON.parse(text)
  if (!Array.isArray(listed)) return []
  return listed.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('source' in entry) || !('target' in entry)) return []
    const source = insideNative(nativeDir, String(entry.source))
    const target = insideNative(nativeDir, String(entry.target))
    return source !== null && target !== null ? [{ source, target }] : []
  })
}

/** The list names files as `native/lib/...`, seen from the package; anything that leads elsewhere is ignored. */
function insideNative(nativeDir: string, listed: string): string | null {
  const path = resolve(nativeDir, relative('native', listed))
  return path.startsWith(nativeDir + sep) ? path : null
}

async function copyOnce(
  installed: string,
  home: string,
  progress: (step: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const parent = join(home, 'binaries')
  const copy = join(parent, await packageVersion(installed))
  try {
    if (await stat(copy).catch(() => null)) return copy
    progress('copying binaries')
    await mkdir(parent, { recursive: true, mode: 0o755 })
    // Copies of other versions and torn copies. Only the holder of the start lock comes here, and a server that still
    // runs from an older copy keeps its files open.
    for (const name of await readdir(parent)) await rm(join(parent, name), { recursive: true, force: true })
    const unfinished = `${copy}.unfinished`
    await copyTree(installed, unfinished, signal)
    await makeLinks(unfinished)
    await rename(unfinished, copy)
    return copy
  } catch (error) {
    await rm(`${copy}.unfinished`, { recursive: true, force: true }).catch(() => undefined)
    throw refusalOfFileError(error, parent)
  }
}

async function packageVersion(nativeDir: string): Promise<string> {
  const text = await readFile(join(nativeDir, '..', 'package.json'), 'utf8').catch(() => '{}')
  const parsed: unknown = JSON.parse(text)
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : null
  return basename(typeof version === 'string' ? version : 'unknown')
}

/** Copies plain files with modes that every user can read; links are made anew from the package's list. */
async function copyTree(from: string, to: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  await mkdir(to, { recursive: true })
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (notNeededToRun.test(entry.name)) continue
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory()) await copyTree(source, target, signal)
    else if (entry.isFile()) {
      await copyFile(source, target, constants.COPYFILE_FICLONE)
      await chmod(target, ((await stat(source)).mode & 0o100) === 0 ? 0o644 : 0o755)
    }
  }
}
