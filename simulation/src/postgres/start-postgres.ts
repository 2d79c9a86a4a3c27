import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folders } from '@keqiao/server/config'
import { openDoors } from '@keqiao/server/platform/database/doors'
import { applicationRole, provisionDatabase } from '@keqiao/server/platform/database/embedded/provision'
import { startEmbeddedPostgres } from '@keqiao/server/platform/database/embedded/start-embedded-postgres'
import { migrate } from '@keqiao/server/platform/database/migrate'
import { prepareJobs } from '@keqiao/server/platform/jobs/index'
import { createLog } from '@keqiao/server/platform/log'
import { openLog } from '@keqiao/server/platform/event-log/index'
import { asSuperuser } from '@keqiao/server/testing/database'
import type { SimulationDatabase } from './backend'
import { simulatedNow, timeOf } from './simulated-time'

export interface SimulationPostgres {
  /** Connection strings of migrated databases, one for each run at a time: a run has the database to itself. */
  readonly urls: readonly string[]
  readonly version: string
  stop(): Promise<void>
}

/**
 * The order of the commits is not in the log; from its next start on the server remembers it. Nobody pulls the plug
 * here (the torture does), so nothing waits for the disk.
 */
const settings = ['track_commit_timestamp = on', 'fsync = off', 'synchronous_commit = off', 'full_page_writes = off']

/** Starts a PostgreSQL of its own in a temporary folder. */
export async function startPostgres(databaseCount: number): Promise<SimulationPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'keqiao-simulation-'))
  await chmod(folder, 0o755)
  const start = () => startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined })
  const first = await start()
  for (const setting of settings) await asSuperuser(first.superuserUrl, `alter system set ${setting}`)
  await first.stop()
  const server = await start()
  try {
    const applicationUrl = await provisionDatabase(server.superuserUrl, { password: randomBytes(12).toString('hex') })
    const template = await makeDatabase(server.superuserUrl, applicationUrl)
    const urls: string[] = []
    for (let i = 0; i < databaseCount; i++) urls.push(await cloneDatabase(server.superuserUrl, template, i))
    return {
      urls,
      version: server.version,
      async stop() {
        await server.stop()
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

const named = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href

/** Migrated once; every run's database is a clone of it. */
async function makeDatabase(superuserUrl: string, applicationUrl: string): Promise<string> {
  const name = 'simulation'
  await asSuperuser(superuserUrl, `create database ${name} owner ${applicationRole}`)
  // On PostgreSQL 15 a role that does not inherit owns nothing by owning the database.
  await asSuperuser(named(superuserUrl, name), `alter schema public owner to ${applicationRole}`)
  const url = named(applicationUrl, name)
  await migrate({ url, folder: folders.migrations })
  await prepareJobs(url, createLog({ level: 'silent' }))
  await asSuperuser(named(superuserUrl, name), simulatedNow)
  return url
}

async function cloneDatabase(superuserUrl: string, template: string, index: number): Promise<string> {
  const name = `simulation_${index}`
  await asSuperuser(superuserUrl, `create database ${name} owner ${applicationRole} template simulation`)
  // Settings of a database are not cloned with it.
  await asSuperuser(superuserUrl, timeOf(name))
  return named(template, name)
}

/** Opens one of those databases; `close` its doors when done. */
export async function openDatabase(url: string): Promise<SimulationDatabase> {
  const doors = openDoors({ url, poolSize: 8, onError: () => undefined })
  return { doors, epoch: await openLog(doors) }
}
