import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { roles, settings, type Role, type Setting, type TrustProxy } from './config-settings'
import type { SmtpConfig } from './mail-config'
import type { ClamdAddress } from './platform/scan'

export type { Role, TrustProxy } from './config-settings'

/** Everything an operator can set. Read once, at the start; nothing else of the server looks at the environment. */
export interface Config {
  readonly host: string
  readonly port: number
  /** PORT was set: an occupied one is an error. Otherwise the next free one will do. */
  readonly portIsFixed: boolean
  /** Null: what was listened on; see `publicUrlOf`. */
  readonly publicUrl: string | null
  /** Absolute. */
  readonly dataDir: string
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null
  readonly databasePoolSize: number
  /** Null: one node, no bus beyond this process. */
  readonly redisUrl: string | null
  readonly roles: ReadonlySet<Role>
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Null: kept in a file, see `loadSecret`. */
  readonly secret: string | null
  /** What sealed secrets before it; null: nothing else did. */
  readonly secretPrevious: string | null
  readonly demo: 'auto' | 'on' | 'off'
  /** NODE_ENV says so: nothing is made up for a try-out. */
  readonly isProduction: boolean
  readonly maxConnections: number
  readonly maxConnectionsPerPerson: number
  /** 0: no limit. */
  readonly maxConnectionsPerAddress: number
  /** HTTP requests in ten seconds; 0: no limit. */
  readonly requestsPerAddress: number
  /** HTTP requests in ten seconds; 0: no limit. */
  readonly requestsPerPerson: number
  readonly trustProxy: TrustProxy
  readonly metricsToken: string | null
  /** What merchants name may lie in a private network. */
  readonly outgoingPrivate: boolean
  /** Null: nobody looks at files. */
  readonly clamd: ClamdAddress | null
  readonly withoutClamd: 'refuse' | 'accept'
  /** Between SIGTERM and the moment from which newcomers are refused. */
  readonly drainMs: number
  readonly clockSkewMs: number
  /** Null: mail only goes out by the server that a merchant has set up. */
  readonly smtp: SmtpConfig | null
  /** Null: none. Sends for merchants without a server of their own. */
  readonly mailFrom: { readonly name: string; readonly address: string } | null
}

/** The configuration cannot be used; the message names every problem, one a line. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
  }
}

type Settings = { [Key in keyof typeof settings]?: z.output<(typeof settings)[Key]['schema']> }

/** Folders of the product itself: beside the sources when run by tsx, beside the bundle otherwise. */
export const folders = {
  root: fileURLToPath(new URL('../..', import.meta.url)),
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  demoShop: fileURLToPath(new URL('./demo-shop', import.meta.url)),
  console: fileURLToPath(new URL('../../console/dist', import.meta.url)),
  widget: fileURLToPath(new URL('../../widget/dist', import.meta.url)),
  manual: fileURLToPath(new URL('../../docs/manual', import.meta.url)),
} as const

/**
 * Reads and checks the environment. An empty value counts as not set, as compose files and shells produce it.
 * @throws ConfigError with every problem at once.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const problems: string[] = []
  const given: Record<string, unknown> = {}
  for (const [key, setting] of Object.entries<Setting>(settings)) {
    const text = environment[setting.name]?.trim()
    if (!text) continue
    const parsed = setting.schema.safeParse(text)
    if (parsed.success) given[key] = parsed.data
    else problems.push(`${setting.name}: ${shown(setting, text)} cannot be used; wanted: ${setting.wanted}.`)
  }
  if (given['smtp'] && !given['mailFrom']) problems.push('SMTP_URL: MAIL_FROM is needed beside it.')
  if (problems.length > 0) throw new ConfigError(problems)
  return withDefaults(given)
}

function shown({ isSecret }: Setting, text: string): string {
  return isSecret ? 'the given value' : JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}

function withDefaults(given: Settings): Config {
  const dataDir = given.dataDir ?? 'data'
  return {
    host: given.host ?? '127.0.0.1',
    port: given.port ?? 8080,
    portIsFixed: given.port !== undefined,
    publicUrl: given.publicUrl ?? null,
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(folders.root, dataDir),
    databaseUrl: given.databaseUrl ?? null,
    databasePoolSize: given.databasePoolSize ?? 20,
    redisUrl: given.redisUrl ?? null,
    roles: new Set(given.roles ?? roles),
    logLevel: given.logLevel ?? 'info',
    secret: given.secret ?? null,
    secretPrevious: given.secretPrevious ?? null,
    demo: given.demo ?? 'auto',
    isProduction: given.isProduction ?? false,
    maxConnections: given.maxConnections ?? 20_000,
    maxConnectionsPerPerson: given.maxConnectionsPerPerson ?? 20,
    maxConnectionsPerAddress: given.maxConnectionsPerAddress ?? 1_000,
    requestsPerAddress: given.requestsPerAddress ?? 1_000,
    requestsPerPerson: given.requestsPerPerson ?? 300,
    trustProxy: given.trustProxy ?? false,
    metricsToken: given.metricsToken ?? null,
    outgoingPrivate: given.outgoingPrivate ?? false,
    clamd: given.clamd ?? null,
    withoutClamd: given.withoutClamd ?? 'refuse',
    drainMs: (given.drainSeconds ?? 0) * 1_000,
    clockSkewMs: given.clockSkewMs ?? 0,
    smtp: given.smtp ?? null,
    mailFrom: given.mailFrom ?? null,
  }
}

/** Address for browsers; `port` is the one that was listened on in the end. */
export function publicUrlOf(config: Pick<Config, 'publicUrl' | 'host'>, port: number): string {
  if (config.publicUrl) return config.publicUrl
  const everywhere = config.host === '0.0.0.0' || config.host === '::'
  const name = everywhere ? 'localhost' : config.host
  return new URL(`http://${name.includes(':') ? `[${name}]` : name}:${port}`).origin
}

/** Secrets that open what they sealed, and seal nothing any more. */
export const earlierSecrets = ({ secretPrevious }: Pick<Config, 'secretPrevious'>): readonly string[] =>
  secretPrevious === null ? [] : [secretPrevious]

/**
 * The installation's secret: SECRET, else the one in DATA_DIR/secret (mode 0600), which is made when missing.
 * @throws ConfigError when the file cannot be read, cannot be written or does not hold a secret.
 */
export function loadSecret(config: Pick<Config, 'secret' | 'dataDir'>): string {
  if (config.secret) return config.secret
  const path = join(config.dataDir, 'secret')
  try {
    return readSecret(path) ?? makeSecret(path)
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError([`DATA_DIR: the secret can be neither read nor made there (${reason}). Set SECRET instead.`])
  }
}

function readSecret(path: string): string | null {
  try {
    const secret = readFileSync(path, 'utf8').trim()
    if (secret.length >= 32) return secret
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  throw new ConfigError([`${path} holds no secret of at least 32 characters. Restore it from a backup or delete it.`])
}

function makeSecret(path: string): string {
  const secret = randomBytes(48).toString('base64url')
  // Others must be able to pass through to the database's own folder, which is closed by itself.
  mkdirSync(dirname(path), { recursive: true, mode: 0o711 })
  try {
    writeFileSync(path, `${secret}\n`, { flag: 'wx', mode: 0o600 })
    chmodSync(path, 0o600)
    return secret
  } catch (error) {
    // A second process of the same installation was faster.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return readSecret(path) ?? secret
    throw error
  }
}

/** Every setting for the documentation: name, default, meaning. */
export function describeConfig(): { name: string; byDefault: string; meaning: string }[] {
  return Object.values(settings).map(({ name, byDefault, meaning }) => ({ name, byDefault, meaning }))
}

/** The same as a Markdown table, as README.md shows it. */
export function configTable(): string {
  const rows = describeConfig().map(({ name, byDefault, meaning }) => `| \`${name}\` | ${byDefault} | ${meaning} |`)
  return ['| name | default | meaning |', '|---|---|---|', ...rows].join('\n')
}
