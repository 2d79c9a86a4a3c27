// The bus between nodes is tested on a real Redis.
import { spawnSync } from 'node:child_process'
import { installPackages, mayInstall } from './apt.mjs'

/** Installs Debian's Redis where there is none and this may be done; without it the tests of the bus say that they did not run. */
export async function provideRedis() {
  const isThere = spawnSync('redis-server', ['--version']).status === 0
  if (!isThere && mayInstall()) await installPackages(['redis-server'])
}
