import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { foldWords } from '../../platform/search'
import { entryFormsOf } from './entry-forms'
import type { EntryRow } from './entry.store'
import { vectorOf } from './lexemes'
import { deleteSearchRows, replaceKeywords, storeSearchRows, type KeywordRow, type SearchRow } from './search.store'

/** What the search keeps of an entry; made before the transaction where there are many, since it is work. */
export interface Indexed {
  readonly search: SearchRow
  readonly keywords: readonly KeywordRow[]
}

export function indexOf(tenantId: TenantId, entry: EntryRow): Indexed {
  const { id, question, similar_questions: similar, keywords, answer, is_active: active, is_public } = entry
  const forms = entryFormsOf({ question, similar, keywords, answerText: answer.text })
  return {
    search: { entry_id: id, lexemes: vectorOf(tenantId, forms, { active, public: is_public }), forms },
    // What is 停用 is not found, so its keywords are none.
    keywords: active ? keywords.map((keyword) => ({ entry_id: id, folded: foldWords(keyword), keyword })) : [],
  }
}

/** In the transaction that stores the entries: whatever is stored is found. */
export async function storeIndex(tx: Tx, tenantId: TenantId, indexed: readonly Indexed[]): Promise<void> {
  const ids = indexed.map(({ search }) => search.entry_id)
  await storeSearchRows(
    tx,
    tenantId,
    indexed.map(({ search }) => search),
  )
  await replaceKeywords(
    tx,
    tenantId,
    ids,
    indexed.flatMap(({ keywords }) => keywords),
  )
}

export async function removeFromIndex(tx: Tx, tenantId: TenantId, rows: readonly EntryRow[]): Promise<void> {
  const ids = rows.map(({ id }) => id)
  await deleteSearchRows(tx, tenantId, ids)
  await replaceKeywords(tx, tenantId, ids, [])
}
