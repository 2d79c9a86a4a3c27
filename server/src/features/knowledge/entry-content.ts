import type { KnowledgeContent } from '@keqiao/contract'
import type { EntryRow } from './entry.store'

/** What a person wrote of an entry. */
export function contentOf(row: EntryRow): KnowledgeContent {
  return {
    question: row.question,
    similar: [...row.similar_questions],
    categoryId: row.category_id,
    keywords: [...row.keywords],
    answer: row.answer as KnowledgeContent['answer'],
    article: row.article,
    active: row.is_active,
    public: row.is_public,
    position: row.position,
  }
}

/** The row with other words in it. The same keyword twice is one, and an empty article is none. */
export function withContent<Row extends Partial<EntryRow>>(row: Row, content: KnowledgeContent) {
  return {
    ...row,
    question: content.question,
    similar_questions: [...new Set(content.similar)],
    category_id: content.categoryId,
    keywords: [...new Set(content.keywords)],
    answer: content.answer,
    article: content.article?.trim() || null,
    is_active: content.active,
    is_public: content.public,
    position: content.position,
  }
}

/** Names of the fields that differ. */
export function differingFields(before: KnowledgeContent, after: KnowledgeContent): (keyof KnowledgeContent)[] {
  const names = Object.keys(after) as (keyof KnowledgeContent)[]
  return names.filter((name) => comparable(before[name]) !== comparable(after[name]))
}

/** Whatever the database makes of the order of keys. */
function comparable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
