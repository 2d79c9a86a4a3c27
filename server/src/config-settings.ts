import { z } from 'zod'
import { mailSettings } from './mail-config'
import type { ClamdAddress } from './platform/scan'

/** What one process does; by default all three. */
export type Role = 'http' | 'gateway' | 'worker'

/** All of them. */
export const roles: readonly Role[] = ['http', 'gateway', 'worker']

/** Whose word about the caller's address is believed: nobody's, that many proxies', or those of these networks. */
export type TrustProxy = false | number | string[]

/** One setting: how it is called, what it means, what it accepts. */
export interface Setting {
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

const clamdAddress = z.string().transform((text, context): ClamdAddress => {
  const [, path] = /^unix:(?:\/\/)?(\/.+)$/.exec(text) ?? []
  if (path !== undefined) return { path }
  const url = text.startsWith('clamd://') && URL.canParse(text) ? new URL(text) : null
  if (url && url.hostname !== '' && /^\/?$/.test(url.pathname))
    return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 3310) }
  context.addIssue('not the address of a clamd')
  return z.NEVER
})

/** Every setting, in the order of the documentation. */
export const settings = {
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
    meaning: 'Signs sessions and file addresses, seals secrets in the database. All processes need the same.',
    wanted: 'at least 32 characters, for instance from: openssl rand -base64 48',
    schema: z.string().min(32).max(1_000),
    isSecret: true,
  },
  secretPrevious: {
    name: 'SECRET_PREVIOUS',
    byDefault: '(none)',
    meaning: 'The secret before SECRET: still opens what it sealed, until npm run secrets:rotate has run.',
    wanted: 'at least 32 characters: what SECRET, or DATA_DIR/secret, was before',
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
  outgoingPrivate: {
    name: 'OUTGOING_TO_PRIVATE',
    byDefault: 'off',
    meaning: 'on: what merchants name (mail servers, webhooks, sign-in providers) may lie in a private network.',
    wanted: 'on or off',
    schema: z.enum(['on', 'off']).transform((text) => text === 'on'),
  },
  clamd: {
    name: 'CLAMD_URL',
    byDefault: '(none)',
    meaning: 'ClamAV daemon that looks at every uploaded file: clamd://host:3310 or unix:/run/clamav/clamd.ctl.',
    wanted: 'an address such as clamd://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl',
    schema: clamdAddress,
  },
  withoutClamd: {
    name: 'CLAMD_AWAY',
    byDefault: 'refuse',
    meaning: 'What happens to a file that clamd cannot look at: refuse (try again later) or accept.',
    wanted: 'refuse or accept',
    schema: z.enum(['refuse', 'accept']),
  },
  drainSeconds: {
    name: 'DRAIN_SECONDS',
    byDefault: '0',
    meaning:
      'After SIGTERM serve on for so long while /readyz says 503, so that a balancer that asks it looks away first.',
    wanted: 'a whole number from 0 to 60',
    schema: count(0, 60),
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
