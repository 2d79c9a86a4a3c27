import type { KnowledgeCategoryId } from '@keqiao/domain'
import type { CategoryRow } from './category.store'

type Tree = readonly Pick<CategoryRow, 'id' | 'parent_id' | 'name'>[]

/** Those directly below a category, or at the top. */
export function siblingsOf<Row extends Pick<CategoryRow, 'parent_id'>>(
  tree: readonly Row[],
  parentId: KnowledgeCategoryId | null,
): Row[] {
  return tree.filter((row) => row.parent_id === parentId)
}

/** How many levels lead down to a category, itself counted; 0: the top. */
export function depthOf(tree: Tree, id: KnowledgeCategoryId | null): number {
  return pathOf(tree, id).length
}

/** How many levels a category has with all below it, itself counted. */
export function depthBelow(tree: Tree, id: KnowledgeCategoryId): number {
  return 1 + Math.max(0, ...siblingsOf(tree, id).map((child) => depthBelow(tree, child.id)))
}

/** Whether a category lies in another, or is it. */
export function isWithin(tree: Tree, id: KnowledgeCategoryId | null, other: KnowledgeCategoryId): boolean {
  return pathOf(tree, id).some((row) => row.id === other)
}

/** From the top down to a category; empty: the top, or there is no such category. */
export function pathOf<Row extends Tree[number]>(tree: readonly Row[], id: KnowledgeCategoryId | null): Row[] {
  const path: Row[] = []
  for (let at = id; at !== null;) {
    const wanted = at
    const row = tree.find((one) => one.id === wanted)
    if (!row || path.includes(row)) return path
    path.unshift(row)
    at = row.parent_id
  }
  return path
}
