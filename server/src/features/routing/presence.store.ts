import type { MemberId, PresenceStatus, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** A member's status row, locked until the transaction ends. */
export interface PresenceRow {
  status: PresenceStatus
  seq: number
}

export async function lockPresence(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<PresenceRow | null> {
  const [row] = await tx.named<PresenceRow>(
    'presence.lock',
    'select status, seq from agent_load where tenant_id = $1 and member_id = $2 for no key update',
    [tenantId, memberId],
  )
  return row ?? null
}

export async function storePresence(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  status: PresenceStatus,
  seq: number,
): Promise<void> {
  await tx.named(
    'presence.store',
    `update agent_load set status = $3, status_at = now(), seq = $4, version = version + 1
      where tenant_id = $1 and member_id = $2`,
    [tenantId, memberId, status, seq],
  )
}

/** A socket's lease, by database time; the member may be assigned to as long as one of his lives. */
export async function openLease(
  tx: Tx,
  lease: { connectionId: string; tenantId: TenantId; memberId: MemberId; node: string; seconds: number },
): Promise<void> {
  await tx.named(
    'lease.open',
    `with opened as (
       insert into leases (connection_id, tenant_id, member_id, node, lease_until)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5))
       on conflict (connection_id) do update set lease_until = excluded.lease_until
     )
     update agent_load set lease_until = greatest(lease_until, now() + make_interval(secs => $5))
      where tenant_id = $2 and member_id = $3`,
    [lease.connectionId, lease.tenantId, lease.memberId, lease.node, lease.seconds],
  )
}

/** Renews the leases of a node's sockets at once; one that had expired or was removed is registered again. */
export async function renewLeases(
  tx: Tx,
  node: string,
  leases: readonly { connectionId: string; tenantId: TenantId; memberId: MemberId; seconds: number }[],
): Promise<void> {
  await tx.named(
    'lease.renew',
    `with held as (
       select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $5::int[]) as t (connection_id, tenant_id, member_id, seconds)
     ), renewed as (
       insert into leases (connection_id, tenant_id, member_id, node, lease_until)
       select connection_id, tenant_id, member_id, $4, now() + make_interval(secs => seconds) from held
       on conflict (connection_id) do update set lease_until = excluded.lease_until
     ), members as (
       select tenant_id, member_id from agent_load where (tenant_id, member_id) in (select tenant_id, member_id from held)
        order by tenant_id, member_id for no key update
     ), times as (
       select distinct tenant_id, seconds from held
     )
     update agent_load a set lease_until = now() + make_interval(secs => t.seconds)
       from members m join times t on t.tenant_id = m.tenant_id where a.tenant_id = m.tenant_id and a.member_id = m.member_id`,
    [
      leases.map((lease) => lease.connectionId),
      leases.map((lease) => lease.tenantId),
      leases.map((lease) => lease.memberId),
      node,
      leases.map((lease) => lease.seconds),
    ],
  )
}

/** The socket is gone; the member's own time runs out by itself, so that a reload costs him nothing. */
export async function closeLease(tx: Tx, connectionId: string): Promise<void> {
  await tx.named('lease.close', 'delete from leases where connection_id = $1', [connectionId])
}

/** Whether a socket of the member lives this very moment; the time after its loss in which he may return counts for no. */
export async function hasLiveLease(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<boolean> {
  const rows = await tx.named(
    'lease.live',
    'select 1 from leases where tenant_id = $1 and member_id = $2 and lease_until > now() limit 1',
    [tenantId, memberId],
  )
  return rows.length > 0
}

/**
 * Milliseconds since the last sign of a member's sockets, not counting the time before `watchedSince` (epoch
 * milliseconds); below zero never. `leaseSeconds` is how long a lease lives after its last sign.
 */
export async function readAbsenceMs(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  watchedSince: number,
  leaseSeconds: number,
): Promise<number> {
  const [row] = await tx.named<{ absent_ms: number }>(
    'presence.absence',
    `select (extract(epoch from now() - greatest(lease_until - make_interval(secs => $4), to_timestamp($3 / 1000.0)))
              * 1000)::float8 as absent_ms
       from agent_load where tenant_id = $1 and member_id = $2`,
    [tenantId, memberId, watchedSince, leaseSeconds],
  )
  return Math.max(0, row?.absent_ms ?? 0)
}

/** Load versions of members, for their heartbeats. */
export async function readLoadVersions(tx: Tx, memberIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.named<{ member_id: string; version: number }>(
    'load.versions',
    'select member_id, version from agent_load where member_id = any($1)',
    [memberIds],
  )
  return new Map(rows.map((row) => [row.member_id, row.version]))
}

/** Of these members those with a socket that lives this very moment. Behind the system door. */
export async function readConnected(tx: Tx, memberIds: readonly MemberId[]): Promise<ReadonlySet<MemberId>> {
  const rows = await tx.named<{ member_id: MemberId }>(
    'presence.connected',
    'select distinct member_id from leases where member_id = any($1::uuid[]) and lease_until > now()',
    [memberIds],
  )
  return new Set(rows.map((row) => row.member_id))
}
