import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** Somebody whose connection is not as the log tells it. */
export interface Untold {
  readonly tenant_id: TenantId
  readonly member_id: MemberId
}

/** Those who are connected and not said to be, and the other way round. */
export function selectUntold(tx: Tx): Promise<Untold[]> {
  return tx.named<Untold>(
    'connection.untold',
    `select tenant_id, member_id from agent_load where told_connected <> (lease_until > now()) order by lease_until limit 500`,
    [],
  )
}

/** A member's connection, with the head of his stream; locked until the transaction ends. */
export interface ConnectionRow {
  readonly seq: number
  readonly name: string
  readonly connected: boolean
  readonly told: boolean
  /** Milliseconds since his leases ran out; below zero while one lives. */
  readonly over_ms: number
}

export async function lockConnection(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<ConnectionRow | null> {
  const [row] = await tx.named<ConnectionRow>(
    'connection.lock',
    `select a.seq, m.nickname as name, a.lease_until > now() as connected, a.told_connected as told,
            (extract(epoch from now() - greatest(a.lease_until, to_timestamp(0))) * 1000)::float8 as over_ms
       from agent_load a join members m on m.tenant_id = a.tenant_id and m.id = a.member_id
      where a.tenant_id = $1 and a.member_id = $2 for no key update of a`,
    [tenantId, memberId],
  )
  return row ?? null
}

export async function storeTold(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  told: { readonly connected: boolean; readonly seq: number },
): Promise<void> {
  await tx.named(
    'connection.told',
    'update agent_load set told_connected = $3, seq = $4 where tenant_id = $1 and member_id = $2',
    [tenantId, memberId, told.connected, told.seq],
  )
}
