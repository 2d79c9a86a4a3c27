import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { mailSettings, type SmtpConfig } from './mail-config'

/** What one process does; by default all three. */
export type Role = 'http' | 'gateway' | 'worker'

const roles: readonly Role[] = ['http', 'gateway', 'worker']

/** Whose word about the caller's address is believed: nobody's, that many proxies', or those of these networks. */
export type TrustProxy = false | number | string[]

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
  readonly clockSkewMs: number
  /** Null: mail only goes out by the server that a merchant has set up. */
  readonly smtp: SmtpConfig | null
  /** Null: none. Sends for merchants without a server of their own. */
  readonly mailFrom: { readonly name: string; readonly address: string } | null
  /** Mail servers that merchants name may stand in our own network. */
  readonly smtpAllowPrivate: boolean
}

/** The configuration cannot be used; the message names every problem, one a line. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
  }
}

interface Setting {
  readonly name: string
  /** As the documentation shows it. */
  readonly byDefault: string
  readonly meaning: string
  /** What would be right, in words that follow "wanted:". */
  readonly wanted: string
  readonly schema: z.ZodType
  /** Its value is never repeated in a message. */
  readonly isSecret?: true
}

const count = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))

const address = (...schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)))

const roleList = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.enum(['http', 'gateway', 'worker'])).min(1))

const proxies = z.string().transform((text, context): TrustProxy => {
  if (text === 'off') return false
  if (/^[1-9]$/.test(text)) return Number(text)
  const networks = text.split(',').map((part) => part.trim())
  if (networks.every((part) => /^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(part))) return networks
  context.addIssue('not a list of networks')
  return z.NEVER
})

const settings = {
  host: {
    name: 'HOST',
    byDefault: '127.0.0.1',
    meaning: 'Address to listen on; 0.0.0.0 for every network of the machine.',
    wanted: 'an address or a host name such as 127.0.0.1 or 0.0.0.0',
    schema: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/),
  },
  port: {
    name: 'PORT',
    byDefault: '8080',
    meaning: 'Port to listen on. Not set and occupied: the next free one; set and occupied: an error.',
    wanted: 'a whole number from 0 to 65535 (0 lets the system choose)',
    schema: count(0, 65_535),
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    byDefault: 'http://HOST:PORT',
    meaning: 'Address under which browsers reach this installation; https switches secure cookies and HSTS on.',
    wanted: 'an address without a path such as https://chat.example.com',
    schema: address('http', 'https')
      .refine((text) => URL.canParse(text) && new URL(text).pathname === '/' && !/[?#@]/.test(text))
      .transform((text) => new URL(text).origin),
  },
  dataDir: {
    name: 'DATA_DIR',
    byDefault: './data',
    meaning: 'Folder of the embedded database, uploaded files and the generated secret; relative to the repository.',
    wanted: 'a folder name',
    schema: z.string().refine((text) => !text.includes('\u0000')),
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    byDefault: '(embedded PostgreSQL 18)',
    meaning: 'PostgreSQL 15 or newer, direct or through session pooling, as an ordinary role that owns the database.',
    wanted: 'an address such as postgres://keqiao:password@db.example.com:5432/keqiao',
    schema: address('postgres', 'postgresql'),
    isSecret: true,
  },
  databasePoolSize: {
    name: 'DATABASE_POOL',
    byDefault: '20',
    meaning: 'Database connections one process holds at most, besides three for jobs.',
    wanted: 'a whole number from 2 to 500',
    schema: count(2, 500),
  },
  redisUrl: {
    name: 'REDIS_URL',
    byDefault: '(none)',
    meaning: 'Redis as the bus between several processes. One process needs none.',
    wanted: 'an address such as redis://redis.example.com:6379',
    schema: address('redis', 'rediss'),
    isSecret: true,
  },
  roles: {
    name: 'ROLES',
    byDefault: roles.join(','),
    meaning: 'What this process does: http (API and pages), gateway (WebSocket), worker (jobs).',
    wanted: 'some of http, gateway, worker, separated by commas',
    schema: roleList,
  },
  logLevel: {
    name: 'LOG_LEVEL',
    byDefault: 'info',
    meaning: 'How much is logged. Logs hold no message text, token, password or cookie at any level.',
    wanted: 'one of fatal, error, warn, info, debug, trace, silent',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  },
  secret: {
    name: 'SECRET',
    byDefault: '(generated into DATA_DIR/secret)',
    meaning: 'Signs sessions and file addresses. All processes of one installation need the same.',
    wanted: 'at least 32 characters, for instance from: openssl rand -base64 48',
    schema: z.string().min(32).max(1_000),
    isSecret: true,
  },
  demo: {
    name: 'DEMO',
    byDefault: 'auto',
    meaning:
      'Demo merchants and shop, on a database without merchants and a loopback HOST; auto: not behind a proxy, on: there too.',
    wanted: 'one of auto, on, off',
    schema: z.enum(['auto', 'on', 'off']),
  },
  isProduction: {
    name: 'NODE_ENV',
    byDefault: '(none)',
    meaning: 'production: no demo, unless DEMO=on.',
    wanted: 'production, or anything else',
    schema: z.string().transform((text) => text === 'production'),
  },
  maxConnections: {
    name: 'MAX_CONNECTIONS',
    byDefault: '20000',
    meaning: 'WebSocket connections one process holds at most.',
    wanted: 'a whole number from 1 to 1000000',
    schema: count(1, 1_000_000),
  },
  maxConnectionsPerPerson: {
    name: 'MAX_CONNECTIONS_PER_PERSON',
    byDefault: '20',
    meaning: 'Of them those of one agent or visitor: tabs and devices.',
    wanted: 'a whole number from 1 to 10000',
    schema: count(1, 10_000),
  },
  maxConnectionsPerAddress: {
    name: 'MAX_CONNECTIONS_PER_ADDRESS',
    byDefault: '1000',
    meaning: 'Of them those from one network address (an office or a mobile operator shares one); 0: no limit.',
    wanted: 'a whole number from 0 to 1000000',
    schema: count(0, 1_000_000),
  },
  requestsPerAddress: {
    name: 'REQUESTS_PER_ADDRESS',
    byDefault: '1000',
    meaning: 'HTTP requests from one network address in ten seconds; 0: no limit.',
    wanted: 'a whole number from 0 to 1000000',
    schema: count(0, 1_000_000),
  },
  requestsPerPerson: {
    name: 'REQUESTS_PER_PERSON',
    byDefault: '300',
    meaning: 'HTTP requests of one agent or visitor in ten seconds; 0: no limit.',
    wanted: 'a whole number from 0 to 1000000',
    schema: count(0, 1_000_000),
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    byDefault: 'off',
    meaning: 'Whose X-Forwarded-For, -Host and -Proto are believed: nobody, that many proxies, or those networks.',
    wanted: 'off, a number of proxies from 1 to 9, or networks such as 10.0.0.0/8,127.0.0.1',
    schema: proxies,
  },
  metricsToken: {
    name: 'METRICS_TOKEN',
    byDefault: '(none)',
    meaning: 'Bearer token for /metrics from anywhere. Not set: only from this machine.',
    wanted: 'at least 16 characters',
    schema: z.string().min(16).max(1_000),
    isSecret: true,
  },
  clockSkewMs: {
    name: 'CLOCK_SKEW_MS',
    byDefault: '0',
    meaning: 'Shifts the clock of this process by that many milliseconds, to try out nodes whose clocks disagree.',
    wanted: 'a whole number from -86400000 to 86400000',
    schema: z
      .string()
      .regex(/^-?\d{1,8}$/)
      .transform(Number)
      .pipe(z.number().min(-86_400_000).max(86_400_000)),
  },
  ...mailSettings,
} as const satisfies Record<string, Setting>

type Settings = { [Key in keyof typeof settings]?: z.output<(typeof settings)[Key]['schema']> }

/** Folders of the product itself: beside the sources when run by tsx, beside the bundle otherwise. */
export const folders = {
  root: fileURLToPath(new URL('../..', import.meta.url)),
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  demoShop: fileURLToPath(new URL('./demo-shop', import.meta.url)),
  console: fileURLToPath(new URL('../../console/dist', import.meta.url)),
  widget: fileURLToPath(new URL('../../widget/dist', import.meta.url)),
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
    demo: given.demo ?? 'auto',
    isProduction: given.isProduction ?? false,
    maxConnections: given.maxConnections ?? 20_000,
    maxConnectionsPerPerson: given.maxConnectionsPerPerson ?? 20,
    maxConnectionsPerAddress: given.maxConnectionsPerAddress ?? 1_000,
    requestsPerAddress: given.requestsPerAddress ?? 1_000,
    requestsPerPerson: given.requestsPerPerson ?? 300,
    trustProxy: given.trustProxy ?? false,
    metricsToken: given.metricsToken ?? null,
    clockSkewMs: given.clockSkewMs ?? 0,
    smtp: given.smtp ?? null,
    mailFrom: given.mailFrom ?? null,
    smtpAllowPrivate: given.smtpAllowPrivate ?? false,
  }
}

/** Address for browsers; `port` is the one that was listened on in the end. */
export function publicUrlOf(config: Pick<Config, 'publicUrl' | 'host'>, port: number): string {
  if (config.publicUrl) return config.publicUrl
  const everywhere = config.host === '0.0.0.0' || config.host === '::'
  const name = everywhere ? 'localhost' : config.host
  return new URL(`http://${name.includes(':') ? `[${name}]` : name}:${port}`).origin
}

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
