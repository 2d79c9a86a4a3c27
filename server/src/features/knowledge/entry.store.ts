import type { KnowledgeCategoryId, KnowledgeEntryId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** 答案, as it is stored. */
export interface StoredAnswer {
  readonly text: string
  readonly spans: readonly unknown[]
}

/** An entry of the knowledge base. Instants are epoch milliseconds. */
export interface EntryRow {
  readonly id: KnowledgeEntryId
  readonly category_id: KnowledgeCategoryId | null
  readonly question: string
  readonly similar_questions: readonly string[]
  readonly keywords: readonly string[]
  readonly answer: StoredAnswer
  readonly article: string | null
  readonly is_active: boolean
  readonly is_public: boolean
  readonly slug: string
  readonly position: number
  readonly seq: number
  readonly used_count: number
  readonly read_count: number
  readonly helpful_count: number
  readonly unhelpful_count: number
  readonly created_at: number
  readonly changed_at: number
  readonly changed_by: string
}

export const entryColumns = `e.id, e.category_id, e.question, e.similar_questions, e.keywords, e.answer, e.article, e.is_active,
  e.is_public, e.slug, e.position, e.seq, e.used_count, e.read_count, e.helpful_count, e.unhelpful_count, e.created_at,
  e.changed_at, e.changed_by`

/** Adds entries, many in one statement. */
export async function insertEntries(tx: Tx, tenantId: TenantId, rows: readonly EntryRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.rows(
    `insert into knowledge_entries (tenant_id, id, category_id, question, similar_questions, keywords, answer, article,
       is_active, is_public, slug, position, seq, created_at, changed_at, changed_by)
     select $1, t.id, t.category_id, t.question, array(select jsonb_array_elements_text(t.similar_questions)),
            array(select jsonb_array_elements_text(t.keywords)), t.answer, t.article, t.is_active, t.is_public, t.slug,
            t.position, t.seq, to_timestamp(t.created_at / 1000.0), to_timestamp(t.changed_at / 1000.0), t.changed_by
       from jsonb_to_recordset($2::jsonb) as t (id uuid, category_id uuid, question text, similar_questions jsonb,
            keywords jsonb, answer jsonb, article text, is_active boolean, is_public boolean, slug text, position int,
            seq bigint, created_at float8, changed_at float8, changed_by text)`,
    [tenantId, JSON.stringify(rows)],
  )
}

/** What was written of an entry replaces what was there; the counts go on. */
export async function updateEntries(tx: Tx, tenantId: TenantId, rows: readonly EntryRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.rows(
    `update knowledge_entries e
        set category_id = t.category_id, question = t.question,
            similar_questions = array(select jsonb_array_elements_text(t.similar_questions)),
            keywords = array(select jsonb_array_elements_text(t.keywords)), answer = t.answer, article = t.article,
            is_active = t.is_active, is_public = t.is_public, position = t.position, seq = t.seq,
            changed_at = to_timestamp(t.changed_at / 1000.0), changed_by = t.changed_by
       from jsonb_to_recordset($2::jsonb) as t (id uuid, category_id uuid, question text, similar_questions jsonb,
            keywords jsonb, answer jsonb, article text, is_active boolean, is_public boolean, position int, seq bigint,
            changed_at float8, changed_by text)
      where e.tenant_id = $1 and e.id = t.id`,
    [tenantId, JSON.stringify(rows)],
  )
}

export async function selectEntry(tx: Tx, tenantId: TenantId, id: KnowledgeEntryId): Promise<EntryRow | null> {
  const text = `select ${entryColumns} from knowledge_entries e where e.tenant_id = $1 and e.id = $2 and e.removed_at is null`
  return (await tx.rows<EntryRow>(text, [tenantId, id]))[0] ?? null
}

/** Locked until the transaction ends, in the order of their ids; those that are not there any more are missing. */
export function lockEntries(tx: Tx, tenantId: TenantId, ids: readonly KnowledgeEntryId[]): Promise<EntryRow[]> {
  return tx.rows<EntryRow>(
    `select ${entryColumns} from knowledge_entries e
      where e.tenant_id = $1 and e.id = any($2) and e.removed_at is null order by e.id for no key update`,
    [tenantId, ids],
  )
}

/** Entries whose question is one of these, letter by letter. */
export function lockEntriesByQuestion(tx: Tx, tenantId: TenantId, questions: readonly string[]): Promise<EntryRow[]> {
  return tx.rows<EntryRow>(
    `select ${entryColumns} from knowledge_entries e
      where e.tenant_id = $1 and e.question = any($2) and e.removed_at is null order by e.id for no key update`,
    [tenantId, questions],
  )
}

export async function countEntries(tx: Tx, tenantId: TenantId): Promise<number> {
  const text = 'select count(*) as count from knowledge_entries where tenant_id = $1 and removed_at is null'
  return (await tx.rows<{ count: number }>(text, [tenantId]))[0]?.count ?? 0
}

/** One change of the number of entries at a time, until the transaction ends: what is counted then stays true. */
export async function holdEntryCount(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('knowledge of ' || $1, 0))`, [tenantId])
}

/** They leave every list; what they were stays in their versions. */
export async function markRemoved(tx: Tx, tenantId: TenantId, rows: readonly EntryRow[], at: number): Promise<void> {
  await tx.rows(
    `update knowledge_entries e set removed_at = to_timestamp($3 / 1000.0), seq = t.seq
       from jsonb_to_recordset($2::jsonb) as t (id uuid, seq bigint) where e.tenant_id = $1 and e.id = t.id`,
    [tenantId, JSON.stringify(rows.map(({ id, seq }) => ({ id, seq }))), at],
  )
}

/** Counts one use of an answer; null: there is no such entry. */
export async function countUse(tx: Tx, tenantId: TenantId, id: KnowledgeEntryId): Promise<number | null> {
  const rows = await tx.rows<{ used_count: number }>(
    `update knowledge_entries set used_count = used_count + 1
      where tenant_id = $1 and id = $2 and removed_at is null returning used_count`,
    [tenantId, id],
  )
  return rows[0]?.used_count ?? null
}

/** Counts one reader of the public. */
export async function countRead(tx: Tx, tenantId: TenantId, id: KnowledgeEntryId): Promise<void> {
  await tx.rows('update knowledge_entries set read_count = read_count + 1 where tenant_id = $1 and id = $2', [
    tenantId,
    id,
  ])
}
