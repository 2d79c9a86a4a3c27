import type { QueuePlaceView } from '@keqiao/contract'
import { acceptsLookedAt, expectedWaitMs, type GroupId, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { readAccepts, readPlaces } from '../conversation'
import { readStaffedGroups } from './routing.store'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** The place of one conversation that waits. */
export interface Place {
  readonly conversationId: string
  readonly view: QueuePlaceView
}

/**
 * Places of those who wait for a merchant's groups, the first `limit` of each group: three small queries for all of
 * them. The expected wait is rounded up to whole minutes: nobody waits by the second, and what does not change is not
 * told again.
 */
export async function placesOf(tx: Tx, tenantId: TenantId, limit: number, now: number): Promise<Place[]> {
  const rows = await readPlaces(tx, tenantId, limit)
  if (rows.length === 0) return []
  const groupIds = [...new Set(rows.map(({ group_id }) => group_id))]
  const accepts = await readAccepts(tx, tenantId, groupIds, now - hourMs, acceptsLookedAt)
  const staffed = new Set<GroupId>(await readStaffedGroups(tx, tenantId))
  return rows.map(({ id, group_id, position }) => {
    const wait = expectedWaitMs(position, accepts.get(group_id) ?? [], now)
    return {
      conversationId: id,
      view: {
        position,
        ahead: position - 1,
        expectedWaitMs: wait === null ? null : Math.max(1, Math.ceil(wait / minuteMs)) * minuteMs,
        staffed: staffed.has(group_id),
      },
    }
  })
}
