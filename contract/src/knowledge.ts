import { z } from 'zod'
import { span, spokenText, storableText } from './body'
import { FRAME_LIMITS } from './frames'
import { knowledgeCategoryId, knowledgeEntryId } from './ids'

const instant = z.number().int().describe('epoch milliseconds')

/** What one entry may hold, and one merchant. An entry has to fit into one frame. */
export const KNOWLEDGE_LIMITS = {
  maxQuestionLength: 200,
  maxSimilar: 20,
  maxKeywords: 20,
  maxKeywordLength: 40,
  maxAnswerLength: 4_000,
  maxArticleLength: 12_000,
  maxEntries: 20_000,
  maxCategories: 500,
  maxCategoryDepth: 4,
  /** Lines of one imported file. */
  maxImportRows: 5_000,
  maxImportBytes: 8 * 1024 * 1024,
} as const

const question = spokenText(KNOWLEDGE_LIMITS.maxQuestionLength).transform((text) => text.trim())
const keyword = spokenText(KNOWLEDGE_LIMITS.maxKeywordLength).transform((text) => text.trim())

/** 答案: what goes into the input of the console, with the marks a message may have. */
export const knowledgeAnswer = z
  .strictObject({
    text: spokenText(KNOWLEDGE_LIMITS.maxAnswerLength),
    spans: z.array(span).max(FRAME_LIMITS.maxSpans).default([]),
  })
  .refine(({ text, spans }) => spans.every((s) => s.offset + s.length <= text.length), {
    message: 'a span reaches beyond the text',
    path: ['spans'],
  })

/** Everything a person writes of an entry (MGT-13): question, category, keywords, answer and status, and how the public sees it. */
export const knowledgeContent = z.strictObject({
  question,
  similar: z.array(question).max(KNOWLEDGE_LIMITS.maxSimilar).default([]),
  categoryId: knowledgeCategoryId.nullable().default(null),
  keywords: z.array(keyword).max(KNOWLEDGE_LIMITS.maxKeywords).default([]),
  answer: knowledgeAnswer,
  article: storableText(KNOWLEDGE_LIMITS.maxArticleLength).nullable().default(null).describe('Markdown; null: none'),
  active: z.boolean().default(true).describe('启用: it is found; false: 停用'),
  public: z.boolean().default(false).describe('shown in the widget and the help centre while it is active'),
  position: z.number().int().min(0).max(1_000_000).default(0).describe('order among the public, lowest first'),
})
export type KnowledgeContent = z.output<typeof knowledgeContent>

/** A piece of a text that is to stand out. */
const marks = z.array(z.object({ offset: z.number().int(), length: z.number().int() }))

/** A place of the tree. */
export const knowledgeCategoryView = z.object({
  id: knowledgeCategoryId,
  parentId: knowledgeCategoryId.nullable(),
  name: z.string(),
  position: z.number().int(),
  entryCount: z.number().int().describe('entries directly in it'),
})
export type KnowledgeCategoryView = z.infer<typeof knowledgeCategoryView>

const content = z.object({
  question: z.string(),
  similar: z.array(z.string()),
  categoryId: knowledgeCategoryId.nullable(),
  keywords: z.array(z.string()),
  answer: z.object({ text: z.string(), spans: z.array(span) }),
  article: z.string().nullable(),
  active: z.boolean(),
  public: z.boolean(),
  position: z.number().int(),
})

/** An entry as staff see it. */
export const knowledgeEntryView = content.extend({
  id: knowledgeEntryId,
  version: z.number().int().describe('rises with each save'),
  slug: z.string().describe('its address in the help centre'),
  usedCount: z.number().int().describe('how often its answer was put into an input'),
  readCount: z.number().int().describe('how often the public opened it'),
  helpfulCount: z.number().int(),
  unhelpfulCount: z.number().int(),
  changedAt: instant,
  changedBy: z.string(),
})
export type KnowledgeEntryView = z.infer<typeof knowledgeEntryView>

/** A found entry, with what matched. */
export const knowledgeHitView = z.object({
  id: knowledgeEntryId,
  question: z.string(),
  answer: z.object({ text: z.string(), spans: z.array(span) }),
  categoryId: knowledgeCategoryId.nullable(),
  public: z.boolean(),
  slug: z.string(),
  usedCount: z.number().int(),
  marks: z.object({ question: marks, answer: marks }),
})
export type KnowledgeHitView = z.infer<typeof knowledgeHitView>

/** One save of an entry. */
export const knowledgeVersionView = z.object({
  version: z.number().int(),
  savedAt: instant,
  savedBy: z.string(),
  restoredFrom: z.number().int().nullable().describe('the version that was brought back; null: it was written'),
  content,
})
export type KnowledgeVersionView = z.infer<typeof knowledgeVersionView>

/** A public entry in a list of the widget. */
export const faqEntryView = z.object({ id: knowledgeEntryId, question: z.string() })
export type FaqEntryView = z.infer<typeof faqEntryView>

/** What is wrong with a line of an imported file; lines count from 1, the heading being the first. */
export const importErrorView = z.object({
  line: z.number().int(),
  field: z.string(),
  reason: z.enum(['missing', 'too_long', 'too_many', 'not_a_choice', 'unreadable', 'twice_in_file']),
})
export type ImportErrorView = z.infer<typeof importErrorView>
