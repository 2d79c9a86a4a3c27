import { KNOWLEDGE_LIMITS, type ImportErrorView, type KnowledgeContent } from '@keqiao/contract'
import { isStorableText } from '@keqiao/domain'
import type { TableRow } from './read-table'
import { choiceOf, keywordsOf, partsOf, pathOfCell, type TableColumn } from './table-columns'

/** A line that can become an entry. */
export interface CheckedRow {
  readonly line: number
  readonly content: Omit<KnowledgeContent, 'categoryId' | 'position'>
  /** Names from the top down; empty: no category. */
  readonly categoryPath: readonly string[]
}

interface Checked {
  readonly rows: readonly CheckedRow[]
  readonly errors: readonly ImportErrorView[]
}

const limits = KNOWLEDGE_LIMITS

/** Looks at every line; each with errors is named with all of them. */
export function checkRows(table: readonly TableRow[]): Checked {
  const rows: CheckedRow[] = []
  const errors: ImportErrorView[] = []
  const seen = new Set<string>()
  for (const row of table) {
    const found = errorsOf(row)
    if (seen.has(row.cells.question)) found.push({ line: row.line, field: 'question', reason: 'twice_in_file' })
    seen.add(row.cells.question)
    errors.push(...found)
    if (found.length === 0) rows.push(rowOf(row))
  }
  return { rows, errors }
}

function errorsOf({ line, cells }: TableRow): ImportErrorView[] {
  const errors: ImportErrorView[] = []
  const add = (field: TableColumn, reason: ImportErrorView['reason']) => errors.push({ line, field, reason })
  const similar = partsOf(cells.similar)
  const keywords = keywordsOf(cells.keywords)
  const path = pathOfCell(cells.category)
  if (cells.question === '') add('question', 'missing')
  if (cells.answer === '') add('answer', 'missing')
  if (cells.question.length > limits.maxQuestionLength) add('question', 'too_long')
  if (cells.answer.length > limits.maxAnswerLength) add('answer', 'too_long')
  if (cells.article.length > limits.maxArticleLength) add('article', 'too_long')
  if (similar.length > limits.maxSimilar) add('similar', 'too_many')
  if (similar.some((one) => one.length > limits.maxQuestionLength)) add('similar', 'too_long')
  if (keywords.length > limits.maxKeywords) add('keywords', 'too_many')
  if (keywords.some((one) => one.length > limits.maxKeywordLength)) add('keywords', 'too_long')
  if (path.length > limits.maxCategoryDepth) add('category', 'too_many')
  if (path.some((one) => one.length > 40)) add('category', 'too_long')
  for (const field of ['status', 'public'] as const)
    if (choiceOf(cells[field], true) === null) add(field, 'not_a_choice')
  for (const [field, cell] of Object.entries(cells)) if (!isStorableText(cell)) add(field as TableColumn, 'unreadable')
  return errors
}

function rowOf({ line, cells }: TableRow): CheckedRow {
  const content = {
    question: cells.question,
    similar: partsOf(cells.similar),
    keywords: keywordsOf(cells.keywords),
    answer: { text: cells.answer, spans: [] },
    article: cells.article === '' ? null : cells.article,
    active: choiceOf(cells.status, true) ?? true,
    public: choiceOf(cells.public, false) ?? false,
  }
  return { line, content, categoryPath: pathOfCell(cells.category) }
}
