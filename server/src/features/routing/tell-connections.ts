import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { appendForStaff } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import type { Services } from '../../platform/operations'
import { readRoutingSettings } from '../tenant'
import { lockConnection, selectUntold, storeTold } from './connection.store'

/**
 * Says in the log who is connected and who no longer is (RPT-08). A connection is told at once when its lease is opened;
 * a lost one ends by nobody's act, so a sweep finds those whose leases have run out, and whoever came back with a node
 * that had been away. Returns how many it told.
 */
export async function tellConnections(services: Services): Promise<number> {
  const untold = await services.doors.withSystem('connections untold', selectUntold)
  let told = 0
  for (const { tenant_id: tenantId, member_id: memberId } of untold) {
    const isTold = await services.doors.withTenant(tenantId, (tx) => tellConnection(services, tx, tenantId, memberId))
    if (isTold) told += 1
  }
  return told
}

/** Says it of one member, if the log says something else. */
export async function tellConnection(
  services: Services,
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
): Promise<boolean> {
  const row = await lockConnection(tx, tenantId, memberId)
  if (!row || row.connected === row.told) return false
  const now = services.clock.now()
  const seq = await appendForStaff(
    { tx, now, services },
    {
      tenantId,
      stream: 'member',
      streamId: longLivedStreamId(memberId),
      seq: row.seq,
      actor: { kind: 'member', id: memberId, name: row.name },
      events: [
        row.connected
          ? { type: 'presence.connected', payload: { memberId, since: now } }
          : { type: 'presence.disconnected', payload: { memberId, since: await lastSign(tx, tenantId, row, now) } },
      ],
    },
  )
  await storeTold(tx, tenantId, memberId, { connected: row.connected, seq })
  return true
}

/** His last sign was a lease's life before it ran out. */
async function lastSign(tx: Tx, tenantId: TenantId, row: { readonly over_ms: number }, now: number): Promise<number> {
  const { unassignedAfterSeconds } = await readRoutingSettings(tx, tenantId)
  return Math.round(now - row.over_ms - unassignedAfterSeconds * 1_000)
}
