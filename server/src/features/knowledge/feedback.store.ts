import type { ContactId, KnowledgeEntryId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** What a reader said of an entry; null: nothing. */
export async function selectFeedback(
  tx: Tx,
  tenantId: TenantId,
  entryId: KnowledgeEntryId,
  contactId: ContactId,
): Promise<boolean | null> {
  const rows = await tx.rows<{ helpful: boolean }>(
    'select helpful from knowledge_feedback where tenant_id = $1 and entry_id = $2 and contact_id = $3',
    [tenantId, entryId, contactId],
  )
  return rows[0]?.helpful ?? null
}

/** Keeps one opinion of each reader and counts them anew. The entry is locked, so that the counts stay true. */
export async function storeFeedback(
  tx: Tx,
  tenantId: TenantId,
  {
    entryId,
    contactId,
    helpful,
    at,
  }: { entryId: KnowledgeEntryId; contactId: ContactId; helpful: boolean; at: number },
): Promise<void> {
  await tx.rows(
    `insert into knowledge_feedback (tenant_id, entry_id, contact_id, helpful, given_at)
     values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))
     on conflict (tenant_id, entry_id, contact_id) do update set helpful = excluded.helpful, given_at = excluded.given_at`,
    [tenantId, entryId, contactId, helpful, at],
  )
  await tx.rows(
    `update knowledge_entries e set helpful_count = f.yes, unhelpful_count = f.no
       from (select count(*) filter (where helpful) as yes, count(*) filter (where not helpful) as no
               from knowledge_feedback where tenant_id = $1 and entry_id = $2) f
      where e.tenant_id = $1 and e.id = $2`,
    [tenantId, entryId],
  )
}
