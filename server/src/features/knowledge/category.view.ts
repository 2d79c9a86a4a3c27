import type { KnowledgeCategoryView } from '@keqiao/contract'
import type { CategoryRow } from './category.store'

/** A category for staff. */
export function categoryView(
  { id, parent_id, name, position }: CategoryRow,
  entryCount: number,
): KnowledgeCategoryView {
  return { id, parentId: parent_id, name, position, entryCount }
}
