import { z } from 'zod'
import type { EventView } from '../events'
import { channelId, contactId, conversationId, groupId, legId, memberId } from '../ids'
import { instant } from './instant'

/** A conversation as its participants see it; staff and visitors get the same fields. */
export const conversationView = z.object({
  id: conversationId,
  roomNumber: z.string().describe('six digits; on screen 访客 + these (CON-02)'),
  status: z.enum(['queued', 'open', 'closed']),
  channelId,
  group: z.object({ id: groupId, name: z.string() }),
  visitor: z.object({
    id: contactId,
    name: z.string(),
    verified: z.boolean().describe('the shop vouched for him: a 会员 (VIS-01)'),
  }),
  consent: z
    .object({ version: z.number().int(), acceptedAt: instant.nullable().describe('null: not yet') })
    .nullable()
    .describe('the privacy text he has to agree to before his first word; null: none'),
  agent: z.object({ id: memberId, nickname: z.string() }).nullable().describe('whose leg is open'),
  legOrigin: z
    .enum(['visitor', 'transfer'])
    .nullable()
    .describe('发起方式 of the leg that is open or was the last; null while it waits'),
  page: z.object({ url: z.string(), title: z.string() }).nullable().describe('where the visitor asked from'),
  openedAt: instant,
  acceptedAt: instant.nullable().describe('when the first leg opened'),
  closedAt: instant.nullable(),
  end: z.enum(['visitor', 'system', 'agent']).nullable().describe('结束方式'),
  visitorMessageCount: z.number().int(),
  agentMessageCount: z.number().int(),
  unansweredSince: instant.nullable().describe("the visitor's first message that no agent answered yet"),
  lastMessage: z
    .object({
      seq: z.number().int(),
      at: instant,
      from: z.enum(['visitor', 'agent']),
      text: z.string().describe('one line; empty when the message was recalled'),
    })
    .nullable(),
  visitorReadSeq: z.number().int().describe('seq of the last event that was on the screen of the visitor; 0: none'),
  agentReadSeq: z.number().int().describe('the same of the agent'),
  staff: z
    .object({
      legId: legId.nullable().describe('the leg that is open or was the last one'),
      summarised: z.boolean().describe('its agent has written the 小结'),
      categoryPath: z.array(z.string()).describe('as last written in any summary of it; names from the root'),
      invited: z.boolean().describe('the visitor was asked to rate'),
      score: z.number().int().nullable().describe('评价, 1 ... 5; null: none yet'),
    })
    .optional()
    .describe('what no visitor is told'),
})
export type ConversationView = z.infer<typeof conversationView>

/** An event in an HTTP answer; its payload is the view of its type (see the event registry). */
export const eventView = z
  .object({
    seq: z.number().int(),
    prev: z.number().int(),
    type: z.string(),
    v: z.number().int(),
    at: instant,
    actor: z.object({ kind: z.enum(['visitor', 'member', 'system']), id: z.string(), name: z.string() }),
    key: z.string().optional(),
    payload: z.unknown(),
  })
  .transform((event) => event as EventView)

/** Where a client begins: the state, the latest events, and the cursor from which to follow. */
export const conversationSnapshot = z.object({
  conversation: conversationView,
  events: z.array(eventView).describe('the latest events this audience may see, oldest first'),
  cursor: z.number().int().describe('seq of the last event this audience may see'),
  more: z.boolean().describe('there are older events: conversation.history'),
  online: z.boolean().describe('the visitor has a connection (CON-03)'),
})
export type ConversationSnapshot = z.infer<typeof conversationSnapshot>

/** A conversation of the same customer that is over: a line of 历史, and the head of its part of the thread. */
export const earlierView = z.object({
  id: conversationId,
  ordinal: z.number().int().describe("第 n 次咨询, counted from the customer's first"),
  roomNumber: z.string(),
  group: z.object({ id: groupId, name: z.string() }),
  agents: z.array(z.object({ id: memberId, nickname: z.string() })).describe('who held it, in order, each once'),
  openedAt: instant,
  closedAt: instant,
  end: z.enum(['visitor', 'system', 'agent']).describe('结束方式'),
  visitorMessageCount: z.number().int(),
  agentMessageCount: z.number().int(),
  lastText: z.string().describe('the last message in one line; empty when there is none or it was recalled'),
  score: z.number().int().nullable().optional().describe('评价; staff only'),
  legId: legId.nullable().optional().describe('its last dialogue, whose detail it has; staff only'),
  summaries: z
    .array(
      z.object({
        nickname: z.string(),
        categoryPath: z.array(z.string()),
        content: z.string().describe('what was asked, in the words of the agent; empty: the form does not ask it'),
        solved: z.boolean().nullable(),
        followUp: z.boolean(),
      }),
    )
    .optional()
    .describe('of its legs, in order; staff only'),
})
export type EarlierView = z.infer<typeof earlierView>

/** A stretch of an earlier conversation's log. */
export const earlierPart = z.object({
  conversation: earlierView,
  events: z.array(eventView).describe('gapless for this audience, oldest first'),
})
export type EarlierPart = z.infer<typeof earlierPart>
