import type { PhraseCategoryView, PhraseView } from '@keqiao/contract'
import type { FileFacts } from '@keqiao/domain'
import type { CategoryRow } from './library.store'
import type { PhraseRow } from './phrase.store'

/** Makes the address under which a reader gets a file, valid for a while. */
export type SignFile = (file: FileFacts) => string

export function phraseView(row: PhraseRow, sign: SignFile): PhraseView {
  return {
    id: row.id,
    scope: row.owner_id === null ? 'public' : 'own',
    categoryId: row.category_id,
    category: row.category,
    title: row.title,
    text: row.text,
    spans: [...row.spans],
    code: row.code,
    hotKey: row.hot_key,
    files: row.files.map((file) => {
      const { fileId: id, ...facts } = file
      return { id, ...facts, url: sign(file) }
    }),
    usedCount: row.used_count,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

export function categoryView({ id, owner_id, parent_id, name, count }: CategoryRow): PhraseCategoryView {
  return { id, scope: owner_id === null ? 'public' : 'own', parentId: parent_id, name, count }
}
