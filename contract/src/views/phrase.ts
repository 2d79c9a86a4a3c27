import { phraseKeys } from '@keqiao/domain'
import { z } from 'zod'
import { span } from '../body'
import { phraseCategoryId, phraseId } from '../ids'
import { fileView } from './file'
import { instant } from './instant'

/** A category of phrases. */
export const phraseCategoryView = z.object({
  id: phraseCategoryId,
  scope: z.enum(['public', 'own']),
  parentId: phraseCategoryId.nullable().describe('null: of the first level'),
  name: z.string(),
  count: z.number().int().describe('phrases in it, without those of the categories below'),
})
export type PhraseCategoryView = z.infer<typeof phraseCategoryView>

/** 常用语. */
export const phraseView = z.object({
  id: phraseId,
  scope: z.enum(['public', 'own']),
  categoryId: phraseCategoryId.nullable(),
  category: z.string().describe('its path, 上级 / 下级; empty: none'),
  title: z.string(),
  text: z.string().describe('with variables such as {访客昵称}, filled where it is inserted'),
  spans: z.array(span),
  code: z.string().nullable(),
  hotKey: z.enum(phraseKeys).nullable(),
  files: z.array(fileView),
  usedCount: z.number().int().describe('messages that were sent with it'),
  updatedAt: instant,
  version: z.number().int(),
})
export type PhraseView = z.infer<typeof phraseView>
