import { z } from 'zod'
import { channelId, contactId, conversationId, groupId, legId, memberId } from '../ids'
import { visitView } from './visit'

const instant = z.number().int().describe('epoch milliseconds')
const duration = z.number().int().describe('milliseconds')
const end = z.enum(['visitor', 'system', 'agent', 'transfer'])

/** 对话: one leg with its conversation, a row of the list. Figures that are settled at its end are null before it. */
export const dialogueView = z.object({
  id: legId,
  conversationId,
  ordinal: z.number().int().describe('which leg of the conversation, from 1'),
  legCount: z.number().int().describe('legs of the conversation so far'),
  roomNumber: z.string(),
  visitor: z.object({
    id: contactId,
    name: z.string().describe('as it was then'),
    displayName: z.string().nullable().describe('what staff call him now'),
  }),
  member: z.object({ id: memberId, nickname: z.string().describe('as it was then') }),
  group: z.object({ id: groupId, name: z.string() }),
  channel: z.object({ id: channelId, name: z.string() }),
  openedAt: instant,
  closedAt: instant.nullable().describe('null: it goes on'),
  durationMs: duration.nullable(),
  waitMs: duration.nullable().describe('in the line before it; null: it came out of no line'),
  firstReplyMs: duration.nullable().describe('null: no agent answered'),
  replyMeanMs: duration.nullable().describe('over its rounds'),
  roundCount: z.number().int().nullable(),
  visitorMessageCount: z.number().int().nullable(),
  agentMessageCount: z.number().int().nullable(),
  fileCount: z.number().int().nullable(),
  origin: z.enum(['visitor', 'transfer']).describe('发起方式 (MGT-04)'),
  end: end.nullable().describe('结束方式 (MGT-05); transfer: it was handed on'),
  valid: z.boolean().nullable().describe('是否有效 (MGT-06)'),
  rating: z.object({ score: z.number().int().nullable(), invited: z.boolean() }),
  summary: z
    .object({ category: z.string(), solved: z.boolean().nullable(), followUp: z.boolean() })
    .nullable()
    .describe('小结; null: none was written'),
  region: z.string().nullable(),
  page: z.object({ url: z.string(), title: z.string() }).nullable(),
})
export type DialogueView = z.infer<typeof dialogueView>

/** One link of the chain of transfers. */
const chainLink = z.object({
  id: legId,
  member: z.object({ id: memberId, nickname: z.string() }),
  group: z.object({ id: groupId, name: z.string() }),
  origin: z.enum(['visitor', 'transfer']),
  openedAt: instant,
  closedAt: instant.nullable(),
  end: end.nullable(),
  handedOn: z
    .object({ to: z.string(), kind: z.enum(['member', 'group']), reason: z.string() })
    .nullable()
    .describe('to whom, and with which words'),
})

/** The same whole (MGT-07); figures of a dialogue that goes on are as of now. */
export const dialogueDetailView = dialogueView.extend({
  noteCount: z.number().int(),
  conversation: z.object({ openedAt: instant, closedAt: instant.nullable() }),
  chain: z.array(chainLink).describe('all legs of the conversation, in order'),
  ratingDetail: z
    .object({ score: z.number().int(), reasons: z.array(z.string()), text: z.string(), at: instant })
    .nullable(),
  summaryDetail: z
    .object({
      category: z.string(),
      solved: z.boolean().nullable(),
      followUp: z.boolean(),
      values: z.record(z.string(), z.unknown()),
      at: instant,
    })
    .nullable(),
  visit: visitView,
  files: z.array(
    z.object({ seq: z.number().int(), name: z.string(), size: z.number().int(), at: instant, url: z.string() }),
  ),
})
export type DialogueDetailView = z.infer<typeof dialogueDetailView>

/** A message that holds the words looked for. */
export const messageHitView = z.object({
  conversationId,
  legId: legId.nullable().describe('the dialogue it was said in; null: while nobody had the visitor'),
  seq: z.number().int().describe('its place in the transcript'),
  at: instant,
  from: z.enum(['visitor', 'agent', 'note']),
  author: z.string(),
  roomNumber: z.string(),
  visitorName: z.string(),
  text: z.string().describe('around the first place that was found'),
  marks: z.array(z.tuple([z.number().int(), z.number().int()])).describe('what was found: from, to, in UTF-16 units'),
})
export type MessageHitView = z.infer<typeof messageHitView>
