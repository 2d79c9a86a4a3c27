import { z } from 'zod'
import { instantInQuery } from './instants'
import { storableText } from './body'
import { dialogueColumns } from './dialogue-columns'
import { channelId, contactId, groupId, memberId } from './ids'

const duration = z.coerce.number().int().min(0).max(31_536_000_000)
const count = z.coerce.number().int().min(0).max(1_000_000)
// Of an address with one of them, one is all that is there.
const several = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .min(1)
    .max(100)
    .or(item.transform((one) => [one]))
const yes = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })])

/**
 * What one may ask for (MGT-03). All of it has to hold; what is left out does not matter. A range counts both its ends,
 * `to` of the time span does not.
 */
export const dialogueConditions = {
  mine: yes.optional().describe('查看个人对话: only those the asker held himself (MGT-08)'),
  time: z
    .enum(['opened', 'closed'])
    .optional()
    .describe('which instant the span is about: opened unless said otherwise'),
  from: instantInQuery.optional().describe('epoch milliseconds'),
  to: instantInQuery.optional().describe('epoch milliseconds; not included'),
  memberIds: several(memberId).optional(),
  groupIds: several(groupId).optional(),
  channelIds: several(channelId).optional(),
  contactId: contactId.optional(),
  visitor: storableText(120).optional().describe('room number, or part of a name, telephone number or mail address'),
  origin: z.enum(['visitor', 'transfer']).optional().describe('发起方式 (MGT-04)'),
  end: z
    .enum(['visitor', 'system', 'agent', 'transfer', 'open'])
    .optional()
    .describe('结束方式 (MGT-05); open: it goes on'),
  valid: yes.optional().describe('有效: the visitor said something (MGT-06)'),
  handedOn: yes.optional().describe('转出: it ended by a transfer'),
  ratings: several(z.coerce.number().int().min(1).max(5)).optional(),
  rated: z.enum(['rated', 'invited', 'none']).optional().describe('invited: asked and not answered'),
  summary: z.enum(['saved', 'missing']).optional(),
  category: storableText(200)
    .optional()
    .describe('beginning of the path of the category of its 小结, parts joined by " / "'),
  solved: yes.optional(),
  followUp: yes.optional(),
  waitFrom: duration.optional(),
  waitTo: duration.optional(),
  firstReplyFrom: duration.optional(),
  firstReplyTo: duration.optional(),
  answered: yes.optional().describe('an agent answered at least once'),
  durationFrom: duration.optional(),
  durationTo: duration.optional(),
  visitorMessagesFrom: count.optional(),
  visitorMessagesTo: count.optional(),
  agentMessagesFrom: count.optional(),
  agentMessagesTo: count.optional(),
  files: yes.optional().describe('a picture or a file was sent'),
  sitePage: storableText(500)
    .optional()
    .describe('part of the address or the title of the page the visitor asked from'),
  tag: storableText(100).optional().describe('a tag of the customer'),
  region: storableText(100).optional().describe('part of the place'),
  words: storableText(100).optional().describe('said in the conversation'),
} as const
/** Key of one of them. */
export type DialogueCondition = keyof typeof dialogueConditions

/** How the list is put in order (MGT-09). */
export const dialogueOrder = {
  sort: z.enum(dialogueColumns).default('openedAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
} as const

/** Rows a list can be paged through; beyond them one narrows the conditions or turns the order round. */
export const dialogueDepth = 10_000
