/**
 * `bench export`: how much the process that writes an export grows by it. 100,000 dialogues go through the product's own
 * job into xlsx, csv and transcripts; from outside the resident memory of the process is looked at all the while.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { rounded, say, type Figures } from '../figures'
import { connected } from '../postgres/connect'
import { makeFolder } from '../process/folder'
import { residentBytesOf } from '../process/process-tree'
import { startWorker, type WorkerProcess } from '../process/worker-call'
import type { Bench } from '../reference/prepare-bench'
import type { ExportCalls } from './export-calls'

/** How much. */
export interface ExportOptions {
  /** With all their messages. */
  readonly conversationCount: number
  /** Rows of the list, several for each conversation. */
  readonly dialogueCount: number
  /** Whether every answer is kept until the end: the run must fail. */
  readonly keepsAll: boolean
}

/** The size the figure is defined for. */
export const fullExport: ExportOptions = {
  conversationCount: 2_000,
  dialogueCount: 100_000,
  keepsAll: false,
}

/**
 * More than this for 100,000 rows fails the run, and fewer rows have less in proportion. 100 would be allowed; who keeps
 * every row needs 75 and more.
 */
const mostGrowthMb = 50
const growthFor = (rows: number): number => (mostGrowthMb * rows) / fullExport.dialogueCount

/** The same with so many rows. */
export const exportOf = (dialogueCount: number): ExportOptions => ({
  ...fullExport,
  conversationCount: Math.max(100, Math.round(dialogueCount / 50)),
  dialogueCount,
})

const formats = ['xlsx', 'csv', 'transcript'] as const
const lookEveryMs = 25
const mb = 1_048_576

/** Runs it; throws when the process grew by more than it may, or rows are missing. */
export async function runExport(bench: Bench, options: ExportOptions): Promise<Figures> {
  const { conversationCount, dialogueCount, keepsAll } = options
  const most = growthFor(dialogueCount)
  const [merchant] = bench.people.merchants
  const [agent] = bench.people.agents
  if (!merchant || !agent) throw new Error('nobody is there')
  const { tenantId } = merchant
  const { memberId } = agent
  say(`export on ${bench.server.description}; ${dialogueCount} dialogues of ${conversationCount} conversations`)
  if (keepsAll) say('SABOTAGE: every answer is kept until the end; this run must fail')
  await letExport(bench.superuserUrl)
  await makePast(bench, options, tenantId)
  const figures: Figures = { rows: dialogueCount }
  const grown: string[] = []
  for (const format of formats) {
    // A process of its own for each: what one format has grown is not lent to the next.
    const writer = await openWorker(bench, keepsAll)
    // Comes to the size at which it works, with the dialogues of one agent: what is measured is what more rows cost.
    await writer.call('write', { tenantId, memberId, format, conditions: { memberIds: [memberId] } })
    const { rows, bytes, ms, growthMb } = await measured(writer, { tenantId, memberId, format, conditions: {} })
    await writer.stop()
    if (rows !== dialogueCount) throw new Error(`${format} has ${rows} rows of ${dialogueCount}`)
    say(
      `  ${format}: ${rows} rows, ${Math.round(bytes / mb)} MB in ${Math.round(ms / 1_000)} s, grew by ${Math.round(growthMb)} MB`,
    )
    figures[`export_${format}_rss_growth_mb`] = growthMb
    figures[`export_${format}_rows_per_s`] = (rows / ms) * 1_000
    if (growthMb > most) grown.push(`${format} by ${Math.round(growthMb)} MB`)
  }
  if (grown.length > 0) throw new Error(`the process grew by more than ${rounded(most)} MB: ${grown.join(', ')}`)
  return figures
}

/** Agents of benchmarks may do what operations ask for; this one is asked for by the format. */
async function letExport(superuserUrl: string): Promise<void> {
  await connected(superuserUrl, (client) =>
    client.query(`update roles set scope = 'tenant', permissions = array_append(permissions, 'dialogue:export')`),
  )
}

async function openWorker(bench: Bench, keepsAll: boolean): Promise<WorkerProcess<ExportCalls>> {
  const worker = startWorker<ExportCalls>('../../server/src/testing/export-process.ts')
  await worker.call('open', { url: bench.applicationUrl, folder: await makeFolder('keqiao-bench-exports-'), keepsAll })
  return worker
}

/** Conversations as `npm run seed:history` makes them; their dialogues are listed as often as the list is to be long. */
async function makePast(bench: Bench, { conversationCount, dialogueCount }: ExportOptions, tenantId: string) {
  const maker = await openWorker(bench, false)
  await maker.call('seed', { tenantId, conversations: conversationCount })
  await maker.stop()
  await connected(bench.superuserUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>(
      'select count(*) as count from dialogues where tenant_id = $1',
      [tenantId],
    )
    const missing = dialogueCount - Number(rows[0]?.count)
    if (missing < 0)
      await client.query(
        `delete from dialogues where leg_id in (select leg_id from dialogues where tenant_id = $1 limit ${-missing})`,
        [tenantId],
      )
    await client.query(
      `create temp table repeated as
         select d.* from dialogues d cross join generate_series(1, $2::int / greatest(1, (select count(*) from dialogues where tenant_id = $1)) + 1) n
          where d.tenant_id = $1 limit $2`,
      [tenantId, Math.max(0, missing)],
    )
    await client.query('update repeated set leg_id = gen_random_uuid()')
    await client.query('insert into dialogues select * from repeated')
    await client.query('analyze dialogues')
  })
}

/** What a file took, and how far the process was beyond what it had before. */
async function measured(writer: WorkerProcess<ExportCalls>, input: Parameters<ExportCalls['write']>[0]) {
  const before = residentBytesOf(writer.pid)
  let most = before
  let isOver = false
  const written = writer.call('write', input).finally(() => (isOver = true))
  while (!isOver) {
    most = Math.max(most, residentBytesOf(writer.pid))
    await Promise.race([wait(lookEveryMs), written.catch(() => undefined)])
  }
  return { ...(await written), growthMb: (most - before) / mb }
}
