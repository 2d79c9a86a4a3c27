import type { ApiKeyId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** A key without its token. Instants are epoch milliseconds. */
export interface ApiKeyRow {
  readonly tenant_id: TenantId
  readonly id: ApiKeyId
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly member_id: MemberId
  readonly created_at: number
  readonly expires_at: number | null
  readonly last_used_at: number | null
  readonly revoked_at: number | null
  /** Last seq of its stream. */
  readonly seq: number
}

const columns = 'tenant_id, id, name, prefix, scopes, member_id, created_at, expires_at, last_used_at, revoked_at, seq'

export async function insertApiKey(tx: Tx, row: ApiKeyRow, tokenHash: Buffer): Promise<void> {
  await tx.rows(
    `insert into api_keys (tenant_id, id, name, prefix, token_hash, scopes, member_id, created_at, expires_at, seq)
     values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), to_timestamp($9 / 1000.0), $10)`,
    [
      row.tenant_id,
      row.id,
      row.name,
      row.prefix,
      tokenHash,
      row.scopes,
      row.member_id,
      row.created_at,
      row.expires_at,
      row.seq,
    ],
  )
}

/** Behind the system door: the merchant is what the look-up answers. */
export async function selectByToken(tx: Tx, tokenHash: Buffer): Promise<ApiKeyRow | null> {
  const rows = await tx.named<ApiKeyRow>('api key', `select ${columns} from api_keys where token_hash = $1`, [
    tokenHash,
  ])
  return rows[0] ?? null
}

/** Writes down that it was used, once a minute at most. */
export async function touchApiKey(tx: Tx, { tenant_id: tenantId, id }: ApiKeyRow, now: number): Promise<void> {
  await tx.rows(
    `update api_keys set last_used_at = to_timestamp($3 / 1000.0)
      where tenant_id = $1 and id = $2
        and (last_used_at is null or last_used_at < to_timestamp($3 / 1000.0) - interval '1 minute')`,
    [tenantId, id, now],
  )
}

/** Newest first. */
export async function selectApiKeys(
  tx: Tx,
  tenantId: TenantId,
  { usableAt, before, limit }: { usableAt: number | null; before: ApiKeyId | undefined; limit: number },
): Promise<ApiKeyRow[]> {
  return tx.rows<ApiKeyRow>(
    `select ${columns} from api_keys
      where tenant_id = $1 and ($2::uuid is null or id < $2)
        and ($3::float8 is null or (revoked_at is null and (expires_at is null or expires_at > to_timestamp($3 / 1000.0))))
      order by id desc limit $4`,
    [tenantId, before ?? null, usableAt, limit],
  )
}

/** How many could be used. */
export async function countUsable(tx: Tx, tenantId: TenantId, now: number): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    `select count(*) as count from api_keys
      where tenant_id = $1 and revoked_at is null and (expires_at is null or expires_at > to_timestamp($2 / 1000.0))`,
    [tenantId, now],
  )
  return row?.count ?? 0
}

/** Locked until the transaction ends; null: the merchant has none of this id. */
export async function lockApiKey(tx: Tx, tenantId: TenantId, id: ApiKeyId): Promise<ApiKeyRow | null> {
  const [row] = await tx.rows<ApiKeyRow>(
    `select ${columns} from api_keys where tenant_id = $1 and id = $2 for no key update`,
    [tenantId, id],
  )
  return row ?? null
}

export async function storeRevoked(tx: Tx, { tenant_id, id, revoked_at, seq }: ApiKeyRow): Promise<void> {
  await tx.rows(
    'update api_keys set revoked_at = to_timestamp($3 / 1000.0), seq = $4 where tenant_id = $1 and id = $2',
    [tenant_id, id, revoked_at, seq],
  )
}
