import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ConfigError, configTable, describeConfig, folders, loadSecret, publicUrlOf, readConfig } from './config'

const made: string[] = []

function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keqiao-config-'))
  made.push(folder)
  return folder
}

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('readConfig', () => {
  it('needs nothing at all', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, portIsFixed: false, databaseUrl: null, demo: 'auto' })
    expect([...config.roles]).toEqual(['http', 'gateway', 'worker'])
    expect(config.dataDir).toBe(join(folders.root, 'data'))
  })

  it('takes what is set', () => {
    const config = readConfig({
      PORT: '0',
      PUBLIC_URL: 'https://chat.example.com/',
      ROLES: 'http, worker',
      TRUST_PROXY: '10.0.0.0/8,127.0.0.1',
      CLOCK_SKEW_MS: '-1500',
      DATA_DIR: '/var/lib/keqiao',
    })
    expect(config).toMatchObject({ port: 0, portIsFixed: true, publicUrl: 'https://chat.example.com' })
    expect(config).toMatchObject({ clockSkewMs: -1_500, dataDir: '/var/lib/keqiao' })
    expect(config.trustProxy).toEqual(['10.0.0.0/8', '127.0.0.1'])
    expect([...config.roles]).toEqual(['http', 'worker'])
  })

  it('takes an empty value for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '  ' })).toMatchObject({ port: 8080, databaseUrl: null })
  })

  it('names every problem at once, what is wrong and what would be right', () => {
    const problems = problemsOf({ PORT: 'eighty', ROLES: 'http,cook', DEMO: 'yes', PUBLIC_URL: 'chat.example.com' })
    expect(problems).toHaveLength(4)
    expect(problems[0]).toBe(
      'PORT: "eighty" cannot be used; wanted: a whole number from 0 to 65535 (0 lets the system choose).',
    )
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['PORT', 'PUBLIC_URL', 'ROLES', 'DEMO'])
  })

  it.each<Record<string, string>>([
    { PORT: '65536' },
    { PORT: '-1' },
    { PORT: '80.5' },
    { HOST: 'no such host' },
    { PUBLIC_URL: 'https://chat.example.com/path' },
    { PUBLIC_URL: 'ftp://chat.example.com' },
    { DATABASE_URL: 'mysql://db/keqiao' },
    { REDIS_URL: 'redis' },
    { ROLES: ',' },
    { LOG_LEVEL: 'loud' },
    { SECRET: 'short' },
    { MAX_CONNECTIONS: '0' },
    { TRUST_PROXY: 'yes' },
    { METRICS_TOKEN: '1234' },
    { CLOCK_SKEW_MS: '1e9' },
  ])('refuses %o', (environment) => {
    expect(problemsOf(environment)).toHaveLength(1)
  })

  it('never repeats a secret value', () => {
    const text = problemsOf({ SECRET: 'hunter2', METRICS_TOKEN: 'hunter2', DATABASE_URL: 'hunter2' }).join('\n')
    expect(text).toContain('SECRET')
    expect(text).not.toContain('hunter2')
  })
})

describe('publicUrlOf', () => {
  it('follows the port that was found, unless it is set', () => {
    expect(publicUrlOf(readConfig({}), 8083)).toBe('http://127.0.0.1:8083')
    expect(publicUrlOf(readConfig({ HOST: '0.0.0.0' }), 8080)).toBe('http://localhost:8080')
    expect(publicUrlOf(readConfig({ HOST: '::1' }), 8080)).toBe('http://[::1]:8080')
    expect(publicUrlOf(readConfig({ PUBLIC_URL: 'https://chat.example.com' }), 8083)).toBe('https://chat.example.com')
  })
})

describe('loadSecret', () => {
  it('is made once, for its owner only, and stays', () => {
    const dataDir = join(scratchFolder(), 'data')
    const secret = loadSecret({ secret: null, dataDir })
    expect(secret.length).toBeGreaterThanOrEqual(32)
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dataDir, 'secret'), 'utf8').trim()).toBe(secret)
    expect(loadSecret({ secret: null, dataDir })).toBe(secret)
  })

  it('refuses a damaged file instead of replacing it, since that would void every session', () => {
    const dataDir = scratchFolder()
    writeFileSync(join(dataDir, 'secret'), 'cut off')
    chmodSync(join(dataDir, 'secret'), 0o600)
    expect(() => loadSecret({ secret: null, dataDir })).toThrow(ConfigError)
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe('cut off')
  })

  it('says what to do when the folder cannot be used', () => {
    const file = join(scratchFolder(), 'file')
    writeFileSync(file, '')
    expect(() => loadSecret({ secret: null, dataDir: join(file, 'data') })).toThrow(/Set SECRET/)
  })
})

describe('describeConfig', () => {
  it('describes each setting once, and its default is what a process gets', () => {
    const names = describeConfig().map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { name, byDefault } of describeConfig()) {
      if (/^[(.]|HOST:/.test(byDefault)) continue
      expect(readConfig({ [name]: byDefault }), name).toEqual({
        ...readConfig({}),
        portIsFixed: name === 'PORT',
      })
    }
    expect(configTable().split('\n')).toHaveLength(names.length + 2)
  })
})

describe('mail', () => {
  const sender = { MAIL_FROM: '"客桥" <service@example.com>' }

  it.each([
    ['smtps://me:p%40ss@smtp.example.com', { port: 465, security: 'tls', login: { user: 'me', password: 'p@ss' } }],
    ['smtp://smtp.example.com', { port: 587, security: 'starttls', login: null }],
    ['smtp://10.0.0.1:2525?tls=off', { host: '10.0.0.1', port: 2525, security: 'none' }],
  ])('goes out by %s', (url, expected) => {
    const { smtp, mailFrom } = readConfig({ SMTP_URL: url, ...sender })
    expect(smtp).toMatchObject(expected)
    expect(mailFrom).toEqual({ name: '客桥', address: 'service@example.com' })
  })

  it('needs a server that is one, and somebody to send it; no secret is repeated', () => {
    expect(() => readConfig({ SMTP_URL: 'http://me:hidden@x', ...sender })).toThrow(/SMTP_URL: the given value/)
    expect(() => readConfig({ SMTP_URL: 'smtps://smtp.example.com' })).toThrow(/MAIL_FROM/)
    expect(() => readConfig({ MAIL_FROM: 'nobody' })).toThrow(/MAIL_FROM/)
  })
})
