import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folders } from '@keqiao/server/config'
import { openDoors } from '@keqiao/server/platform/database/doors'
import { applicationRole, provisionDatabase } from '@keqiao/server/platform/database/embedded/provision'
import { startEmbeddedPostgres } from '@keqiao/server/platform/database/embedded/start-embedded-postgres'
import { migrate } from '@keqiao/server/platform/database/migrate'
import { openLog } from '@keqiao/server/platform/event-log/index'
import { asSuperuser } from '@keqiao/server/testing/database'
import type { SimulationDatabase } from './backend'
import { simulatedNow } from './simulated-time'

export interface SimulationPostgres {
  /** Connection strings of migrated databases, one for each run at a time: a run has the database to itself. */
  readonly urls: readonly string[]
  readonly version: string
  stop(): Promise<void>
}

/** Starts a PostgreSQL of its own in a temporary folder. */
export async function startPostgres(databaseCount: number): Promise<SimulationPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'keqiao-simulation-'))
  await chmod(folder, 0o755)
  const start = () => startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined })
  const first = await start()
  // The order of the commits is not in the log; from its next start on the server remembers it.
  await asSuperuser(first.superuserUrl, 'alter system set track_commit_timestamp = on')
  await first.stop()
  const server = await start()
  try {
    const applicationUrl = await provisionDatabase(server.superuserUrl, { password: randomBytes(12).toString('hex') })
    const urls: string[] = []
    for (let i = 0; i < databaseCount; i++) urls.push(await makeDatabase(server.superuserUrl, applicationUrl, i))
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

async function makeDatabase(superuserUrl: string, applicationUrl: string, index: number): Promise<string> {
  const name = `simulation_${index}`
  const on = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  await asSuperuser(superuserUrl, `create database ${name} owner ${applicationRole}`)
  // On PostgreSQL 15 a role that does not inherit owns nothing by owning the database.
  await asSuperuser(on(superuserUrl), `alter schema public owner to ${applicationRole}`)
  await migrate({ url: on(applicationUrl), folder: folders.migrations })
  await asSuperuser(on(superuserUrl), simulatedNow(name))
  return on(applicationUrl)
}

/** Opens one of those databases; `close` its doors when done. */
export async function openDatabase(url: string): Promise<SimulationDatabase> {
  const doors = openDoors({ url, poolSize: 8, onError: () => undefined })
  return { doors, epoch: await openLog(doors) }
}
