// What tests need of the system, installed where this may be done without asking.
import { existsSync } from 'node:fs'
import { step } from '../progress.mjs'
import { run } from '../run.mjs'

/** Whether packages may be installed: we are root beside apt-get. */
export const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/**
 * Installs Debian's packages. Says why where it fails: whoever needs them finds them missing then.
 * @param {string[]} packages
 */
export async function installPackages(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await step(`install ${packages.join(' and ')} (apt-get)`, async () => {
    await run('apt-get', ['update', '-qq'], { env, quiet: true })
    const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      env,
      quiet: true,
    })
    if (code !== 0) throw new Error(output)
  }).catch((error) => process.stderr.write(`${error.message}\n`))
}
