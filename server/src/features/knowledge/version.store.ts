import type { KnowledgeEntryId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** One save of an entry. */
export interface VersionRow {
  readonly entry_id: KnowledgeEntryId
  readonly version: number
  readonly content: unknown
  /** Epoch milliseconds. */
  readonly saved_at: number
  readonly saved_by: string
  readonly restored_from: number | null
}

export async function insertVersions(tx: Tx, tenantId: TenantId, rows: readonly VersionRow[]): Promise<void> {
  await tx.rows(
    `insert into knowledge_versions (tenant_id, entry_id, version, content, saved_at, saved_by, restored_from)
     select $1, t.entry_id, t.version, t.content, to_timestamp(t.saved_at / 1000.0), t.saved_by, t.restored_from
       from jsonb_to_recordset($2::jsonb) as t (entry_id uuid, version bigint, content jsonb, saved_at float8,
            saved_by text, restored_from bigint)`,
    [tenantId, JSON.stringify(rows)],
  )
}

/** Latest first, none from `before` on. */
export function selectVersions(
  tx: Tx,
  tenantId: TenantId,
  {
    entryId,
    before,
    limit,
  }: { readonly entryId: KnowledgeEntryId; readonly before: number | null; readonly limit: number },
): Promise<VersionRow[]> {
  return tx.rows<VersionRow>(
    `select entry_id, version, content, saved_at, saved_by, restored_from from knowledge_versions
      where tenant_id = $1 and entry_id = $2 and ($3::bigint is null or version < $3)
      order by version desc limit $4`,
    [tenantId, entryId, before, limit],
  )
}

export async function selectVersion(
  tx: Tx,
  tenantId: TenantId,
  entryId: KnowledgeEntryId,
  version: number,
): Promise<VersionRow | null> {
  const rows = await selectVersions(tx, tenantId, { entryId, before: version + 1, limit: 1 })
  return rows[0]?.version === version ? rows[0] : null
}
