/** The yardstick of `bench routing`: the same floor in another database, where pgbench claims and frees. */
import { fileURLToPath } from 'node:url'
import { copyDatabase } from '../postgres/application-roles'
import { connected } from '../postgres/connect'
import { withDatabase } from '../postgres/database-server'
import { mustRun } from '../process/run-program'
import type { Bench } from '../reference/prepare-bench'
import type { Floor, FloorCounts } from './seed-floor'

const database = 'claims'
const scripts = ['claim-one.sql', 'free-one.sql'].map((name) =>
  fileURLToPath(new URL(`../../reference/${name}`, import.meta.url)),
)

/** Claims a second over `seconds`, counted in the table of legs; null where there is no pgbench. */
export type RunClaims = (seconds: number) => Promise<number | null>

/** Copies the product's database, to which nobody may be connected, and lets everybody wait there. */
export async function prepareClaims(
  bench: Bench,
  floor: Floor,
  counts: FloorCounts,
  clients: number,
): Promise<RunClaims> {
  const { server } = bench
  if (server.programs === null) return () => Promise.resolve(null)
  await copyDatabase(server.superuserUrl, 'product', database)
  const superuserUrl = withDatabase(server.superuserUrl, database)
  await connected(superuserUrl, async (client) => {
    await client.query(
      `insert into conversations (tenant_id, id, room_number, channel_id, group_id, group_name, contact_id, visitor_name,
                                  status, opened_at, queued_at)
       select $1, t.contact_id, (100000 + n)::text, c.id, c.group_id, 'bench', t.contact_id, '访客', 'queued', now(),
              now() + n * interval '1 microsecond'
         from unnest($2::int[], $3::uuid[], $4::uuid[]) as t (n, contact_id, channel_id) join channels c on c.id = t.channel_id`,
      [
        floor.tenantId,
        floor.visitors.map((_, i) => i),
        floor.visitors.map(({ contactId }) => contactId),
        floor.visitors.map(({ channelId }) => channelId),
      ],
    )
    const online = `update agent_load set status = 'online', lease_until = 'infinity' where tenant_id = $1`
    await client.query(online, [floor.tenantId])
    await client.query('analyze')
  })
  const url = new URL(server.applicationUrl(database))
  url.searchParams.set('options', '-c role=keqiao_system')
  // libpq does not read a plus as a space.
  const applicationUrl = url.href.replaceAll('+', '%20')
  const program = `${server.programs}/pgbench`
  const values = [`groups=${counts.groupCount}`, `agents=${counts.agentCount}`].flatMap((value) => ['-D', value])
  const files = scripts.flatMap((path) => ['-f', `${path}@1`])
  return async (seconds) => {
    const before = await countLegs(superuserUrl)
    const args = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(Math.ceil(seconds))]
    const output = await mustRun(program, [...args, ...files, ...values, applicationUrl])
    const failed = /number of failed transactions: (\d+)/.exec(output)?.[1]
    const length = /duration: (\d+) s/.exec(output)?.[1]
    if (length === undefined || (failed !== undefined && failed !== '0')) throw new Error(`pgbench failed:\n${output}`)
    return ((await countLegs(superuserUrl)) - before) / Number(length)
  }
}

async function countLegs(superuserUrl: string): Promise<number> {
  return connected(superuserUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>('select count(*) as count from legs')
    return Number(rows[0]?.count)
  })
}
