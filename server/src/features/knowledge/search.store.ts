import type { KnowledgeCategoryId, KnowledgeEntryId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { EntryForms } from './entry-forms'
import type { StoredAnswer } from './entry.store'

/** What the search keeps of an entry. */
export interface SearchRow {
  readonly entry_id: KnowledgeEntryId
  /** A tsvector as PostgreSQL reads it. */
  readonly lexemes: string
  readonly forms: EntryForms
}

export async function storeSearchRows(tx: Tx, tenantId: TenantId, rows: readonly SearchRow[]): Promise<void> {
  await tx.rows(
    `insert into knowledge_search (tenant_id, entry_id, lexemes, forms)
     select $1, t.entry_id, t.lexemes::tsvector, t.forms
       from jsonb_to_recordset($2::jsonb) as t (entry_id uuid, lexemes text, forms jsonb)
     on conflict (tenant_id, entry_id) do update set lexemes = excluded.lexemes, forms = excluded.forms`,
    [tenantId, JSON.stringify(rows)],
  )
}

export async function deleteSearchRows(tx: Tx, tenantId: TenantId, ids: readonly KnowledgeEntryId[]): Promise<void> {
  await tx.rows('delete from knowledge_search where tenant_id = $1 and entry_id = any($2)', [tenantId, ids])
}

/** A keyword of an entry in use. */
export interface KeywordRow {
  readonly entry_id: KnowledgeEntryId
  readonly folded: string
  readonly keyword: string
}

/** Exactly these are the keywords of these entries. */
export async function replaceKeywords(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly KnowledgeEntryId[],
  rows: readonly KeywordRow[],
): Promise<void> {
  await tx.rows('delete from knowledge_keywords where tenant_id = $1 and entry_id = any($2)', [tenantId, ids])
  if (rows.length === 0) return
  await tx.rows(
    `insert into knowledge_keywords (tenant_id, entry_id, folded, keyword)
     select $1, t.entry_id, t.folded, t.keyword
       from jsonb_to_recordset($2::jsonb) as t (entry_id uuid, folded text, keyword text)
     on conflict do nothing`,
    [tenantId, JSON.stringify(rows)],
  )
}

/** Which of these pieces of a text are keywords. */
export async function selectKeywords(tx: Tx, tenantId: TenantId, pieces: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ folded: string }>(
    'select distinct folded from knowledge_keywords where tenant_id = $1 and folded = any($2)',
    [tenantId, pieces],
  )
  return new Set(rows.map((row) => row.folded))
}

/** An entry that has something of what was asked. */
export interface FoundRow {
  readonly id: KnowledgeEntryId
  readonly question: string
  readonly answer: StoredAnswer
  readonly category_id: KnowledgeCategoryId | null
  readonly is_active: boolean
  readonly is_public: boolean
  readonly slug: string
  readonly used_count: number
  readonly forms: EntryForms
}

/**
 * Behind the system door, where the index serves. `must` carries the tenant as a lexeme; the predicates name him once
 * more. What shares the most and the rarest with the question comes first.
 */
export function selectFound(
  tx: Tx,
  tenantId: TenantId,
  { must, any, limit }: { readonly must: string; readonly any: string; readonly limit: number },
): Promise<FoundRow[]> {
  return tx.rows<FoundRow>(
    `select e.id, e.question, e.answer, e.category_id, e.is_active, e.is_public, e.slug, e.used_count, s.forms
       from (select tenant_id, entry_id, forms from knowledge_search
              where lexemes @@ ($2::tsquery && $3::tsquery) and tenant_id = $1
              order by ts_rank('{0.1, 0.1, 0.6, 1}', lexemes, $3::tsquery) desc, entry_id limit $4) s
       join knowledge_entries e on e.tenant_id = s.tenant_id and e.id = s.entry_id
      where e.tenant_id = $1 and e.removed_at is null`,
    [tenantId, must, any, limit],
  )
}
