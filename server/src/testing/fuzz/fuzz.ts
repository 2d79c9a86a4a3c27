import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Client } from 'pg'
import type { RunningProduct } from '../running-product'
import { canary, castFor } from './cast'
import { diceOf } from './dice'
import { watchFor } from './findings'
import { openFrameFuzz } from './fuzz-frames'
import { openHttpFuzz } from './fuzz-http'

/** What is broken on purpose, to see that it is noticed. */
export type FuzzSabotage = 'a column that is gone' | 'a foreign word among ours' | 'memory that is kept'

interface FuzzOptions {
  readonly seed: number
  /** Requests, and as many frames. */
  readonly count: number
  /** Ends earlier; the least that is sent is told by the report. */
  readonly withinMs?: number
  readonly sabotage?: FuzzSabotage
}

/** What was sent, what came of it, and what must not have. */
export interface FuzzReport {
  readonly sent: number
  readonly doors: number
  readonly outcomes: Readonly<Record<string, number>>
  /** Bytes of heap by which each thousand requests and frames made the process grow, after it was warm. */
  readonly grownPerThousand: number
  readonly findings: readonly string[]
}

const round = 80
/** Caches fill, pools open, code is compiled: what is bounded comes to its bound in these first rounds. */
const warmRounds = 20
/** Measured over 18,000 it is about 0.1 MB for each thousand, ever less; one kilobyte kept by each request would be a leak. */
const toleratedPerThousand = 1_000_000

/** Sends what no client of ours would to a running product, and looks at all that comes back. */
export async function fuzz(
  house: RunningProduct,
  { seed, count, withinMs = Infinity, sabotage }: FuzzOptions,
): Promise<FuzzReport> {
  const dice = diceOf(seed)
  await putBack(house)
  const cast = await castFor(house)
  const findings = watchFor(house)
  const http = await openHttpFuzz(house, cast, dice, findings)
  const frames = openFrameFuzz(house, cast, dice, findings)
  const kept: unknown[] = []
  const startedAt = performance.now()
  let sent = 0
  let warm = { heap: 0, sent: 0 }
  if (sabotage) await breakIt(house, sabotage)
  try {
    for (let turn = 0; sent < count * 2 && performance.now() - startedAt < withinMs; turn += 1) {
      await http.send(round)
      await frames.send(round)
      sent += round * 2
      if (sabotage === 'memory that is kept') kept.push(Array.from({ length: 100_000 }, (_, index) => ({ index })))
      if (turn === warmRounds) warm = { heap: heapAfterCollection(), sent }
      await cast.renew().catch((error: unknown) => recover(house, error))
    }
    const grown =
      sent > warm.sent && warm.sent > 0 ? ((heapAfterCollection() - warm.heap) / (sent - warm.sent)) * 1_000 : 0
    if (grown > toleratedPerThousand) findings.found(`memory grew by ${Math.round(grown)} bytes per thousand requests`)
    findings.lookAtProcess()
    const outcomes = Object.fromEntries([...findings.outcomes].toSorted(([, a], [, b]) => b - a))
    return { sent, doors: http.doorCount, outcomes, grownPerThousand: Math.round(grown), findings: findings.list }
  } finally {
    kept.length = 0
    findings.stop()
    http.close()
  }
}

/** Nobody got in any more: the next round goes on with what the merchant had set put back. */
async function recover(house: RunningProduct, cause: unknown): Promise<void> {
  if (!String(cause).includes('sign-in failed')) throw cause
  await putBack(house)
}

/** A call, or a run before, may have switched passwords off for everybody, or demanded a second step of them. */
const putBack = (house: RunningProduct) => bySuperuser(house, 'delete from settings')

async function breakIt(house: RunningProduct, sabotage: FuzzSabotage): Promise<void> {
  if (sabotage === 'a column that is gone')
    await bySuperuser(house, 'alter table phrases rename column title to heading')
  if (sabotage === 'a foreign word among ours')
    await bySuperuser(house, `update members set nickname = '${canary}' where account = 'guxi'`)
}

async function bySuperuser(house: RunningProduct, statement: string): Promise<void> {
  const client = new Client({ connectionString: house.database.superuserUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** What is left when everything that could go has gone. */
function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
