import { metric, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { zoneAtFirst } from './fold-events'
import { createGathering } from './gathering'
import { nobody } from './metric.store'
import { readMembersAtWork, readZonesNow, type Selection, type SummedRow } from './report.store'

/** The zones of a merchant's days. */
export async function zonesOf(tx: Tx, tenantId: TenantId): Promise<metric.ZoneHistory> {
  const zones = await readZonesNow(tx, tenantId)
  return zones.length > 0 ? zones : [zoneAtFirst]
}

/**
 * Time at work that has not ended: of each member who is connected, from his last event to now. Roll-ups get it when it
 * ends; until then it is added to what is read. One row for each member and day.
 */
export async function workUntilNow(
  tx: Tx,
  { tenantId, from, to, memberIds }: Selection,
  zones: metric.ZoneHistory,
  now: number,
): Promise<SummedRow[]> {
  const rules = metric.figureRules
  const gathering = createGathering()
  for (const facts of await readMembersAtWork(tx, tenantId, memberIds)) {
    const span = metric.runningSpan(facts, now, rules)
    if (!span) continue
    gathering.addWork(facts.id, span, (at) => metric.placeOf(zones, at, rules.zoneOf))
    // He is there: nobody can say yet when he left today.
    gathering.addWork(facts.id, { ...span, kind: 'point', from: now - 1, measured: { stayed: 1 } }, (at) =>
      metric.placeOf(zones, at, rules.zoneOf),
    )
  }
  return gathering
    .rollUps()
    .filter(({ grain, day, memberId }) => grain === 'day' && day >= from && day <= to && memberId !== nobody)
    .map(({ day, memberId, memberName, measured }) => ({
      day,
      member_id: memberId,
      member_name: memberName,
      measured,
    }))
}

/** The same rows with others added to those of the same member and day. */
export function withWork(rows: readonly SummedRow[], more: readonly SummedRow[]): SummedRow[] {
  const byKey = new Map(rows.map((row) => [`${row.day} ${row.member_id}`, row]))
  for (const row of more) {
    const key = `${row.day} ${row.member_id}`
    const before = byKey.get(key)
    const measured = { ...before?.measured }
    metric.addTo(measured, row.measured)
    byKey.set(key, { ...row, ...before, measured })
  }
  return [...byKey.values()]
}
