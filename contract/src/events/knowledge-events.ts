import { z } from 'zod'
import { knowledgeCategoryId, knowledgeEntryId } from '../ids'
import { staff } from './define'
import { change } from './fragments'

/** Texts are long and stand in the entry's versions, which are kept; here is what happened to which. */
const knowledgeSaved = z.object({
  entryId: knowledgeEntryId,
  version: z.number().int(),
  question: z.string(),
  categoryId: knowledgeCategoryId.nullable(),
  active: z.boolean(),
  public: z.boolean(),
  /** Names of the fields that differ from the version before; empty: it is new. */
  fields: z.array(z.string()),
  restoredFrom: z.number().int().nullable(),
})
const knowledgeRemoved = z.object({ entryId: knowledgeEntryId, question: z.string() })
const knowledgeCategory = z.object({ categoryId: knowledgeCategoryId, name: z.string() })
const knowledgeCategoryChanged = z.object({
  categoryId: knowledgeCategoryId,
  name: change(z.string()),
  parentId: change(knowledgeCategoryId.nullable()),
  position: change(z.number().int()),
})

/** What happens to the knowledge base. */
export const knowledgeEvents = {
  'knowledge.saved': staff('knowledge', 1, knowledgeSaved),
  'knowledge.removed': staff('knowledge', 1, knowledgeRemoved),
  'knowledge.categoryCreated': staff('knowledge', 1, knowledgeCategory),
  'knowledge.categoryChanged': staff('knowledge', 1, knowledgeCategoryChanged),
  'knowledge.categoryRemoved': staff('knowledge', 1, knowledgeCategory),
} as const
