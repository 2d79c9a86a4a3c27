import { z } from 'zod'
import { regionView } from './visit'
import { channelId, conversationId, groupId, memberId } from '../ids'

const instant = z.number().int().describe('epoch milliseconds')
const presence = z.enum(['online', 'busy', 'away'])
const visitor = { id: conversationId, roomNumber: z.string(), visitorName: z.string(), groupId }

/** A group's panel on the wall board (MGT-16). */
export const boardGroup = z.object({
  id: groupId,
  name: z.string(),
  waitingCount: z.number().int().describe('排队人数'),
  longestWaitSince: instant.nullable().describe('when the first of the line began to wait; null: nobody waits'),
  openCount: z.number().int().describe('对话数'),
  acceptedToday: z.number().int().describe("conversations an agent took since midnight by the merchant's clocks"),
  acceptedLastHour: z.number().int(),
})
/** See `boardGroup`. */
export type BoardGroup = z.infer<typeof boardGroup>

/** 客服 on the board. */
export const boardAgent = z.object({
  id: memberId,
  nickname: z.string(),
  groupIds: z.array(groupId),
  status: presence,
  statusSince: instant.describe('when he, or whoever steers him, last changed it'),
  connected: z.boolean().describe('a socket of his lives'),
  active: z.number().int(),
  capacity: z.number().int(),
})
/** See `boardAgent`. */
export type BoardAgent = z.infer<typeof boardAgent>

/** Somebody who waits for an agent. */
export const boardWaiting = z.object({ ...visitor, since: instant })
/** See `boardWaiting`. */
export type BoardWaiting = z.infer<typeof boardWaiting>

/** A dialogue that goes on (MGT-17). */
export const boardDialogue = z.object({
  ...visitor,
  agent: z.object({ id: memberId, nickname: z.string() }),
  openedAt: instant.describe("when its agent's leg began"),
  unansweredSince: instant.nullable().describe("the visitor's first message that nobody has answered"),
  answeredBefore: z.boolean().describe('an agent has said something already: other thresholds count'),
  lastText: z.string().describe('the last message in one line'),
  joinedIds: z.array(memberId).describe('who speaks beside the agent (MGT-17)'),
})
/** See `boardDialogue`. */
export type BoardDialogue = z.infer<typeof boardDialogue>

/** 分组信息监控: everything of it that is true now, as far as the reader's scope reaches. */
export const boardView = z.object({
  groups: z.array(boardGroup),
  agents: z.array(boardAgent),
  waiting: z
    .array(boardWaiting)
    .describe('longest wait first; the first hundreds, the counts of the groups are of all'),
  dialogues: z.array(boardDialogue).describe('unanswered ones first, longest first'),
})
/** See `boardView`. */
export type BoardView = z.infer<typeof boardView>

/** How many waited in a group in one minute: the most that were seen at once. */
export const queueSample = z.object({ at: instant.describe('begin of the minute'), groupId, waiting: z.number().int() })
/** See `queueSample`. */
export type QueueSample = z.infer<typeof queueSample>

const member = z.object({ id: memberId, nickname: z.string() })

/** 旁听: somebody read along in a dialogue. */
export const watchView = z.object({
  id: z.uuid(),
  conversationId,
  roomNumber: z.string(),
  watcher: member,
  agent: member.describe('whose dialogue it was'),
  beganAt: instant,
  endedAt: instant.nullable().describe('null: it goes on, or the server that knew it died'),
})
/** See `watchView`. */
export type WatchView = z.infer<typeof watchView>

const invitationState = z.enum(['pending', 'shown', 'accepted', 'declined'])

/** Somebody who has a page of the shop open. Nothing of this is stored. */
export const siteVisitorView = z.object({
  visitId: z.uuid(),
  name: z.string().nullable().describe('as the shop or an earlier conversation named him; null: a stranger'),
  member: z.boolean().describe('the shop vouched for him (VIS-01)'),
  returning: z.boolean().describe('this browser was known before'),
  channelId,
  groupId: groupId.describe('where his conversation would wait'),
  url: z.string(),
  title: z.string(),
  referrer: z.string().describe('where the visit came from; empty: not known'),
  region: regionView,
  since: instant.describe('begin of the visit'),
  pageSince: instant.describe('when he came to this page'),
  inConversation: z.boolean(),
  invitation: z
    .object({ by: z.object({ id: memberId, nickname: z.string() }), at: instant, state: invitationState })
    .nullable()
    .describe('the last one of this visit, and what became of it'),
})
/** See `siteVisitorView`. */
export type SiteVisitorView = z.infer<typeof siteVisitorView>
