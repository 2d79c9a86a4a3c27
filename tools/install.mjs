// What must be there before anything else can run: a Node that is new enough, and the packages of the lockfile.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { step } from './progress.mjs'
import { root, run } from './run.mjs'

const neededMajor = 20
const neededMinor = 19

/**
 * Says what is wrong with this Node, or nothing when it will do.
 * @param {string} version such as `20.19.0`
 */
export function nodeComplaint(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return undefined
  return `Keqiao needs Node ${neededMajor}.${neededMinor} or newer; this is Node ${version}. See https://nodejs.org`
}

/**
 * True when node_modules does not hold what the lockfile says. Told by content and not by file times: a checkout renews those,
 * and a broken-off install leaves npm's own copy of the lockfile unwritten.
 * @param {string} folder the folder with package-lock.json
 */
export function installIsStale(folder) {
  const wantedFile = join(folder, 'package-lock.json')
  const installedFile = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return true
  if (!existsSync(wantedFile)) return false
  const wanted = lockedPackages(wantedFile)
  const installed = lockedPackages(installedFile)
  for (const [path, entry] of wanted) {
    const there = installed.get(path)
    // Another platform's binaries are optional and rightly absent.
    if (there ? there.version !== entry.version : !entry.optional && !entry.devOptional) return true
  }
  return [...installed.keys()].some((path) => !wanted.has(path))
}

/**
 * @param {string} file
 * @returns {Map<string, { version?: string, optional?: boolean, devOptional?: boolean }>} by path below node_modules
 */
function lockedPackages(file) {
  const { packages = {} } = JSON.parse(readFileSync(file, 'utf8'))
  return new Map(Object.entries(packages).filter(([path]) => path.includes('node_modules/')))
}

/** Ends the process with a plain sentence when this Node is too old. */
export function requireNode() {
  const complaint = nodeComplaint(process.versions.node)
  if (!complaint) return
  process.stderr.write(`${complaint}\n`)
  process.exit(1)
}

/** Installs the packages when they are missing or older than the lockfile. Throws when npm fails. */
export async function installWhatIsMissing() {
  if (!installIsStale(root)) return false
  await step('install packages (npm ci)', async () => {
    const { code } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
    if (code !== 0) throw new Error('npm ci failed; its message is above')
  })
  return true
}
