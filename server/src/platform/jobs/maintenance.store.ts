import type { Tx } from '../database/tx'

/** Rows removed in one transaction: writing transactions stay short, or the readers of the log would wait. */
const portion = 5_000

/** Makes the log's partitions of this month and the two after it. Returns how many were missing. */
export async function keepEventPartitions(tx: Tx): Promise<number> {
  const [row] = await tx.rows<{ made: number }>('select keep_event_partitions() as made')
  return row?.made ?? 0
}

/** Forgets client ids after 7 days. Returns how many it removed; more may be left when it is `portion`. */
export function removeOldRequests(tx: Tx): Promise<number> {
  return removed(
    tx,
    `delete from requests where ctid = any (array(
       select ctid from requests where at < now() - interval '7 days' order by at limit $1))`,
  )
}

/** Removes visitors' tokens that no longer open anything. */
export function removeExpiredTokens(tx: Tx): Promise<number> {
  return removed(
    tx,
    `delete from visitor_tokens where ctid = any (array(
       select ctid from visitor_tokens where expires_at < now() order by expires_at limit $1))`,
  )
}

/** Removes leases that ended long enough ago for nobody to ask about them. */
export function removeStaleLeases(tx: Tx): Promise<number> {
  return removed(
    tx,
    `delete from leases where ctid = any (array(
       select ctid from leases where lease_until < now() - interval '1 day' limit $1))`,
  )
}

async function removed(tx: Tx, statement: string): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    `with gone as (${statement} returning 1) select count(*) as count from gone`,
    [portion],
  )
  return row?.count ?? 0
}
