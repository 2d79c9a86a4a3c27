import type { StoredPayload } from '@keqiao/contract'
import type { MemberId, TenantId } from '@keqiao/domain'
import type { Services } from '../../platform/operations'
import { recordOf } from '../member'

/** Who came or went. */
interface Comer {
  readonly tenantId: TenantId
  readonly id: MemberId
  readonly name: string
}

/** Says in the log that a member opened a session (RPT-08). */
export function recordSignIn(
  services: Services,
  member: Comer,
  how: StoredPayload<'member.signedIn'>['how'],
): Promise<boolean> {
  return record(services, member, { type: 'member.signedIn', payload: { memberId: member.id, how } })
}

/** The same of one who ended his session; he may have others. */
export function recordSignOut(services: Services, member: Comer): Promise<boolean> {
  return record(services, member, { type: 'member.signedOut', payload: { memberId: member.id, reason: 'self' } })
}

function record(services: Services, { tenantId, id, name }: Comer, event: Parameters<typeof recordOf>[3]) {
  const actor = { kind: 'member', tenantId, id, name } as const
  return services.doors.withTenant(tenantId, (tx) =>
    recordOf({ tx, now: services.clock.now(), services }, actor, id, event),
  )
}
