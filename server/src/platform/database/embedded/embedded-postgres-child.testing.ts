/** Test program: another Keqiao process. Arguments: data folder, `hold` or `insert`. Reports one line of JSON each. */
import { argv, stdout } from 'node:process'
import { Client } from 'pg'
import { EmbeddedPostgresError } from './embedded-postgres-error'
import type { ChildReport } from './embedded-postgres.testing'
import { startEmbeddedPostgres } from './start-embedded-postgres'

const [, , dataDir = '', mode] = argv

function report(line: ChildReport): void {
  stdout.write(`${JSON.stringify(line)}\n`)
}

async function insertForEver(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  // When the server is killed the program ends with it.
  client.on('error', () => process.exit(2))
  await client.connect()
  await client.query('create table if not exists acknowledged (id bigint primary key)')
  const { rows } = await client.query<{ last: string }>('select coalesce(max(id), 0) as last from acknowledged')
  for (let id = Number(rows[0]?.last ?? 0) + 1; ; id += 1) {
    await client.query('insert into acknowledged values ($1)', [id])
    report({ event: 'acknowledged', id })
  }
}

try {
  const server = await startEmbeddedPostgres({
    dataDir,
    log: () => undefined,
    progress: (step) => report({ event: 'step', step }),
  })
  report({ event: 'started', url: server.superuserUrl, adopted: server.adopted })
  if (mode === 'insert') await insertForEver(server.superuserUrl)
  else setInterval(() => undefined, 60_000)
} catch (error) {
  const code = error instanceof EmbeddedPostgresError ? error.code : 'crashed'
  report({ event: 'refused', code, message: String(error) })
  process.exitCode = 1
}
