import { execFile } from 'node:child_process'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../platform/database/embedded/start-embedded-postgres'
import { provisionDatabase } from '../platform/database/embedded/provision'
import { migrate } from '../platform/database/migrate'
import { folders } from '../config'
import { asSuperuser, templateDatabase } from './database'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser of the server that the medium tests run on, and the application's own address on it. */
    postgres: { superuserUrl: string; applicationUrl: string; version: string }
  }
}

const run = promisify(execFile)

interface TestServer {
  superuserUrl: string
  version: string
  stop(): Promise<void>
}

/**
 * One PostgreSQL for all medium tests: the embedded 18, or another one whose programs stand in the folder that
 * KEQIAO_TEST_POSTGRES names (15 and newer must pass the same tests). Each test file clones the migrated template.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'keqiao-test-'))
  await chmod(folder, 0o755)
  const programs = process.env.KEQIAO_TEST_POSTGRES
  const server = programs ? await startPrograms(programs, folder) : await startEmbedded(folder)
  const applicationUrl = await provisionDatabase(server.superuserUrl, { password: 'test' })
  await makeTemplate(server.superuserUrl, applicationUrl)
  project.provide('postgres', { superuserUrl: server.superuserUrl, applicationUrl, version: server.version })
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function startEmbedded(folder: string): Promise<TestServer> {
  const options = { dataDir: join(folder, 'postgres'), log: () => undefined }
  const first = await startEmbeddedPostgres(options)
  // Takes a new start. A test that replays what several transactions did needs the order of their commits.
  await asSuperuser(first.superuserUrl, 'alter system set track_commit_timestamp = on')
  await first.stop()
  const server = await startEmbeddedPostgres(options)
  return { superuserUrl: server.superuserUrl, version: server.version, stop: () => server.stop() }
}

/** A server of the machine's own. PostgreSQL refuses to run as root, so root hands it to the package's user. */
async function startPrograms(programs: string, folder: string): Promise<TestServer> {
  const data = join(folder, 'data')
  const port = await freePort()
  const user = process.getuid?.() === 0 ? await idsOf('postgres') : {}
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid)
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']
  await run(join(programs, 'initdb'), initdb, user)
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c track_commit_timestamp=on`
  const pgCtl = join(programs, 'pg_ctl')
  await run(pgCtl, ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start'], user)
  const { stdout } = await run(join(programs, 'postgres'), ['--version'])
  return {
    superuserUrl: `postgres://postgres@127.0.0.1:${port}/postgres`,
    version: stdout.trim(),
    stop: async () => void (await run(pgCtl, ['-D', data, '-m', 'immediate', '-w', 'stop'], user)),
  }
}

async function idsOf(user: string): Promise<{ uid?: number; gid?: number }> {
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])])
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

async function makeTemplate(superuserUrl: string, applicationUrl: string): Promise<void> {
  const url = new URL(applicationUrl)
  url.pathname = `/${templateDatabase}`
  await asSuperuser(superuserUrl, `create database ${templateDatabase} owner keqiao`)
  // As provisioning does it: on PostgreSQL 15 a role that does not inherit owns nothing by owning the database.
  await asSuperuser(
    Object.assign(new URL(superuserUrl), { pathname: url.pathname }).href,
    'alter schema public owner to keqiao',
  )
  await migrate({ url: url.href, folder: folders.migrations })
}
