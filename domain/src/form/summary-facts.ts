import { pathTo, type Answers, type Question, type QuestionRole } from './form'

/** What the product reads out of a summary; the rest of it is the merchant's own. */
export interface SummaryFacts {
  readonly categoryId: string | null
  /** Names from the root to the category, as they were when it was chosen. */
  readonly categoryPath: readonly string[]
  readonly solved: boolean | null
  readonly followUp: boolean
}

/** Reads them out of checked answers. A form without the question, or a question without an answer, says nothing. */
export function summaryFacts(questions: readonly Question[], answers: Answers): SummaryFacts {
  const answerTo = (role: QuestionRole) => {
    const question = questions.find((one) => one.role === role)
    return { question, answer: question && answers[question.id] }
  }
  const { question, answer: categoryId } = answerTo('category')
  const path =
    question?.kind === 'tree' && typeof categoryId === 'string' ? pathTo(question.branches, categoryId) : null
  const solved = answerTo('solved').answer
  return {
    categoryId: path ? String(categoryId) : null,
    categoryPath: path?.map(({ label }) => label) ?? [],
    solved: typeof solved === 'boolean' ? solved : null,
    followUp: answerTo('followUp').answer === true,
  }
}
