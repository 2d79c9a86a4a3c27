import { addDays, instantOf, metric } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { withFirst } from './fold-events'
import { readAsOf, readSettingsNow, type Selection } from './report.store'
import { zonesOf } from './work-now'

const dayMs = 86_400_000

/**
 * What every answer says of itself: whose days they are, by what it was counted, and how much of the log it knows. Figures
 * that stand beside those of earlier days were counted `since` then.
 */
export async function readFrame(tx: Tx, { tenantId, from, to }: Selection, now: number, since: string = from) {
  const zones = await zonesOf(tx, tenantId)
  // Of the last zone that can have had a part in the range.
  const { zone } = metric.zoneAt(zones, Math.min(now, Date.parse(to) + 2 * dayMs))
  const begins = instantOf(since, 0, metric.zoneAt(zones, Date.parse(since)).zone)
  const ends = Math.min(now, instantOf(addDays(to, 1), 0, zone))
  const history = withFirst(await readSettingsNow(tx, tenantId))
  return {
    zone,
    from,
    to,
    settings: metric
      .settingsWithin(history, begins, ends)
      .map(({ fromAt, version, settings }) => ({ fromAt: fromAt === 0 ? null : fromAt, version, settings })),
    asOf: await readAsOf(tx, tenantId, now),
    generatedAt: now,
  }
}
