import { defaultSilenceRules, silenceDueAt, type SilenceRules, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { Services } from '../../platform/operations'
import { readRoutingSettings } from '../tenant'
import { closeBySystem } from './close-conversation'
import { startDeadlineSweep, type DeadlineSweep, type Looked, type Sifted } from './deadline-sweep'
import { readSilences, type SilenceFacts, type SilenceRow } from './deadline.store'
import { visitorGoneAt } from './visitor-gone'

/** A conversation that cannot fall due as it stands (it waits, or the visitor spoke last) is looked at again then. */
const lookAgainMs = 60_000

/** Closes conversations by the rules of silence (RTE-10, G3), swept each second. */
export type SilenceSweep = DeadlineSweep

/** Starts the sweep. Deadlines are re-armed lazily: a message never writes one. */
export function startSilenceSweep(services: Services): SilenceSweep {
  return startDeadlineSweep<Due>(services, {
    kind: 'silence',
    sift,
    act: (due) => closeIfSilent(services, due),
  })
}

/** A conversation that has been silent for too long, with what was looked at. */
interface Due {
  readonly row: SilenceRow
  readonly seen: Seen
}

/** Beside the conversation itself, what decides when it falls due. */
interface Seen extends Looked {
  readonly rules: SilenceRules
}

/** Tells who is truly silent; the others get their true time. */
async function sift(tx: Tx, subjects: readonly string[], looked: Looked): Promise<Sifted<Due>> {
  const { now } = looked
  const rows = await readSilences(tx, subjects)
  const rulesOf = await readRules(tx, rows)
  const sifted = rows.map((row) => {
    const seen = { ...looked, rules: rulesOf(row) }
    return { row, seen, at: dueAtOf(row, seen) }
  })
  const isDue = ({ at }: { at: number | null }) => at !== null && at <= now
  const open = new Set(rows.map((row) => row.subject))
  return {
    due: sifted.filter(isDue),
    // One that cannot fall due as it stands may do so earlier than it seems: the visitor can go at any time.
    later: sifted
      .filter((each) => !isDue(each))
      .map(({ row, at }) => ({ subject: row.subject, dueAt: at ?? now + lookAgainMs })),
    over: subjects.filter((subject) => !open.has(subject)),
  }
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
