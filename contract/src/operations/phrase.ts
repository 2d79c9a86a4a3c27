import { maxPhraseFiles, phraseCodeOf, phraseKeys } from '@keqiao/domain'
import { z } from 'zod'
import { span, spokenText, storableText } from '../body'
import { FRAME_LIMITS } from '../frames'
import { fileId, phraseCategoryId, phraseId } from '../ids'
import { phraseCategoryView, phraseView } from '../views/phrase'
import { defineOperation } from './define'

const scope = z.enum(['public', 'own']).describe('公用 needs phrase:manage to be changed; own: one’s personal ones')
const code = storableText(40)
  .transform((text) => phraseCodeOf(text) ?? text)
  .refine((text) => phraseCodeOf(text) !== null, { message: 'one to twelve letters or figures' })

const fields = {
  categoryId: phraseCategoryId.nullable(),
  title: spokenText(60),
  text: storableText(FRAME_LIMITS.maxTextLength / 2),
  spans: z.array(span).max(FRAME_LIMITS.maxSpans).default([]),
  code: code.nullable().default(null).describe('what follows the slash'),
  hotKey: z.enum(phraseKeys).nullable().default(null),
  fileIds: z.array(fileId).max(maxPhraseFiles).default([]).describe('uploaded by file.uploadForPhrase'),
}
interface Written {
  readonly text: string
  readonly spans: readonly { readonly offset: number; readonly length: number }[]
  readonly fileIds: readonly string[]
}
const saysSomething = ({ text, fileIds }: Written) => text.trim() !== '' || fileIds.length > 0
const spansFit = ({ text, spans }: Written) => spans.every((s) => s.offset + s.length <= text.length)
const nothing = { message: 'a phrase needs text or a file', path: ['text'] }
const beyond = { message: 'a span reaches beyond the text', path: ['spans'] }
const writing = ['phrase_code_taken', 'phrase_key_taken', 'phrase_category_unknown', 'phrase_file_unknown'] as const

const categoryName = spokenText(30)

/** 常用语: the merchant's and one's own (CON-14, CON-15, MGT-10, MGT-11). */
export const phrase = {
  list: defineOperation({
    name: 'phrase.list',
    summary: 'Phrases one may use, searched and sorted, page by page; 简体 and 繁體 find each other',
    kind: 'query',
    callers: ['member'],
    permission: null,
    input: z.strictObject({
      scope: z.enum(['public', 'own', 'all']).default('all'),
      categoryId: z
        .union([phraseCategoryId, z.literal('none')])
        .optional()
        .describe('with those below it'),
      q: storableText(100).default('').describe('words of title, code or text; a code that begins so comes first'),
      sort: z.enum(['position', 'title', 'category', 'code', 'hotKey', 'used', 'updatedAt']).default('position'),
      order: z.enum(['asc', 'desc']).default('asc'),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({ phrases: z.array(phraseView), count: z.number().int().describe('all that were found') }),
    errors: [],
    http: { method: 'GET', path: '/api/phrases' },
  }),
  categories: defineOperation({
    name: 'phrase.categories',
    summary: 'The categories of both libraries in their order, and which keys are given',
    kind: 'query',
    callers: ['member'],
    permission: null,
    input: z.strictObject({}),
    output: z.object({
      categories: z.array(phraseCategoryView),
      keyed: z.array(phraseView).describe('phrases with a key, one’s own first'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/phrases/categories' },
  }),
  create: defineOperation({
    name: 'phrase.create',
    summary: 'Adds a phrase at the end of its category',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z
      .strictObject({ scope, ...fields })
      .refine(saysSomething, nothing)
      .refine(spansFit, beyond),
    output: z.object({ phrase: phraseView }),
    errors: [...writing, 'too_many_phrases'],
    http: { method: 'POST', path: '/api/phrases' },
  }),
  update: defineOperation({
    name: 'phrase.update',
    summary: 'Changes a phrase as it was read',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z
      .strictObject({ phraseId, version: z.number().int().min(1), ...fields })
      .refine(saysSomething, nothing)
      .refine(spansFit, beyond),
    output: z.object({ phrase: phraseView }),
    errors: [...writing, 'phrase_changed'],
    http: { method: 'PUT', path: '/api/phrases/{phraseId}' },
  }),
  move: defineOperation({
    name: 'phrase.move',
    summary: 'Puts a phrase before another one of its category, or at the end',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ phraseId, beforeId: phraseId.nullable() }),
    output: z.object({}),
    errors: [],
    http: { method: 'PUT', path: '/api/phrases/{phraseId}/place' },
  }),
  remove: defineOperation({
    name: 'phrase.remove',
    summary: 'Removes a phrase; what was said with it stays',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ phraseId }),
    output: z.object({}),
    errors: [],
    http: { method: 'DELETE', path: '/api/phrases/{phraseId}' },
  }),
  createCategory: defineOperation({
    name: 'phrase.createCategory',
    summary: 'Adds a category, of the first level or below one of it',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ scope, parentId: phraseCategoryId.nullable().default(null), name: categoryName }),
    output: z.object({ category: phraseCategoryView }),
    errors: ['phrase_category_taken', 'phrase_category_unknown', 'too_many_phrases'],
    http: { method: 'POST', path: '/api/phrases/categories' },
  }),
  updateCategory: defineOperation({
    name: 'phrase.updateCategory',
    summary: 'Gives a category another name, and a place before another one beside it or at the end',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({
      categoryId: phraseCategoryId,
      name: categoryName,
      beforeId: phraseCategoryId.nullable().optional().describe('absent: it stays where it is'),
    }),
    output: z.object({}),
    errors: ['phrase_category_taken'],
    http: { method: 'PUT', path: '/api/phrases/categories/{categoryId}' },
  }),
  removeCategory: defineOperation({
    name: 'phrase.removeCategory',
    summary: 'Removes a category and those below it; their phrases stay, without a category',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ categoryId: phraseCategoryId }),
    output: z.object({ freedCount: z.number().int() }),
    errors: [],
    http: { method: 'DELETE', path: '/api/phrases/categories/{categoryId}' },
  }),
  importCsv: defineOperation({
    name: 'phrase.importCsv',
    summary: 'Adds the phrases of a part of a CSV file; what a line lacks is told by line, and the others are added',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({
      scope,
      csv: storableText(20_000).describe('the head line, then whole lines'),
      firstLine: z.number().int().min(2).default(2).describe('what line of the file the first one after the head is'),
    }),
    output: z.object({
      importedCount: z.number().int(),
      problems: z.array(
        z.object({
          line: z.number().int(),
          problem: z.enum([
            'malformed',
            'columns',
            'title',
            'text',
            'category',
            'code',
            'code-taken',
            'key',
            'key-taken',
            'duplicate',
            'full',
          ]),
          value: z.string(),
        }),
      ),
    }),
    errors: [],
    http: { method: 'POST', path: '/api/phrases/import' },
  }),
  exportCsv: defineOperation({
    name: 'phrase.exportCsv',
    summary: 'The phrases of a library as CSV, a part at a time, in their order',
    kind: 'query',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ scope, page: z.coerce.number().int().min(1).default(1) }),
    output: z.object({ csv: z.string().describe('the first part begins with the head line'), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/phrases/export' },
  }),
} as const
