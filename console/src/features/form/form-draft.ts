import { allBranches, type FormBranch, type Question, type QuestionKind } from '@keqiao/domain'

/** Questions as they are edited; every change makes a new list. */
export type FormDraft = readonly Question[]

const asked = { help: '', required: false, showIf: null, role: null } as const

/** A new question of a kind, with what it cannot be without. */
export function newQuestion(id: string, kind: QuestionKind, optionId: string): Question {
  const empty = { ...asked, id, label: '' }
  switch (kind) {
    case 'text':
      return { ...empty, kind, maxLength: 100 }
    case 'longText':
      return { ...empty, kind, maxLength: 1_000 }
    case 'choice':
    case 'choices':
      return { ...empty, kind, options: [{ id: optionId, label: '' }] }
    case 'tree':
      return { ...empty, kind, branches: [{ id: optionId, label: '', children: [] }] }
    case 'yesNo':
    case 'date':
      return { ...empty, kind }
    case 'number':
      return { ...empty, kind, min: null, max: null }
  }
}

export const replaced = (draft: FormDraft, question: Question): FormDraft =>
  draft.map((one) => (one.id === question.id ? question : one))

/** Without a question; what depended on it is always asked from now on. */
export const without = (draft: FormDraft, id: string): FormDraft =>
  draft.flatMap((one) => (one.id === id ? [] : [one.showIf?.questionId === id ? { ...one, showIf: null } : one]))

/** One place up or down; at the end it stays. */
export function moved<Of extends { readonly id: string }>(list: readonly Of[], id: string, by: 1 | -1): readonly Of[] {
  const at = list.findIndex((one) => one.id === id)
  const one = list[at]
  const to = at + by
  if (!one || to < 0 || to >= list.length) return list
  return list.toSpliced(at, 1).toSpliced(to, 0, one)
}

/** Before another one, as by drag and drop. */
export function movedBefore(draft: FormDraft, id: string, beforeId: string): FormDraft {
  const one = draft.find((question) => question.id === id)
  if (!one || id === beforeId) return draft
  const others = draft.filter((question) => question !== one)
  const at = others.findIndex((question) => question.id === beforeId)
  // Onto one below it: it takes that one's place.
  const down =
    draft.findIndex((question) => question.id === id) < draft.findIndex(({ id: other }) => other === beforeId)
  return others.toSpliced(at + (down ? 1 : 0), 0, one)
}

type Branches = readonly FormBranch[]

/** The same tree with the children of one node changed; null: the top. */
export function withChildren(
  branches: Branches,
  parentId: string | null,
  change: (of: Branches) => Branches,
): Branches {
  if (parentId === null) return change(branches)
  return branches.map((branch) => ({
    ...branch,
    children: branch.id === parentId ? change(branch.children) : withChildren(branch.children, parentId, change),
  }))
}

export const renamed = (branches: Branches, id: string, label: string): Branches =>
  branches.map((branch) =>
    branch.id === id ? { ...branch, label } : { ...branch, children: renamed(branch.children, id, label) },
  )

/** Without a node and what lies under it. */
export const pruned = (branches: Branches, id: string): Branches =>
  branches.flatMap((branch) => (branch.id === id ? [] : [{ ...branch, children: pruned(branch.children, id) }]))

/** A node with what lies under it, now the last below another one; null: at the top. Never below itself. */
export function transplanted(branches: Branches, id: string, parentId: string | null): Branches {
  const node = allBranches(branches).find((branch) => branch.id === id)
  if (!node || id === parentId || allBranches(node.children).some((below) => below.id === parentId)) return branches
  return withChildren(pruned(branches, id), parentId, (children) => [...children, node])
}

/** The node above another; null: it stands at the top. */
export function parentOf(branches: Branches, id: string): FormBranch | null {
  return allBranches(branches).find(({ children }) => children.some((child) => child.id === id)) ?? null
}
