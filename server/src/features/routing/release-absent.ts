import type { MemberId, TenantId } from '@keqiao/domain'
import type { Services } from '../../platform/operations'
import { lockLoad, readWatchedSince, releaseDialogues } from '../conversation'
import { readActiveMembers } from '../member'
import { readRoutingSettingsOf } from '../tenant'
import { readAbsent } from './routing.store'

/**
 * Gives back to routing what agents hold who have had no connection for `releaseAfterSeconds` (architecture.md section
 * 7), and at once what somebody holds who was disabled. A refresh or a short loss keeps everything, and time in which
 * nobody watched counts against nobody. Returns how many dialogues it released.
 */
export async function releaseAbsent(services: Services): Promise<number> {
  const { absent, settingsOf } = await services.doors.withSystem('absent agents', async (tx) => {
    const found = await readAbsent(tx, await readWatchedSince(tx))
    const tenantIds = [...new Set(found.map((one) => one.tenant_id))]
    return { absent: found, settingsOf: await readRoutingSettingsOf(tx, tenantIds) }
  })
  let released = 0
  for (const { tenant_id: tenantId, member_id: memberId, disabled, over_ms, watched_ms } of absent) {
    const { releaseAfterSeconds, unassignedAfterSeconds } = settingsOf(tenantId)
    // His last sign was a lease's life before it ran out.
    const absentMs = Math.min(over_ms + unassignedAfterSeconds * 1_000, watched_ms)
    if (!disabled && absentMs < releaseAfterSeconds * 1_000) continue
    // One that cannot be released is tried again with the next sweep and holds up none of the others.
    released += await releaseHeldBy(services, tenantId, memberId).catch((error: unknown) => {
      services.onError(error, 'release')
      return 0
    })
  }
  return released
}

/** Releases what a member holds, unless he is connected and may work. */
export function releaseHeldBy(services: Services, tenantId: TenantId, memberId: MemberId): Promise<number> {
  return releaseDialogues(services, tenantId, memberId, async (tx) => {
    const load = await lockLoad(tx, tenantId, memberId)
    return !load?.connected || !(await readActiveMembers(tx, [memberId])).has(memberId)
  })
}
