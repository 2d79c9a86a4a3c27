import type { Bindable } from '../../platform/operations'
import { changeCategory, createCategory, removeCategory } from './change-categories'
import { changeEntries, removeEntries, useEntry } from './change-entries'
import { faqOperations } from './faq'
import { knowledgeQueries } from './knowledge.queries'
import { createEntry, restoreEntry, updateEntry } from './write-entry'

/** The operations of the knowledge base that go through frames and HTTP alike. */
export const knowledgeOperations: Bindable[] = [
  ...knowledgeQueries,
  ...faqOperations,
  createEntry,
  updateEntry,
  restoreEntry,
  changeEntries,
  removeEntries,
  useEntry,
  createCategory,
  changeCategory,
  removeCategory,
]

export { helpCentreRoutes } from './help-centre.routes'
export { helpPathOf } from './help-path'
export { helpStylePath } from './help-style'
export { escapeText } from './render-article'
export { tableRoutes } from './table.routes'
export { hasFaq } from './faq'
export { searchEntries, type SelectFound } from './search-entries'
export { seedKnowledge, type SeededKnowledge } from './seed-knowledge'
