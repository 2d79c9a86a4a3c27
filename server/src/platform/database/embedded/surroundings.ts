import { readFileSync } from 'node:fs'

/** One line of the system's user list. */
export interface SystemUser {
  name: string
  uid: number
  gid: number
}

/** What the supervisor must know of the machine. Passed in, so that a test can stand on another machine. */
export interface Surroundings {
  platform: NodeJS.Platform
  arch: string
  /** True on a Linux whose C library is not glibc (Alpine): the packaged binaries do not run there. */
  musl: boolean
  /** Effective user and group of this process; null where users are not numbers (Windows). */
  uid: number | null
  gid: number | null
  /** Users known to the system; empty on Windows. */
  users: readonly SystemUser[]
  /** Where a cluster goes when root runs Keqiao and the data folder is closed to every other user. */
  relocationRoot: string
  /** `pg_ctl` drops administrator rights on Windows; elsewhere the postmaster is our own child. */
  launcher: 'spawn' | 'pg_ctl'
  /** The `native` folder of the installed package; null asks npm's module resolution. */
  nativeDir: string | null
}

/** The machine this process runs on. */
export function currentSurroundings(): Surroundings {
  return {
    platform: process.platform,
    arch: process.arch,
    musl: process.platform === 'linux' && !runsOnGlibc(),
    uid: process.geteuid?.() ?? null,
    gid: process.getegid?.() ?? null,
    users: process.platform === 'win32' ? [] : systemUsers(),
    relocationRoot: '/var/lib/keqiao',
    launcher: process.platform === 'win32' ? 'pg_ctl' : 'spawn',
    nativeDir: null,
  }
}

/** The name of a user for messages: `postgres (uid 101)`, or the bare number when the system has no name for it. */
export function describeUser(surroundings: Surroundings, uid: number): string {
  const name = surroundings.users.find((user) => user.uid === uid)?.name
  return name === undefined ? `uid ${uid}` : `${name} (uid ${uid})`
}

function runsOnGlibc(): boolean {
  // The report would otherwise resolve the names of open connections, which may take seconds.
  Object.assign(process.report, { excludeNetwork: true })
  const report: unknown = process.report.getReport()
  if (typeof report !== 'object' || report === null || !('header' in report)) return false
  const header = report.header
  return typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header
}

function systemUsers(): SystemUser[] {
  let text: string
  try {
    text = readFileSync('/etc/passwd', 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    if (!name || name.startsWith('#') || !uid || !gid) return []
    return [{ name, uid: Number(uid), gid: Number(gid) }]
  })
}
