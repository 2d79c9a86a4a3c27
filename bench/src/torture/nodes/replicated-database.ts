/** A PostgreSQL of the run's own; where asked for, with a second one that has every commit before it is acknowledged. */
import { existsSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connected } from '../../postgres/connect'
import { makeApplicationRoles } from '../../postgres/application-roles'
import { startDatabase } from '../../postgres/start-database'
import { atEnd } from '../../process/clean-up'
import { freePort } from '../../process/free-port'
import { childrenOf } from '../../process/process-tree'
import { mustRun, runProgram } from '../../process/run-program'

/** See the head of this file. */
export interface ReplicatedDatabase {
  readonly description: string
  /** Where writes go now. */
  port(): number
  superuserUrl(database: string): string
  applicationUrl(port: number): string
  /** Kills the primary with all its processes and makes the standby the primary; null without one. Returns how long it took. */
  readonly failOver: (() => Promise<number>) | null
}

const programs = process.env['KEQIAO_TEST_POSTGRES'] ?? '/usr/lib/postgresql/15/bin'
const password = 'bench'
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'shared_buffers=128MB',
  'max_connections=200',
  'jit=off',
  'track_commit_timestamp=on',
  'hot_standby=on',
]

/** Starts it, or both and waits until the standby follows. */
export async function startReplicated(isReplicated: boolean): Promise<ReplicatedDatabase> {
  if (!isReplicated) return startAlone()
  if (!existsSync(join(programs, 'pg_basebackup'))) {
    throw new Error(`a failover needs PostgreSQL's own programs; ${programs} has none (KEQIAO_TEST_POSTGRES)`)
  }
  const place = await makePlace()
  const primary = await place.start('primary', async (data) => {
    await place.run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'])
  })
  const standby = await place.start('standby', async (data) => {
    const from = `host=127.0.0.1 port=${primary.port} user=postgres application_name=standby`
    await place.run('pg_basebackup', ['-D', data, '-d', from, '-R', '-X', 'stream', '-c', 'fast'])
  })
  const url = (port: number, name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`
  await connected(url(primary.port, 'postgres'), async (client) => {
    await client.query(`alter system set synchronous_standby_names = 'standby'`)
    await client.query('select pg_reload_conf()')
    for (let round = 0; ; round += 1) {
      const { rows } = await client.query<{ state: string }>('select sync_state as state from pg_stat_replication')
      if (rows[0]?.state === 'sync') break
      if (round > 200) throw new Error('the standby does not follow')
      await wait(50)
    }
  })
  await makeApplicationRoles(url(primary.port, 'postgres'), password)
  let current = primary
  return {
    description: `${(await mustRun(join(programs, 'postgres'), ['--version'])).trim()}, primary and synchronous standby`,
    port: () => current.port,
    superuserUrl: (name) => url(current.port, name),
    applicationUrl: (port) => `postgres://keqiao:${password}@127.0.0.1:${port}/keqiao`,
    async failOver() {
      const startedAt = performance.now()
      for (const pid of [primary.pid(), ...childrenOf(primary.pid())]) killHard(pid)
      await place.run('pg_ctl', ['-D', standby.data, '-w', 'promote'])
      current = standby
      return performance.now() - startedAt
    },
  }
}

async function startAlone(): Promise<ReplicatedDatabase> {
  const server = await startDatabase('auto', true)
  const own = new URL(server.superuserUrl)
  return {
    description: server.description,
    port: () => Number(own.port),
    superuserUrl(name) {
      own.pathname = `/${name}`
      return own.href
    },
    applicationUrl(port) {
      const url = new URL(server.applicationUrl('keqiao'))
      url.port = String(port)
      return url.href
    },
    failOver: null,
  }
}

interface Server {
  readonly port: number
  readonly data: string
  pid(): number
}

/** A folder for clusters. PostgreSQL refuses to run as root, so root hands it over. */
async function makePlace() {
  const folder = await mkdtemp(join(tmpdir(), 'keqiao-failover-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  const idOf = async (which: string) => Number(await mustRun('id', [which, 'postgres']))
  const user = process.getuid?.() === 0 ? { uid: await idOf('-u'), gid: await idOf('-g') } : null
  if (user) await chown(folder, user.uid, user.gid)
  const options = { ...user, cwd: folder }
  const run = (program: string, args: readonly string[]) => mustRun(join(programs, program), args, options)
  return {
    run,
    async start(name: string, make: (data: string) => Promise<void>): Promise<Server> {
      const data = join(folder, name)
      await make(data)
      const port = await freePort()
      const flags = [`port=${port}`, ...settings].map((setting) => `-c ${setting}`).join(' ')
      await run('pg_ctl', ['-D', data, '-w', '-l', join(folder, `${name}.log`), '-o', flags, 'start'])
      atEnd(async () => {
        await runProgram(join(programs, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop'], options)
      })
      return { port, data, pid: () => Number(readFileSync(join(data, 'postmaster.pid'), 'latin1').split('\n')[0]) }
    },
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went with its parent.
  }
}
