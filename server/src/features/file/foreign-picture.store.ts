import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** What became of fetching a picture. */
export interface ForeignPictureRow {
  /** Null: it could not be fetched. */
  readonly storageKey: string | null
  readonly failures: number
  /** Epoch milliseconds. */
  readonly triedAt: number
}

/** A picture that was asked for before. */
export async function findForeignPicture(tx: Tx, tenantId: TenantId, hash: Buffer): Promise<ForeignPictureRow | null> {
  const [row] = await tx.named<ForeignPictureRow>(
    'picture.find',
    `select storage_key as "storageKey", failures, tried_at as "triedAt" from foreign_pictures
      where tenant_id = $1 and source_hash = $2`,
    [tenantId, hash],
  )
  return row ?? null
}

/** Keeps where its content lies, or with null that it could not be fetched once more. */
export async function recordForeignPicture(
  tx: Tx,
  tenantId: TenantId,
  picture: {
    readonly hash: Buffer
    readonly source: string
    readonly storageKey: string | null
    readonly triedAt: number
  },
): Promise<void> {
  await tx.rows(
    `insert into foreign_pictures (tenant_id, source_hash, source, storage_key, failures, tried_at)
     values ($1, $2, $3, $4, case when $4::text is null then 1 else 0 end, to_timestamp($5 / 1000.0))
     on conflict (tenant_id, source_hash) do update
        set storage_key = excluded.storage_key, tried_at = excluded.tried_at,
            failures = case when excluded.storage_key is null then foreign_pictures.failures + 1 else 0 end`,
    [tenantId, picture.hash, picture.source, picture.storageKey, picture.triedAt],
  )
}
