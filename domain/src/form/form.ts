/**
 * A form is data: ordered questions, each of a closed list of kinds. The summary sheet is one; surveys, scorecards and
 * exams are others. A published version never changes, and what is handed in names the version it was written on.
 */

/** One thing to choose. What is taken out of a later version stays readable in the version that had it. */
export interface FormOption {
  readonly id: string
  readonly label: string
}

/** A node of a tree to choose from; only one without children can be chosen. */
export interface FormBranch extends FormOption {
  readonly children: readonly FormBranch[]
}

/**
 * Asked only where an earlier question was answered so: one of these options (of a tree also by what it lies under), or
 * this yes or no.
 */
export interface ShowIf {
  readonly questionId: string
  readonly is: readonly (string | boolean)[]
}

interface Asked {
  readonly id: string
  readonly label: string
  readonly help: string
  readonly required: boolean
  readonly showIf: ShowIf | null
  /** What the product reads out of the answer, beside showing it; of each role there is one question at most. */
  readonly role: QuestionRole | null
}

export type QuestionRole = 'category' | 'content' | 'solved' | 'followUp'

export type Question = Asked &
  (
    | { readonly kind: 'text' | 'longText'; readonly maxLength: number }
    | { readonly kind: 'choice' | 'choices'; readonly options: readonly FormOption[] }
    | { readonly kind: 'tree'; readonly branches: readonly FormBranch[] }
    | { readonly kind: 'yesNo' | 'date' }
    | { readonly kind: 'number'; readonly min: number | null; readonly max: number | null }
  )

export type QuestionKind = Question['kind']

/** By id of the question. A choice is the option's id, a tree the node's, a date `2026-11-30`. */
export type Answer = string | boolean | number | readonly string[]
export type Answers = Readonly<Record<string, Answer>>

/** The way from the root to a node, the node last; null: there is none of this id. */
export function pathTo(branches: readonly FormBranch[], id: string): FormBranch[] | null {
  for (const branch of branches) {
    if (branch.id === id) return [branch]
    const below = pathTo(branch.children, id)
    if (below) return [branch, ...below]
  }
  return null
}

/** Every node of a tree, each before what lies under it. */
export function allBranches(branches: readonly FormBranch[]): FormBranch[] {
  return branches.flatMap((branch) => [branch, ...allBranches(branch.children)])
}

/** Levels of the deepest node. */
export function depthOf(branches: readonly FormBranch[]): number {
  return branches.reduce((deepest, { children }) => Math.max(deepest, 1 + depthOf(children)), 0)
}

/** What of a form is asked, given what is answered so far; in order. */
export function askedQuestions(questions: readonly Question[], answers: Answers): Question[] {
  const asked: Question[] = []
  for (const question of questions) if (isAsked(question, asked, answers)) asked.push(question)
  return asked
}

/** A condition on a question that is not asked itself does not hold. */
function isAsked({ showIf }: Question, before: readonly Question[], answers: Answers): boolean {
  if (!showIf) return true
  const on = before.find(({ id }) => id === showIf.questionId)
  const answer = on && answers[on.id]
  if (!on || answer === undefined) return false
  return valuesOf(on, answer).some((value) => showIf.is.includes(value))
}

function valuesOf(question: Question, answer: Answer): (string | boolean)[] {
  if (Array.isArray(answer)) return [...(answer as readonly string[])]
  if (question.kind === 'tree') return pathTo(question.branches, String(answer))?.map(({ id }) => id) ?? []
  return typeof answer === 'number' ? [] : [answer as string | boolean]
}
