import { defaultSilenceRules, silenceDueAt, type SilenceRules, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { Services } from '../../platform/operations'
import { readRoutingSettings } from '../tenant'
import { closeBySystem } from './close-conversation'
import {
  readSilences,
  rearm,
  removeDeadlines,
  takeDue,
  watchDeadlines,
  type SilenceFacts,
  type SilenceRow,
} from './deadline.store'
import { seenEveryMs } from './visitor-watch'

const everyMs = 1_000
const batchSize = 100
/** A node that dies over a deadline lets another one have it after this time. */
const retakeMs = 30_000
/** A conversation that cannot fall due as it stands (it waits, or the visitor spoke last) is looked at again then. */
const lookAgainMs = 60_000

/** Closes conversations by the rules of silence (RTE-10, G3), swept each second. */
export interface SilenceSweep {
  sweep(): Promise<number>
  stop(): Promise<void>
}

/** Starts the sweep. Deadlines are re-armed lazily: a message never writes one. */
export function startSilenceSweep(services: Services): SilenceSweep {
  let stopped = false
  let cancel: () => void = () => undefined
  let running: Promise<void> | null = null

  async function sweep(): Promise<number> {
    const now = services.clock.now()
    const { count, due } = await services.doors.withSystem('deadline sweep', (tx) => sift(tx, now))
    for (const row of due) {
      // One that cannot be closed is tried again later and holds up none of the others.
      await closeIfSilent(services, row).catch((error: unknown) => services.onError(error, 'deadline'))
    }
    return count
  }

  async function tick(): Promise<void> {
    try {
      while (!stopped && (await sweep()) === batchSize);
    } catch (error) {
      services.onError(error, 'deadline sweep')
    } finally {
      running = null
      if (!stopped) schedule()
    }
  }

  function schedule(): void {
    cancel = services.clock.setTimer(everyMs, () => {
      running = tick()
    })
  }

  schedule()
  return {
    sweep,
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}

/** A conversation that has been silent for too long, with what was looked at. */
interface Due {
  readonly row: SilenceRow
  readonly seen: Seen
}

/** Beside the conversation itself, what decides when it falls due. */
interface Seen {
  readonly now: number
  readonly watchedSince: number
  readonly rules: SilenceRules
}

/** Takes what falls due and tells who is truly silent; the others get their true time, in the same transaction. */
async function sift(tx: Tx, now: number): Promise<{ count: number; due: Due[] }> {
  const { resumed_at: watchedSince } = await watchDeadlines(tx)
  const taken = await takeDue(tx, now, now + retakeMs, batchSize)
  if (taken.length === 0) return { count: 0, due: [] }
  const subjects = taken.map((row) => row.subject)
  const rows = await readSilences(tx, subjects)
  const rulesOf = await readRules(tx, rows)
  const looked = rows.map((row) => {
    const seen = { now, watchedSince, rules: rulesOf(row) }
    return { row, seen, at: dueAtOf(row, seen) }
  })
  const isDue = ({ at }: { at: number | null }) => at !== null && at <= now
  // One that cannot fall due as it stands may do so earlier than it seems: the visitor can go at any time.
  await rearm(
    tx,
    'silence',
    looked
      .filter((each) => !isDue(each))
      .map(({ row, at }) => ({ subject: row.subject, dueAt: at ?? now + lookAgainMs })),
  )
  const open = new Set(rows.map((row) => row.subject))
  const over = subjects.filter((subject) => !open.has(subject))
  if (over.length > 0) await removeDeadlines(tx, 'silence', over)
  return { count: taken.length, due: looked.filter(isDue) }
}

/** The times of the merchants of these conversations, each read once. */
async function readRules(tx: Tx, rows: readonly SilenceRow[]): Promise<(row: SilenceRow) => SilenceRules> {
  const rules = new Map<TenantId, SilenceRules>()
  for (const tenantId of new Set(rows.map((row) => row.tenant_id))) {
    const { silentVisitorMinutes, goneVisitorMinutes } = await readRoutingSettings(tx, tenantId)
    rules.set(tenantId, { silentVisitorMs: silentVisitorMinutes * 60_000, goneVisitorMs: goneVisitorMinutes * 60_000 })
  }
  return ({ tenant_id }) => rules.get(tenant_id) ?? defaultSilenceRules
}

function closeIfSilent(services: Services, { row: due, seen }: Due): Promise<void> {
  return closeBySystem(services, due.tenant_id, due.subject, (row) => {
    const at = dueAtOf(row, seen)
    return at !== null && at <= seen.now
  })
}

function dueAtOf(row: SilenceFacts, { now, watchedSince, rules }: Seen): number | null {
  const silence = {
    acceptedAt: row.leg_opened_at,
    lastAgentMessageAt: row.last_agent_at,
    lastVisitorMessageAt: row.last_visitor_at,
    visitorGoneAt: visitorGoneAt(row, now),
    watchedSince,
  }
  return silenceDueAt(silence, rules)
}

/** Since when the visitor has had no connection; null while he has one, and for one who never had any. */
function visitorGoneAt({ visitor_here, visitor_seen_at }: SilenceFacts, now: number): number | null {
  if (visitor_seen_at === null) return null
  // His node would have said so again by now, if it were still there.
  const isFresh = now - visitor_seen_at < 2 * seenEveryMs
  return visitor_here && isFresh ? null : visitor_seen_at
}
