import { checkForm, type FormBranch } from '@keqiao/domain'
import { describe, expect, it } from 'vitest'
import {
  moved,
  movedBefore,
  newQuestion,
  parentOf,
  pruned,
  renamed,
  transplanted,
  withChildren,
  without,
} from './form-draft'
import { leavesOf, matching } from './tree-leaves'

const leaf = (id: string): FormBranch => ({ id, label: id, children: [] })
const branches = [{ ...leaf('a'), children: [leaf('a1'), leaf('a2')] }, leaf('b')]
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id).join(' ')
const shape = (tree: readonly FormBranch[]): string =>
  tree.map(({ id, children }) => id + (children.length > 0 ? `(${shape(children)})` : '')).join(' ')

describe('CON-06: the questions of a form that is edited', () => {
  const draft = (['text', 'yesNo', 'tree', 'number'] as const).map((kind) => newQuestion(kind, kind, 'o'))

  it('move by one, to the ends and no further, and by dropping one on another', () => {
    expect(idsOf(moved(draft, 'yesNo', -1))).toBe('yesNo text tree number')
    expect(moved(draft, 'text', -1)).toBe(draft)
    expect(moved(draft, 'number', 1)).toBe(draft)
    expect(idsOf(movedBefore(draft, 'number', 'text'))).toBe('number text yesNo tree')
    expect(idsOf(movedBefore(draft, 'text', 'tree'))).toBe('yesNo tree text number')
  })

  it('lose the condition on a question that goes', () => {
    const dependent = { ...newQuestion('d', 'text', 'o'), label: 'd', showIf: { questionId: 'yesNo', is: [true] } }
    const left = without([...draft, dependent], 'yesNo')
    expect(left.at(-1)).toMatchObject({ id: 'd', showIf: null })
    expect(checkForm(left).filter(({ questionId }) => questionId === 'd')).toEqual([])
  })
})

describe('CON-23: the category tree that is edited', () => {
  it('takes new nodes, names, removals and moves', () => {
    expect(shape(withChildren(branches, 'b', (below) => [...below, leaf('b1')]))).toBe('a(a1 a2) b(b1)')
    expect(renamed(branches, 'a2', '新')[0]?.children[1]?.label).toBe('新')
    expect(shape(pruned(branches, 'a1'))).toBe('a(a2) b')
    expect(shape(transplanted(branches, 'a1', 'b'))).toBe('a(a2) b(a1)')
    expect(shape(transplanted(branches, 'a1', null))).toBe('a(a2) b a1')
    expect(parentOf(branches, 'a2')?.id).toBe('a')
  })

  it('never hangs a node below itself', () => {
    expect(transplanted(branches, 'a', 'a1')).toBe(branches)
    expect(transplanted(branches, 'a', 'a')).toBe(branches)
  })

  it('is found by any words on the way to a leaf', () => {
    const leaves = leavesOf(branches)
    expect(leaves.map(({ path }) => path.join('/'))).toEqual(['a/a1', 'a/a2', 'b'])
    expect(matching(leaves, ' A  2 ').map(({ id }) => id)).toEqual(['a2'])
    expect(matching(leaves, 'x')).toEqual([])
  })
})
