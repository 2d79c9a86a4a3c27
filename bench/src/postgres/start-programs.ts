import { existsSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from '../process/clean-up'
import { freePort } from '../process/free-port'
import { mustRun, runProgram } from '../process/run-program'
import { makeApplicationRoles } from './application-roles'
import { withDatabase, type DatabaseServer } from './database-server'

/** The defaults of PostgreSQL but for memory; the same for product and reference. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'shared_buffers=256MB',
  'max_connections=200',
  'jit=off',
]

const password = 'bench'

/** Starts a new cluster with the programs in a folder. PostgreSQL refuses to run as root, so root hands it over. */
export async function startPrograms(programs: string, keepsCommitTimes: boolean): Promise<DatabaseServer> {
  const folder = await mkdtemp(join(tmpdir(), 'keqiao-bench-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  const user = process.getuid?.() === 0 ? await idsOf('postgres') : null
  if (user) await chown(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  await mustRun(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'],
    { ...user },
  )
  const port = await freePort()
  const more = keepsCommitTimes ? ['track_commit_timestamp=on'] : []
  const options = [`port=${port}`, ...settings, ...more].map((setting) => `-c ${setting}`).join(' ')
  const pgCtl = join(programs, 'pg_ctl')
  await mustRun(pgCtl, ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start'], {
    ...user,
    cwd: folder,
  })
  atEnd(async () => {
    await runProgram(pgCtl, ['-D', data, '-m', 'immediate', '-w', 'stop'], { ...user, cwd: folder })
  })
  const superuserUrl = `postgres://postgres@127.0.0.1:${port}/postgres`
  await makeApplicationRoles(superuserUrl, password)
  const version = await mustRun(join(programs, 'postgres'), ['--version'])
  return {
    description: version.trim().replace('postgres (PostgreSQL)', 'PostgreSQL'),
    superuserUrl,
    postmasterPid: Number(readFileSync(join(data, 'postmaster.pid'), 'latin1').split('\n')[0]),
    programs: existsSync(join(programs, 'pgbench')) ? programs : null,
    applicationUrl: (database) => withDatabase(`postgres://keqiao:${password}@127.0.0.1:${port}/`, database),
  }
}

async function idsOf(user: string): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([mustRun('id', ['-u', user]), mustRun('id', ['-g', user])])
  return { uid: Number(uid), gid: Number(gid) }
}
