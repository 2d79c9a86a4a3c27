import { z } from 'zod'
import { spokenText, storableText } from '../body'
import { dialogueColumns } from '../dialogue-columns'
import { dialogueConditions, dialogueDepth, dialogueOrder } from '../dialogue-query'
import { channelId, conversationId, groupId, legId, memberId } from '../ids'
import { dialogueDetailView, dialogueView, messageHitView } from '../views/dialogue'
import { defineOperation } from './define'

const named = <Id extends z.ZodType>(id: Id) => z.array(z.object({ id, name: z.string() }))

/** Conditions that somebody gave a name. */
export const savedConditions = z.object({
  name: spokenText(40),
  search: storableText(4_000).describe('as the page keeps them in its address'),
})

export type SavedConditions = z.infer<typeof savedConditions>

/** 对话 (MGT-03 to MGT-09): what was served, leg by leg, inside the asker's data scope. */
export const dialogue = {
  list: defineOperation({
    name: 'dialogue.list',
    summary: 'Dialogues that meet the conditions, in any order, page by page',
    kind: 'query',
    callers: ['member'],
    permission: 'dialogue:read',
    input: z.strictObject({
      ...dialogueConditions,
      ...dialogueOrder,
      page: z.coerce.number().int().min(1).max(1_000).default(1),
      after: storableText(300).optional().describe('`next` of the page before; then `page` does not count'),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    output: z.object({
      dialogues: z.array(dialogueView),
      next: z.string().nullable().describe('where the page after this one begins; null: there is none'),
    }),
    errors: ['page_too_deep'],
    http: { method: 'GET', path: '/api/dialogues' },
  }),
  count: defineOperation({
    name: 'dialogue.count',
    summary: 'How many dialogues meet the conditions, and of how many conversations; counted up to `upTo`',
    kind: 'query',
    callers: ['member'],
    permission: 'dialogue:read',
    input: z.strictObject({
      ...dialogueConditions,
      upTo: z.coerce.number().int().min(1).max(1_000_000).default(dialogueDepth),
    }),
    output: z.object({
      dialogues: z.number().int(),
      conversations: z.number().int(),
      more: z.boolean().describe('there are more than were counted'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/dialogues/count' },
  }),
  choices: defineOperation({
    name: 'dialogue.choices',
    summary: "What the conditions can name, inside the asker's scope, and the merchant's time zone",
    kind: 'query',
    callers: ['member'],
    permission: 'dialogue:read',
    input: z.strictObject({}),
    output: z.object({
      scope: z.enum(['own', 'group', 'tenant']),
      timeZone: z.string(),
      members: named(memberId),
      groups: named(groupId),
      channels: named(channelId),
      categories: z.array(z.string()).describe('of summaries that were written, parts joined by " / "'),
      columns: z.array(z.enum(dialogueColumns)).nullable().describe('which the asker chose to see; null: he did not'),
      saved: z.array(savedConditions),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/dialogues/choices' },
  }),
  setPreferences: defineOperation({
    name: 'dialogue.setPreferences',
    summary: 'Keeps the columns one looks at, and conditions under names; what is left out stays',
    kind: 'command',
    callers: ['member'],
    permission: 'dialogue:read',
    input: z.strictObject({
      columns: z.array(z.enum(dialogueColumns)).min(1).optional(),
      saved: z.array(savedConditions).max(50).optional(),
    }),
    output: z.object({}),
    errors: [],
    http: { method: 'PUT', path: '/api/dialogues/preferences' },
  }),
  get: defineOperation({
    name: 'dialogue.get',
    summary: 'One dialogue whole: figures, the chain of transfers, rating, summary and files (MGT-07)',
    kind: 'query',
    callers: ['member'],
    permission: 'dialogue:read',
    input: z.strictObject({ legId }),
    output: z.object({ dialogue: dialogueDetailView }),
    errors: [],
    http: { method: 'GET', path: '/api/dialogues/{legId}' },
  }),
  find: defineOperation({
    name: 'dialogue.find',
    summary: 'Messages that hold the words, the newest first, page by page (architecture.md section 8)',
    kind: 'query',
    callers: ['member'],
    permission: 'dialogue:read',
    input: z.strictObject({
      words: storableText(100).describe('one or several, divided by blanks; all must be in the message'),
      conversationId: conversationId.optional().describe('only there'),
      before: storableText(120).optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(50).default(50),
    }),
    output: z.object({ hits: z.array(messageHitView), next: z.string().nullable() }),
    errors: ['words_missing'],
    http: { method: 'GET', path: '/api/messages' },
  }),
} as const
