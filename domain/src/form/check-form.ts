import { allBranches, depthOf, type FormBranch, type Question } from './form'

/** What a form may hold. */
export const formLimits = {
  questions: 50,
  options: 100,
  branches: 500,
  depth: 4,
  labelLength: 60,
  helpLength: 200,
  textLength: 5_000,
} as const

/** What is wrong with a question as somebody wrote it. */
export type QuestionProblem =
  | 'no-label'
  | 'same-id'
  | 'same-role'
  | 'role-of-other-kind'
  | 'no-options'
  | 'too-many-options'
  | 'too-deep'
  | 'option-without-label'
  | 'same-option'
  | 'range-upside-down'
  | 'shown-by-nothing-before'
  | 'shown-by-unknown-option'

export interface QuestionComplaint {
  readonly questionId: string
  readonly problem: QuestionProblem
}

/** What has to be put right before a form can be published; in the order of its questions. */
export function checkForm(questions: readonly Question[]): QuestionComplaint[] {
  return questions.flatMap((question, index) => {
    const before = questions.slice(0, index)
    const problems = [ownProblem(question, before), problemOfKind(question), problemOfCondition(question, before)]
    return problems.flatMap((problem) => (problem ? [{ questionId: question.id, problem }] : []))
  })
}

const kindsOfRoles = { category: 'tree', content: 'longText', solved: 'yesNo', followUp: 'yesNo' } as const

function ownProblem({ id, label, role, kind }: Question, before: readonly Question[]): QuestionProblem | null {
  if (label.trim() === '') return 'no-label'
  if (before.some((other) => other.id === id)) return 'same-id'
  if (role === null) return null
  if (kindsOfRoles[role] !== kind) return 'role-of-other-kind'
  return before.some((other) => other.role === role) ? 'same-role' : null
}

function problemOfKind(question: Question): QuestionProblem | null {
  switch (question.kind) {
    case 'choice':
    case 'choices':
      if (question.options.length > formLimits.options) return 'too-many-options'
      return problemOfOptions(question.options)
    case 'tree':
      return problemOfTree(question.branches)
    case 'number': {
      const { min, max } = question
      return min !== null && max !== null && min > max ? 'range-upside-down' : null
    }
    default:
      return null
  }
}

function problemOfOptions(options: readonly { readonly id: string; readonly label: string }[]): QuestionProblem | null {
  if (options.length === 0) return 'no-options'
  if (options.some(({ label }) => label.trim() === '')) return 'option-without-label'
  const differ = (values: readonly string[]) => new Set(values).size === values.length
  const labels = options.map(({ label }) => label.trim())
  return differ(labels) && differ(options.map(({ id }) => id)) ? null : 'same-option'
}

/** Names differ among siblings; ids in the whole tree. */
function problemOfTree(branches: readonly FormBranch[]): QuestionProblem | null {
  const all = allBranches(branches)
  if (all.length > formLimits.branches) return 'too-many-options'
  if (depthOf(branches) > formLimits.depth) return 'too-deep'
  if (new Set(all.map(({ id }) => id)).size !== all.length) return 'same-option'
  const siblings = [branches, ...all.map(({ children }) => children).filter((children) => children.length > 0)]
  return siblings.map(problemOfOptions).find((problem) => problem !== null) ?? null
}

function problemOfCondition({ showIf }: Question, before: readonly Question[]): QuestionProblem | null {
  if (!showIf) return null
  const on = before.find(({ id }) => id === showIf.questionId)
  if (!on) return 'shown-by-nothing-before'
  const possible = valuesToShowBy(on)
  return showIf.is.length > 0 && showIf.is.every((value) => possible.includes(value)) ? null : 'shown-by-unknown-option'
}

/** The answers by which a later question can be shown; none: by this one nothing can. */
export function valuesToShowBy(question: Question): (string | boolean)[] {
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return question.options.map(({ id }) => id)
    case 'tree':
      return allBranches(question.branches).map(({ id }) => id)
    case 'yesNo':
      return [true, false]
    default:
      return []
  }
}
