import type { SelectFound } from '../features/knowledge'

/**
 * The yardstick of `bench knowledge`: what a textbook does with full text. Every row that shares a word with the question
 * is ranked by the database, and the best are handed over.
 */
export const rankEverything: SelectFound = (tx, tenantId, { must, lexemes, limit }) =>
  tx.rows(
    `select e.id, e.question, e.answer, e.category_id, e.is_active, e.is_public, e.slug, e.used_count, s.forms
       from (select tenant_id, entry_id, forms from knowledge_search
              where lexemes @@ ($2::tsquery && $3::tsquery) and tenant_id = $1
              order by ts_rank('{0.1, 0.1, 0.6, 1}', lexemes, $3::tsquery) desc, entry_id limit $4) s
       join knowledge_entries e on e.tenant_id = s.tenant_id and e.id = s.entry_id
      where e.tenant_id = $1 and e.removed_at is null`,
    [tenantId, must, lexemes.map(({ lexeme }) => lexeme).join(' | '), limit],
  )

/** A fault of the search: candidates by chance. */
export const anyCandidates: SelectFound = (tx, tenantId, { must, limit }) =>
  tx.rows(
    `select e.id, e.question, e.answer, e.category_id, e.is_active, e.is_public, e.slug, e.used_count, s.forms
       from knowledge_search s
       join knowledge_entries e on e.tenant_id = s.tenant_id and e.id = s.entry_id
      where s.lexemes @@ $2::tsquery and s.tenant_id = $1
      order by s.entry_id desc limit $3 / 2`,
    [tenantId, must, limit],
  )
