import { describe, expect, it } from 'vitest'
import { checkAnswers } from './check-answers'
import { checkForm } from './check-form'
import { askedQuestions, pathTo, type Question } from './form'
import { summaryFacts } from './summary-facts'

const asked = { help: '', required: false, showIf: null, role: null } as const
const tree: Question = {
  ...asked,
  id: 'category',
  label: '咨询分类',
  required: true,
  role: 'category',
  kind: 'tree',
  branches: [
    {
      id: 'after',
      label: '售后',
      children: [
        { id: 'after.return', label: '退货', children: [] },
        { id: 'after.swap', label: '换货', children: [] },
      ],
    },
    { id: 'other', label: '其他', children: [] },
  ],
}
const content: Question = {
  ...asked,
  id: 'content',
  label: '咨询内容',
  kind: 'longText',
  maxLength: 5,
  role: 'content',
}
const solved: Question = { ...asked, id: 'solved', label: '是否解决', kind: 'yesNo', role: 'solved' }
const followUp: Question = { ...asked, id: 'follow', label: '需要跟进', kind: 'yesNo', role: 'followUp' }
const note: Question = {
  ...asked,
  id: 'note',
  label: '跟进说明',
  required: true,
  showIf: { questionId: 'follow', is: [true] },
  kind: 'text',
  maxLength: 20,
}
const options = [
  { id: 'calm', label: '平稳' },
  { id: 'upset', label: '激动' },
]
const mood: Question = { ...asked, id: 'mood', label: '顾客情绪', kind: 'choices', options }
const day: Question = { ...asked, id: 'day', label: '回电日期', kind: 'date' }
const amount: Question = { ...asked, id: 'amount', label: '赔付', kind: 'number', min: 0, max: 100 }
const questions = [tree, content, solved, followUp, note, mood, day, amount]
const good = { category: 'after.return' }

describe('CON-06: answers to a form', () => {
  it('are stored trimmed, without what is empty', () => {
    const { answers, complaints } = checkAnswers(questions, { ...good, content: '  退货  ', mood: [], note: ' ' })
    expect(complaints).toEqual([])
    expect(answers).toEqual({ category: 'after.return', content: '退货' })
  })

  it.each([
    [{}, 'category', 'missing'],
    [{ category: 'after' }, 'category', 'not-a-leaf'],
    [{ category: 'gone' }, 'category', 'unknown-option'],
    [{ ...good, content: '六个字的内容' }, 'content', 'too-long'],
    [{ ...good, content: true }, 'content', 'wrong-kind'],
    [{ ...good, solved: 'yes' }, 'solved', 'wrong-kind'],
    [{ ...good, follow: true }, 'note', 'missing'],
    [{ ...good, mood: ['calm', 'calm'] }, 'mood', 'wrong-kind'],
    [{ ...good, mood: ['angry'] }, 'mood', 'unknown-option'],
    [{ ...good, day: '2026-02-30' }, 'day', 'not-a-date'],
    [{ ...good, amount: 101 }, 'amount', 'out-of-range'],
    [{ ...good, amount: Number.NaN }, 'amount', 'wrong-kind'],
    [{ ...good, invented: 'x' }, 'invented', 'unknown-question'],
  ] as const)('%j are refused for %s: %s', (given, questionId, problem) => {
    expect(checkAnswers(questions, given).complaints).toEqual([{ questionId, problem }])
  })

  it('to a question that is not asked are dropped and not missed', () => {
    const { answers, complaints } = checkAnswers(questions, { ...good, follow: false, note: '明天回电' })
    expect(complaints).toEqual([])
    expect(answers).toEqual({ category: 'after.return', follow: false })
  })
})

describe('a condition', () => {
  const under: Question = {
    ...asked,
    id: 'u',
    label: '物流单号',
    showIf: { questionId: 'category', is: ['after'] },
    kind: 'text',
    maxLength: 9,
  }
  it('on a branch holds for everything under it', () => {
    const idsOf = (category: string) => askedQuestions([tree, under], { category }).map(({ id }) => id)
    expect(idsOf('after.swap')).toEqual(['category', 'u'])
    expect(idsOf('other')).toEqual(['category'])
  })

  it('on a question that is not asked itself does not hold', () => {
    const third: Question = { ...under, id: 'w', showIf: { questionId: 'more', is: [true] } }
    const more: Question = { ...solved, id: 'more', role: null, showIf: { questionId: 'category', is: ['other'] } }
    expect(askedQuestions([tree, more, third], { category: 'after.swap', more: true })).toEqual([tree])
  })
})

describe('CON-06: a form', () => {
  it('that is sound may be published', () => {
    expect(checkForm(questions)).toEqual([])
  })

  it.each([
    ['no-label', { ...content, label: '  ' }],
    ['same-id', { ...content, id: 'category', role: null }],
    ['same-role', { ...tree, id: 'second' }],
    ['role-of-other-kind', { ...content, id: 'x', role: 'solved' }],
    ['no-options', { ...mood, id: 'x', options: [] }],
    ['same-option', { ...mood, id: 'x', options: [options[0], { id: 'other', label: '平稳 ' }] }],
    ['option-without-label', { ...mood, id: 'x', options: [{ id: 'a', label: '' }] }],
    ['range-upside-down', { ...amount, id: 'x', min: 2, max: 1 }],
    ['shown-by-nothing-before', { ...note, showIf: { questionId: 'amiss', is: [true] } }],
    ['shown-by-unknown-option', { ...note, showIf: { questionId: 'category', is: ['gone'] } }],
    ['shown-by-unknown-option', { ...note, showIf: { questionId: 'category', is: [] } }],
  ])('is not published: %s', (problem, wrong) => {
    expect(checkForm([tree, wrong as Question])).toEqual([{ questionId: wrong.id, problem }])
  })

  it('has a tree with names that differ among siblings, ids that differ in all of it, and four levels at most', () => {
    const leaf = (id: string, label = id) => ({ id, label, children: [] })
    const problemOf = (branches: unknown) =>
      checkForm([{ ...tree, branches } as Question]).map(({ problem }) => problem)
    expect(problemOf([leaf('a'), leaf('b', 'a')])).toEqual(['same-option'])
    expect(problemOf([leaf('a'), { ...leaf('b'), children: [leaf('a', 'c')] }])).toEqual(['same-option'])
    const deep = (levels: number): object => ({ ...leaf(`l${levels}`), children: levels > 1 ? [deep(levels - 1)] : [] })
    expect(problemOf([deep(4)])).toEqual([])
    expect(problemOf([deep(5)])).toEqual(['too-deep'])
  })
})

describe('CON-23: what a summary says of a dialogue', () => {
  it('is its category by name, whether it is solved and whether somebody goes on with it', () => {
    expect(summaryFacts(questions, { category: 'after.return', solved: false, follow: true })).toEqual({
      categoryId: 'after.return',
      categoryPath: ['售后', '退货'],
      solved: false,
      followUp: true,
    })
  })

  it('is nothing where the form does not ask', () => {
    const nothing = { categoryId: null, categoryPath: [], solved: null, followUp: false }
    expect(summaryFacts([content], { content: '退货' })).toEqual(nothing)
  })

  it('names the way to a node', () => {
    expect(pathTo(tree.branches, 'after.swap')?.map(({ label }) => label)).toEqual(['售后', '换货'])
    expect(pathTo(tree.branches, 'gone')).toBeNull()
  })
})
