import type { ProvisioningTokenId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

export interface TokenRow {
  readonly id: ProvisioningTokenId
  readonly ending: string
  readonly created_by: string
  readonly created_at: number
  readonly used_at: number | null
}

export function selectTokens(tx: Tx, tenantId: TenantId): Promise<TokenRow[]> {
  return tx.rows(
    'select id, ending, created_by, created_at, used_at from provisioning_tokens where tenant_id = $1 order by id',
    [tenantId],
  )
}

export async function insertToken(tx: Tx, tenantId: TenantId, row: TokenRow, hash: Buffer): Promise<void> {
  await tx.rows(
    `insert into provisioning_tokens (tenant_id, id, token_hash, ending, created_by, created_at)
     values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))`,
    [tenantId, row.id, hash, row.ending, row.created_by, row.created_at],
  )
}

/** False when there is no such token. */
export async function deleteToken(tx: Tx, tenantId: TenantId, id: ProvisioningTokenId): Promise<boolean> {
  const text = 'delete from provisioning_tokens where tenant_id = $1 and id = $2 returning id'
  return (await tx.rows(text, [tenantId, id])).length === 1
}

/** Whose token it is; null: nobody's, or of a merchant who is suspended. Notes the use, at most once a minute. */
export async function useToken(tx: Tx, hash: Buffer): Promise<TenantId | null> {
  const rows = await tx.named<{ tenant_id: TenantId; id: ProvisioningTokenId; is_old: boolean }>(
    'provisioning.token',
    `select p.tenant_id, p.id, p.used_at is null or p.used_at < now() - interval '1 minute' as is_old
       from provisioning_tokens p join tenants t on t.id = p.tenant_id and t.status = 'active' where p.token_hash = $1`,
    [hash],
  )
  const [row] = rows
  if (row?.is_old)
    await tx.rows('update provisioning_tokens set used_at = now() where tenant_id = $1 and id = $2', [
      row.tenant_id,
      row.id,
    ])
  return row?.tenant_id ?? null
}
