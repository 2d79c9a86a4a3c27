import type { TenantId } from '@keqiao/domain'
import type { Tx } from '@keqiao/server/platform/database/tx'

/** Members of these merchants who hold more open legs than they may, or whose count of them is wrong. */
export async function findOverfull(tx: Tx, tenantIds: readonly TenantId[]): Promise<string[]> {
  const rows = await tx.rows<{ member_id: string }>(
    `select a.member_id from agent_load a
       left join legs l on l.tenant_id = a.tenant_id and l.member_id = a.member_id and l.closed_at is null
      where a.tenant_id = any($1::uuid[])
      group by a.member_id, a.active, a.capacity
     having count(l.id) > a.capacity or count(l.id) <> a.active`,
    [tenantIds],
  )
  return rows.map((row) => row.member_id)
}
