import type { KnowledgeCategoryId, KnowledgeEntryId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { EntryForms } from './entry-forms'
import type { StoredAnswer } from './entry.store'
import type { SearchQuery } from './lexemes'

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
 * A lexeme that this many entries of the merchant have says little, and is not followed to all of them: what it costs to
 * search grows with this number and not with the number of entries.
 */
const commonAt = 300

/** How many entries a merchant has; what is past `commonAt` makes no difference to how rare a word is. */
export async function countSearched(tx: Tx, tenantId: TenantId): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    'select count(*)::int as count from (select 1 from knowledge_search where tenant_id = $1 limit $2) held',
    [tenantId, commonAt],
  )
  return row?.count ?? 0
}

/**
 * Behind the system door, where the index serves. `must` carries the tenant as a lexeme; the predicates name him once
 * more. What shares the most and the rarest with the question comes first: each lexeme is looked up by itself in the
 * index, and no row is opened before it is known which are wanted. Where only common lexemes are left, those go before
 * the rest whose question or keywords hold all the common words together.
 */
export function selectFound(
  tx: Tx,
  tenantId: TenantId,
  { must, lexemes, limit }: SearchQuery & { readonly limit: number },
): Promise<FoundRow[]> {
  return tx.rows<FoundRow>(
    `with held as materialized (
       select t.lexeme, t.worth, t.word, h.ids, cardinality(h.ids) as count
         from unnest($3::text[], $4::float8[], $5::text[]) as t (lexeme, worth, word)
        cross join lateral (
          select array(select s.entry_id from knowledge_search s
                        where s.lexemes @@ ($2::tsquery && t.lexeme::tsquery) and s.tenant_id = $1 limit $6) as ids offset 0) h
     ), together as (
       select s.entry_id from knowledge_search s
        where s.lexemes @@ ($2::tsquery && (select string_agg(word, ' & ')::tsquery from held where word <> '' and count >= $6))
          and s.tenant_id = $1
        limit $6
     ), scored as (
       select id, sum(worth) as score
         from (select unnest(ids) as id,
                      worth * case when count < $6 then ln(1 + $6 / count::float8) else 0.01 end as worth
                 from held where count > 0
               union all select entry_id, 1 from together) each
        group by id order by score desc, id limit $7
     )
     select e.id, e.question, e.answer, e.category_id, e.is_active, e.is_public, e.slug, e.used_count, s.forms
       from scored f
       join knowledge_search s on s.tenant_id = $1 and s.entry_id = f.id
       join knowledge_entries e on e.tenant_id = $1 and e.id = f.id
      where e.removed_at is null`,
    [
      tenantId,
      must,
      lexemes.map(({ lexeme }) => lexeme),
      lexemes.map(({ worth }) => worth),
      lexemes.map(({ word }) => word),
      commonAt,
      limit,
    ],
  )
}
