import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

export async function selectPassword(tx: Tx, tenantId: TenantId): Promise<Buffer | null> {
  const rows = await tx.rows<{ sealed: Buffer }>('select sealed from mail_passwords where tenant_id = $1', [tenantId])
  return rows[0]?.sealed ?? null
}

export async function upsertPassword(tx: Tx, tenantId: TenantId, sealed: Buffer): Promise<void> {
  await tx.rows(
    `insert into mail_passwords (tenant_id, sealed) values ($1, $2)
     on conflict (tenant_id) do update set sealed = excluded.sealed`,
    [tenantId, sealed],
  )
}

export async function deletePassword(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.rows('delete from mail_passwords where tenant_id = $1', [tenantId])
}
