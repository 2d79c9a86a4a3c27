/** What is left when Node, the server or both are killed, and when two start at the same time. */
import { spawn } from 'node:child_process'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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
  startChild,
  usedDataDir,
} from './embedded-postgres.testing'
import { isAlive } from './processes'

afterEach(cleanUp)

const started = (report: { event: string }) => report.event === 'started'

describe('after Node was killed', () => {
  test('the server goes on, is adopted as it is, and can be stopped', async () => {
    const dataDir = await usedDataDir()
    const child = startChild(dataDir, 'hold')
    const report = await child.next(started)
    const pid = await serverPid(join(dataDir, 'cluster'))
    await child.kill()
    const server = await start(dataDir)
    expect(server.adopted).toBe(true)
    expect(report).toMatchObject({ url: server.superuserUrl, adopted: false })
    expect(await serverPid(join(dataDir, 'cluster'))).toBe(pid)
    await server.stop()
    expect(isAlive(pid)).toBe(false)
  })

  test('an adopted server that dies is noticed', async () => {
    const dataDir = await usedDataDir()
    const child = startChild(dataDir, 'hold')
    await child.next(started)
    await child.kill()
    const server = await start(dataDir)
    const ended = new Promise((resolve) => server.onExit(resolve))
    process.kill(await serverPid(join(dataDir, 'cluster')), 'SIGKILL')
    await ended
    expect((await start(dataDir)).adopted).toBe(false)
  })

  test('a server with other settings is stopped in order and started anew', async () => {
    const dataDir = await usedDataDir()
    const child = startChild(dataDir, 'hold')
    await child.next(started)
    const pid = await serverPid(join(dataDir, 'cluster'))
    await child.kill()
    // As if an older Keqiao had written them.
    const settings = join(dataDir, 'cluster', 'keqiao.conf')
    await writeFile(settings, (await readFile(settings, 'utf8')).replace('= 100', '= 90'))
    const server = await start(dataDir)
    expect(server.adopted).toBe(false)
    expect(isAlive(pid)).toBe(false)
    expect(await sql(server.superuserUrl, 'show max_connections')).toEqual([{ max_connections: '100' }])
  })

  test('a server that refuses our password is stopped, and the start says why it cannot go on', async () => {
    const dataDir = await usedDataDir()
    const server = await start(dataDir)
    await sql(server.superuserUrl, `alter role postgres password 'changed by hand'`)
    await server.stop()
    const error = await refusal(start(dataDir))
    expect(error).toMatchObject({ code: 'embedded_start_failed', message: expect.stringContaining('password') })
    expect(await processesNaming(dataDir)).toEqual([])
  })

  test('during initdb, the next start begins again', async () => {
    const dataDir = join(await newFolder(), 'data')
    const child = startChild(dataDir, 'hold')
    await child.next((report) => report.event === 'step' && report.step === 'initdb')
    await untilSome(async () => (await readdir(dataDir)).filter((name) => name.startsWith('new-')))
    await child.kill()
    const server = await start(dataDir)
    expect(await sql(server.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    expect((await readdir(dataDir)).filter((name) => name.startsWith('new-'))).toEqual([])
  })
})

describe('after the server was killed', () => {
  test('onExit tells, also who asks late, and the next start recovers what was committed', async () => {
    const dataDir = await usedDataDir()
    const server = await start(dataDir)
    await sql(server.superuserUrl, 'create table kept as select 7 as seven')
    const exit = new Promise((resolve) => server.onExit(resolve))
    process.kill(await serverPid(join(dataDir, 'cluster')), 'SIGKILL')
    expect(await exit).toMatchObject({ exitCode: null, signal: 'SIGKILL' })
    expect(await new Promise((resolve) => server.onExit(resolve))).toMatchObject({ signal: 'SIGKILL' })
    const again = await start(dataDir)
    expect(await sql(again.superuserUrl, 'select seven from kept')).toEqual([{ seven: 7 }])
    // The first handle is of a server that is gone: stopping it must not touch the second.
    await server.stop()
    expect(await sql(again.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a process of it that is still computing does not keep the next one from starting', async () => {
    const dataDir = await usedDataDir()
    const server = await start(dataDir)
    const endless = sql(server.superuserUrl, 'do $$ begin loop end loop; end $$').catch(() => 'cut')
    const [busy] = await untilSome(() =>
      sql<{ pid: number }>(server.superuserUrl, `select pid from pg_stat_activity where query like 'do %'`),
    )
    const exit = new Promise((resolve) => server.onExit(resolve))
    process.kill(await serverPid(join(dataDir, 'cluster')), 'SIGKILL')
    await exit
    expect(isAlive(Number(busy?.pid))).toBe(true)
    const again = await start(dataDir)
    expect(await sql(again.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(isAlive(Number(busy?.pid))).toBe(false)
    expect(await endless).toBe('cut')
  })

  test('a process id that now belongs to a stranger neither stops the start nor harms the stranger', async () => {
    const dataDir = await usedDataDir()
    const cluster = join(dataDir, 'cluster')
    const server = await start(dataDir)
    await sql(server.superuserUrl, 'create table kept as select 7 as seven')
    const exit = new Promise((resolve) => server.onExit(resolve))
    process.kill(await serverPid(cluster), 'SIGKILL')
    await exit
    // PostgreSQL believes only processes of its own user to be another server.
    const { uid, gid } = await stat(cluster)
    const stranger = spawn('sleep', ['600'], { uid, gid, stdio: 'ignore', cwd: '/' })
    atCleanUp(async () => stranger.kill('SIGKILL'))
    const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8')
    await writeFile(join(cluster, 'postmaster.pid'), text.replace(/^\d+/, String(stranger.pid)))
    const warnings: string[] = []
    const again = await start(dataDir, { log: (level, message) => void (level === 'warn' && warnings.push(message)) })
    expect(await sql(again.superuserUrl, 'select seven from kept')).toEqual([{ seven: 7 }])
    expect(warnings.join()).toContain('another program')
    expect(isAlive(Number(stranger.pid))).toBe(true)
  })
})

describe('two starts of one folder at the same time', () => {
  test('one wins and the other names it, in one process', async () => {
    const dataDir = join(await newFolder(), 'data')
    const outcomes = await Promise.allSettled([start(dataDir), start(dataDir)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({
      code: 'embedded_locked',
      data: { pid: process.pid },
    })
  })

  test('one wins and the other is refused, in two processes', async () => {
    const dataDir = join(await newFolder(), 'data')
    const children = [startChild(dataDir, 'hold'), startChild(dataDir, 'hold')]
    const reports = await Promise.all(children.map((child) => child.next((report) => report.event !== 'step')))
    expect(reports.map(({ event }) => event).sort()).toEqual(['refused', 'started'])
    expect(reports).toContainEqual(expect.objectContaining({ code: 'embedded_locked' }))
  })
})

test(
  'every acknowledged commit survives kill -9 of Node and server, round after round',
  { timeout: 120_000 },
  async () => {
    const dataDir = join(await newFolder('disk'), 'data')
    let acknowledged = 0
    for (let round = 1; round <= 3; round += 1) {
      const child = startChild(dataDir, 'insert')
      const goal = acknowledged + 150
      await child.next((report) => report.event === 'acknowledged' && report.id >= goal)
      const pid = await serverPid(join(dataDir, 'cluster'))
      // Alternately the server first and Node first, as a power cut would not choose either.
      if (round % 2 === 0) process.kill(pid, 'SIGKILL')
      await child.kill()
      if (round % 2 === 1) process.kill(pid, 'SIGKILL')
      const ids = child.reports.flatMap((report) => (report.event === 'acknowledged' ? [report.id] : []))
      acknowledged = Math.max(...ids)
      expect(ids.length).toBeGreaterThanOrEqual(150)
      const server = await start(dataDir)
      const [row] = await sql<{ rows: string; last: string }>(
        server.superuserUrl,
        `select count(*) filter (where id <= ${acknowledged}) as rows, max(id) as last from acknowledged`,
      )
      expect(Number(row?.rows)).toBe(acknowledged)
      // At most the one insert whose answer was under way is there beyond them.
      expect(Number(row?.last) - acknowledged).toBeLessThanOrEqual(1)
      acknowledged = Number(row?.last)
      await server.stop()
    }
  },
)

async function untilSome<T>(look: () => Promise<T[]>): Promise<T[]> {
  for (;;) {
    const found = await look()
    if (found.length > 0) return found
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
