import { statusAtSignIn, type MemberActor } from '@keqiao/domain'
import type { Services } from '../../platform/operations'
import { readWatchedSince } from '../conversation'
import { readRoutingSettings } from '../tenant'
import { readAbsenceMs } from './presence.store'
import { changePresence } from './set-presence'

/**
 * G12: who comes back by automatic sign-in after the release time starts at 离开, as after any sign-in. A refresh or a
 * second tab keeps the status, and time in which nobody watched counts against nobody.
 */
export function resetPresenceAfterAbsence(
  services: Services,
): (member: Pick<MemberActor, 'tenantId' | 'id' | 'name'>) => Promise<void> {
  return async (member) => {
    const { tenantId, id } = member
    const watchedSince = await services.doors.withSystem('since when somebody watches', readWatchedSince)
    await services.doors.withTenant(tenantId, async (tx) => {
      const { releaseAfterSeconds, unassignedAfterSeconds } = await readRoutingSettings(tx, tenantId)
      const absentMs = await readAbsenceMs(tx, tenantId, id, watchedSince, unassignedAfterSeconds)
      if (absentMs < releaseAfterSeconds * 1_000) return
      const actor = { kind: 'member', ...member } as const
      await changePresence({ tx, now: services.clock.now(), services }, actor, statusAtSignIn, actor)
    })
  }
}
