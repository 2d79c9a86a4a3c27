import type { MemberActor } from '@keqiao/domain'
import type { Person, Services } from '../../platform/operations'
import { readRoutingSettings, readRoutingSettingsOf } from '../tenant'
import { tellConnection } from './tell-connections'
import { closeLease, openLease, readLoadVersions, renewLeases } from './presence.store'

/** Presence as the gateway keeps it: leases of sockets, by database time. `opened` hears of each new one. */
export function createLeases(services: Services, node: string, opened: (person: Person) => void = () => undefined) {
  const { doors } = services
  return {
    async open(connectionId: string, person: Person): Promise<void> {
      if (person.kind !== 'member') return
      const { tenantId, id: memberId } = person
      await doors.withTenant(tenantId, async (tx) => {
        // No new assignment this long after the last sign of a member's sockets.
        const { unassignedAfterSeconds: seconds } = await readRoutingSettings(tx, tenantId)
        await openLease(tx, { connectionId, tenantId, memberId, node, seconds })
        await tellConnection(services, tx, tenantId, memberId)
      })
      opened(person)
    },
    async renew(connections: readonly { readonly connectionId: string; readonly person: Person }[]): Promise<void> {
      const leases = connections.flatMap(({ connectionId, person }) =>
        person.kind === 'member' ? [{ connectionId, tenantId: person.tenantId, memberId: person.id }] : [],
      )
      await doors.withSystem('lease renewal', async (tx) => {
        const settingsOf = await readRoutingSettingsOf(tx, [...new Set(leases.map(({ tenantId }) => tenantId))])
        const timed = leases.map((lease) => ({ ...lease, seconds: settingsOf(lease.tenantId).unassignedAfterSeconds }))
        await renewLeases(tx, node, timed)
      })
    },
    async close(connectionId: string, person: Person): Promise<void> {
      await doors.withTenant(person.tenantId, (tx) => closeLease(tx, connectionId))
    },
    /** Load version of each member, for his heartbeat. */
    versions(memberIds: readonly MemberActor['id'][] | readonly string[]): Promise<Map<string, number>> {
      return doors.withSystem('load versions', (tx) => readLoadVersions(tx, memberIds))
    },
  }
}
