import { metric } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { readAsOf, type Selection } from './report.store'
import { zonesOf } from './work-now'

/** What every answer says of itself: whose days they are, and how much of the log they know. */
export async function readFrame(tx: Tx, { tenantId, from, to }: Selection, now: number) {
  const zones = await zonesOf(tx, tenantId)
  // Of the last zone that can have had a part in the range.
  const { zone } = metric.zoneAt(zones, Math.min(now, Date.parse(to) + 2 * 86_400_000))
  return { zone, from, to, asOf: await readAsOf(tx, tenantId, now), generatedAt: now }
}
