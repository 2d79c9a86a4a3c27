import { askedQuestions, pathTo, type Answer, type Answers, type FormOption, type Question } from './form'

/** What is wrong with an answer. */
export type AnswerProblem =
  | 'missing'
  | 'wrong-kind'
  | 'too-long'
  | 'unknown-option'
  | 'not-a-leaf'
  | 'not-a-date'
  | 'out-of-range'
  | 'unknown-question'

export interface AnswerComplaint {
  readonly questionId: string
  readonly problem: AnswerProblem
}

export interface CheckedAnswers {
  /** Of what is asked only, trimmed, without what is empty: what is to be stored. */
  readonly answers: Answers
  /** In the order of the questions; none: it may be handed in. */
  readonly complaints: readonly AnswerComplaint[]
}

/**
 * Judges what somebody filled in; server and screen both do. What stands under a question that is not asked any more is
 * dropped, not complained about; what names no question of the form at all is.
 */
export function checkAnswers(questions: readonly Question[], given: Answers): CheckedAnswers {
  const trimmed = Object.fromEntries(Object.entries(given).flatMap(([id, answer]) => filled(id, answer)))
  const known = new Set(questions.map(({ id }) => id))
  const answers: Record<string, Answer> = {}
  const complaints: AnswerComplaint[] = []
  for (const question of askedQuestions(questions, trimmed)) {
    const answer = trimmed[question.id]
    const problem = answer === undefined ? (question.required ? 'missing' : null) : problemOf(question, answer)
    if (problem) complaints.push({ questionId: question.id, problem })
    else if (answer !== undefined) answers[question.id] = answer
  }
  for (const id of Object.keys(trimmed)) {
    if (!known.has(id)) complaints.push({ questionId: id, problem: 'unknown-question' })
  }
  return { answers, complaints }
}

/** Text of blanks and an empty choice are no answer. */
function filled(id: string, answer: Answer): [string, Answer][] {
  if (typeof answer === 'string') return answer.trim() === '' ? [] : [[id, answer.trim()]]
  return Array.isArray(answer) && answer.length === 0 ? [] : [[id, answer]]
}

function problemOf(question: Question, answer: Answer): AnswerProblem | null {
  switch (question.kind) {
    case 'text':
    case 'longText':
      if (typeof answer !== 'string') return 'wrong-kind'
      return answer.length > question.maxLength ? 'too-long' : null
    case 'choice':
      if (typeof answer !== 'string') return 'wrong-kind'
      return question.options.some(({ id }) => id === answer) ? null : 'unknown-option'
    case 'choices':
      return problemOfChoices(question, answer)
    case 'tree':
      return problemOfBranch(question, answer)
    case 'yesNo':
      return typeof answer === 'boolean' ? null : 'wrong-kind'
    case 'date':
      if (typeof answer !== 'string') return 'wrong-kind'
      return isDay(answer) ? null : 'not-a-date'
    case 'number':
      return problemOfNumber(question, answer)
  }
}

function problemOfChoices({ options }: { options: readonly FormOption[] }, answer: Answer): AnswerProblem | null {
  if (!Array.isArray(answer)) return 'wrong-kind'
  const chosen = answer as readonly string[]
  if (new Set(chosen).size !== chosen.length) return 'wrong-kind'
  return chosen.every((id) => options.some((option) => option.id === id)) ? null : 'unknown-option'
}

function problemOfBranch({ branches }: Extract<Question, { kind: 'tree' }>, answer: Answer): AnswerProblem | null {
  if (typeof answer !== 'string') return 'wrong-kind'
  const chosen = pathTo(branches, answer)?.at(-1)
  if (!chosen) return 'unknown-option'
  return chosen.children.length > 0 ? 'not-a-leaf' : null
}

function problemOfNumber({ min, max }: Extract<Question, { kind: 'number' }>, answer: Answer): AnswerProblem | null {
  if (typeof answer !== 'number' || !Number.isFinite(answer)) return 'wrong-kind'
  return (min !== null && answer < min) || (max !== null && answer > max) ? 'out-of-range' : null
}

/** Whether it is a day of the calendar, as `2026-11-30`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
