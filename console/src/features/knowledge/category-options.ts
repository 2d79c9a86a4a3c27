import type { KnowledgeCategoryView } from '@keqiao/contract'

/** A category as a list shows the tree: by its depth. */
export interface CategoryOption extends KnowledgeCategoryView {
  readonly depth: number
  /** With the names above it. */
  readonly path: string
}

/** The tree as a list, each below its parent, in the order that was given. */
export function categoryOptions(
  categories: readonly KnowledgeCategoryView[],
  parentId: string | null = null,
  above: readonly string[] = [],
): CategoryOption[] {
  return categories
    .filter((category) => category.parentId === parentId)
    .flatMap((category) => {
      const path = [...above, category.name]
      const own = { ...category, depth: above.length, path: path.join(' / ') }
      return [own, ...categoryOptions(categories, category.id, path)]
    })
}
