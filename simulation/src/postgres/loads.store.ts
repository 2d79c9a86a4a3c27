import type { MemberId, PresenceStatus, TenantId } from '@keqiao/domain'
import type { Tx } from '@keqiao/server/platform/database/tx'
import type { FloorRow } from '../backend'

interface Row {
  member_id: string
  group_ids: string[]
  status: PresenceStatus
  disabled: boolean
  connected: boolean
  active: number
  capacity: number
  held: number
  absent_ms: number
}

/** The agents of these merchants as routing sees them. */
export async function readFloor(tx: Tx, tenantIds: readonly TenantId[]): Promise<FloorRow[]> {
  const rows = await tx.rows<Row>(
    `select a.member_id, a.status, m.status = 'disabled' as disabled, a.lease_until > now() as connected,
            coalesce(extract(epoch from now() - nullif(a.lease_until, '-infinity')) * 1000, 0)::float8 as absent_ms, a.active, a.capacity,
            array(select g.group_id from group_members g where g.tenant_id = a.tenant_id and g.member_id = a.member_id) as group_ids,
            (select count(*) from legs l
              where l.tenant_id = a.tenant_id and l.member_id = a.member_id and l.closed_at is null) as held
       from agent_load a join members m on m.tenant_id = a.tenant_id and m.id = a.member_id
      where a.tenant_id = any($1::uuid[])`,
    [tenantIds],
  )
  return rows.map(({ member_id: memberId, group_ids: groupIds, absent_ms: absentMs, ...rest }) => {
    return { memberId, groupIds, absentMs, ...rest }
  })
}

/** Places in the order of the commits, which the log itself does not know: `stream seq` of each event of these merchants. */
export async function readCommitOrder(tx: Tx, tenantIds: readonly TenantId[]): Promise<Map<string, number>> {
  const rows = await tx.rows<{ stream_id: string; seq: number }>(
    `select stream_id, seq from events where tenant_id = any($1::uuid[])
      order by pg_xact_commit_timestamp(xid(txid)), txid, stream_id, seq`,
    [tenantIds],
  )
  return new Map(rows.map(({ stream_id: id, seq }, place) => [`${id} ${seq}`, place]))
}

/** Nothing that an earlier run left goes on in the next one, and nobody ever stops watching: that is not simulated. */
export async function sweepOut(tx: Tx): Promise<void> {
  await tx.rows('delete from deadlines')
  for (const { id } of await readShutOutJobs(tx)) await removeJob(tx, id)
  await tx.rows(`update conversations set status = 'closed' where status <> 'closed'`)
  await tx.rows('update legs set closed_at = now() where closed_at is null')
  await tx.rows(`update agent_load set active = 0, lease_until = '-infinity' where active > 0`)
  await tx.rows(`update installation set resumed_at = to_timestamp(0), watched_at = 'infinity'`)
}

/** The job of a disabling, as the queue keeps it. */
export interface ShutOutJob {
  readonly id: number
  readonly payload: { readonly tenantId: TenantId; readonly memberId: MemberId }
}

/** Jobs that wait, in the order in which they were asked for. */
export function readShutOutJobs(tx: Tx): Promise<ShutOutJob[]> {
  return tx.named<ShutOutJob>('simulated jobs', 'select id, payload from simulated.jobs($1) order by id', [
    'member.shut-out',
  ])
}

/** Done. */
export async function removeJob(tx: Tx, id: number): Promise<void> {
  await tx.named('simulated job done', 'select simulated.job_done($1)', [id])
}
