// The reverse proxy of the manual's chapter on deployment is tested on a real nginx.
import { spawnSync } from 'node:child_process'
import { installPackages, mayInstall } from './apt.mjs'

const isThere = () =>
  [
    ['nginx', '-v'],
    ['openssl', 'version'],
  ].every(([program = '', argument = '']) => spawnSync(program, [argument]).status === 0)

/** Installs Debian's nginx where there is none and this may be done; without it the test of the guide says that it did not run. */
export async function provideNginx() {
  if (!isThere() && mayInstall()) await installPackages(['nginx-light', 'openssl'])
}
