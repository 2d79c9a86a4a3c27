// Uploads are tested before a real virus scanner.
import { spawnSync } from 'node:child_process'
import { installPackages, mayInstall } from './apt.mjs'

/** Installs Debian's clamd where there is none and this may be done; without it its tests say that they did not run. */
export async function provideClamd() {
  const isThere = spawnSync('clamd', ['--version']).status === 0
  if (!isThere && mayInstall()) await installPackages(['clamav-daemon'])
}
