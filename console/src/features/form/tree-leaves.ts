import type { FormBranch } from '@keqiao/domain'

/** What of a tree can be chosen, with the names on the way to it. */
export interface Leaf {
  readonly id: string
  readonly path: readonly string[]
}

export function leavesOf(branches: readonly FormBranch[], above: readonly string[] = []): Leaf[] {
  return branches.flatMap(({ id, label, children }) => {
    const path = [...above, label]
    return children.length === 0 ? [{ id, path }] : leavesOf(children, path)
  })
}

/** Those whose way holds each of the words. */
export function matching(leaves: readonly Leaf[], sought: string): readonly Leaf[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return leaves
  return leaves.filter(({ path }) => {
    const way = path.join(' ').toLowerCase()
    return words.every((word) => way.includes(word))
  })
}
