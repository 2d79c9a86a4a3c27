import { phraseKeys } from '@keqiao/domain'
import { z } from 'zod'
import { orderView, span, viewedExtras } from './body'
import { channelSettings } from './channel-settings'
import type { EventView } from './events'
import { mailFault } from './mail-settings'
import {
  channelId,
  contactId,
  conversationId,
  groupId,
  legId,
  mailId,
  memberId,
  offlineMessageId,
  phraseCategoryId,
  phraseId,
} from './ids'
import { summarySettings } from './summary'

const instant = z.number().int().describe('epoch milliseconds')

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

/** Where the address comes from; null: not known. */
export const regionView = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('place'), country: z.string(), province: z.string(), city: z.string() }),
    z.object({ kind: z.literal('loopback') }),
    z.object({ kind: z.literal('private') }),
  ])
  .nullable()

/** 访问轨迹 (CON-19), as staff see it. What a shop's page told is a stranger's word: addresses are to be checked before use. */
export const visitView = z.object({
  pages: z
    .array(z.object({ key: z.number().int(), url: z.string(), title: z.string(), at: instant }))
    .readonly()
    .describe('oldest first; the last is where the visitor is'),
  referrer: z.string().nullable(),
  region: regionView,
  product: z
    .object({
      id: z.string(),
      title: z.string(),
      price: z.string().describe('as the shop writes it'),
      image: z.string().nullable(),
      url: z.string().nullable(),
      ...viewedExtras,
      picture: z.string().optional().describe('our copy of its picture, signed for a while'),
    })
    .nullable(),
  orders: z
    .array(orderView)
    .describe('of the visitor, newest first: what his page or the signed word of the shop says'),
  leftAt: instant.nullable().describe('when his last connection went'),
})
export type VisitView = z.infer<typeof visitView>

/** What a shop says of a customer it vouches for (VIS-01). */
export const shopCustomer = z.object({
  customerId: z.string().describe("the shop's own id of him"),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
})

/** 顾客, as staff see him; nothing of this but the nickname is ever shown to himself. */
export const contactView = z.object({
  id: contactId,
  nickname: z.string().nullable().describe('what he calls himself; null while he has no name'),
  displayName: z.string().nullable().describe('what staff call him'),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  remark: z
    .object({ text: z.string(), by: z.object({ id: memberId, nickname: z.string() }), at: instant })
    .nullable()
    .describe('备注'),
  shop: shopCustomer
    .nullable()
    .describe('what the shop says of him, which staff cannot change; null: it does not know him'),
  tags: z.array(z.string()).describe('in the order in which they were added'),
  version: z.number().int().describe('seq of the last event of his stream: the cursor to follow it from'),
})
export type ContactView = z.infer<typeof contactView>

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

/** The signed-in member. */
export const meView = z.object({
  member: z.object({ id: memberId, account: z.string(), nickname: z.string() }),
  tenant: z.object({ id: z.string(), code: z.string(), name: z.string() }),
  role: z.string(),
  permissions: z.array(z.string()),
  scope: z.enum(['own', 'group', 'tenant']).describe('数据范围: whose data the permissions reach'),
})
export type MeView = z.infer<typeof meView>

/** A member of staff as the administrator's list shows him. */
export const memberView = z.object({
  id: memberId,
  account: z.string(),
  nickname: z.string(),
  role: z.string().describe('key of his role: administrator, agent'),
  capacity: z.number().int(),
  groupIds: z.array(groupId),
  disabled: z.boolean(),
  status: z.enum(['online', 'busy', 'away']),
  connected: z.boolean().describe('a socket of his lives'),
  active: z.number().int().describe('dialogues he holds'),
  createdAt: instant,
  origin: z
    .enum(['local', 'scim', 'oidc'])
    .describe('who made the account: the console, the back office, a first sign-in'),
  managed: z
    .boolean()
    .describe('the back office keeps nickname, role and whether he may work: they cannot be changed here'),
})
export type MemberView = z.infer<typeof memberView>

/** What an agent's work bar and dialogue list begin from. */
export const deskView = z.object({
  version: z.number().int().describe('rises whenever the set of own open legs changes'),
  status: z.enum(['online', 'busy', 'away']),
  capacity: z.number().int(),
  active: z.number().int(),
  open: z.array(conversationView).describe('own open conversations'),
  waitingCount: z.number().int(),
  waiting: z.array(conversationView).describe('the first of those who wait, longest wait first'),
  summaryOnClear: summarySettings.shape.onClear.describe('what happens when a dialogue without 小结 is cleared'),
})
export type DeskView = z.infer<typeof deskView>

/** Whom a dialogue can be transferred to. */
export const colleaguesView = z.object({
  agents: z.array(
    z.object({
      id: memberId,
      nickname: z.string(),
      status: z.enum(['online', 'busy', 'away']),
      connected: z.boolean().describe('a socket of his lives'),
      active: z.number().int(),
      capacity: z.number().int(),
      groupIds: z.array(groupId),
    }),
  ),
  groups: z.array(
    z.object({
      id: groupId,
      name: z.string(),
      waitingCount: z.number().int(),
      onlineCount: z.number().int().describe('agents of the group who are 在线 and connected'),
    }),
  ),
})
export type ColleaguesView = z.infer<typeof colleaguesView>

/** Where somebody who waits stands (VIS-05). */
export const queuePlaceView = z.object({
  position: z.number().int().describe('in the line of its group, from 1'),
  ahead: z.number().int().describe('how many are before it'),
  expectedWaitMs: z
    .number()
    .int()
    .nullable()
    .describe('whole minutes, from how fast the group lately accepted; null where too little is known'),
  staffed: z.boolean().describe('somebody of the group is connected and not 离开 (G14)'),
})
export type QueuePlaceView = z.infer<typeof queuePlaceView>

/** What the widget needs to draw itself and to speak. */
export const visitorSessionView = z.object({
  token: z.string().describe('opaque; kept by the loader in the storage of the host page'),
  contactId,
  name: z.string(),
  verified: z.boolean().describe('the shop has vouched for him'),
  formerContactId: contactId
    .nullable()
    .describe('who he was a moment ago, in this browser, before the shop named him: what that one has not sent is his'),
  channel: z.object({
    key: z.string(),
    name: z.string(),
    tenantName: z.string(),
    color: z.string(),
    greeting: z.string(),
    notice: z.string().describe('stands above the conversation; empty: none'),
    consent: z
      .object({ version: z.number().int(), text: z.string(), required: z.boolean() })
      .nullable()
      .describe(
        'what a visitor agrees to before his first word; null: no shop ever asked. A conversation says what it asks',
      ),
    faq: z.boolean().describe('there is something to read before one asks a person (VIS-07)'),
    draftPreview: z.boolean().describe('the agent sees unsent text; the visitor must be told (CON-13)'),
  }),
  conversationId: conversationId.nullable().describe('the one that goes on, else the latest, else null'),
})
export type VisitorSessionView = z.infer<typeof visitorSessionView>

/** A channel as its administrator sees it; its secret is told by an operation of its own. */
export const channelView = z.object({
  id: channelId,
  key: z.string().describe("public: stands in the shop's page"),
  name: z.string(),
  groupId: groupId.describe('whose line its visitors join'),
  settings: channelSettings,
  version: z.number().int().describe('rises with each change'),
  secret: z
    .object({
      createdAt: instant,
      previousEndsAt: instant.nullable().describe('the one before is accepted until then'),
    })
    .nullable()
    .describe('null: none was made yet, so nobody can be identified'),
})
export type ChannelView = z.infer<typeof channelView>

/** An uploaded file. */
export const fileView = z.object({
  id: z.string(),
  name: z.string(),
  mime: z.string(),
  size: z.number().int().describe('bytes'),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  url: z.string().describe('signed, valid for a while'),
})
export type FileView = z.infer<typeof fileView>

const mailStatus = z.enum(['queued', 'sent', 'failed'])

/** A message that goes out by mail, without its words. */
export const mailView = z.object({
  id: mailId,
  purpose: z.enum(['offline-reply', 'transcript', 'unread']),
  subjectId: z.uuid().describe('the offline message or the conversation it is about'),
  recipient: z.string(),
  title: z.string(),
  status: mailStatus,
  attempts: z.number().int(),
  fault: mailFault.nullable().describe('why the last try failed'),
  createdAt: instant,
  settledAt: instant.nullable().describe('when the server took it, or it was given up'),
})
export type MailView = z.infer<typeof mailView>

const mailingFacts = {
  purpose: z.enum(['transcript', 'unread']),
  at: instant,
  status: mailStatus,
  fault: mailFault.nullable().describe('why the last try failed'),
}

/** Something of a conversation that went to its visitor by mail, for staff. */
export const mailingView = z.object({
  id: mailId,
  ...mailingFacts,
  address: z.string().describe('its beginning and its end'),
})
export type MailingView = z.infer<typeof mailingView>

/** The same for himself. */
export const ownMailingView = z.object({
  address: z.string(),
  at: instant,
  status: mailStatus,
  step: mailFault.shape.step.nullable().describe('at which step the last try failed'),
})
export type OwnMailingView = z.infer<typeof ownMailingView>

/** What was answered to an offline message. */
const offlineReply = z.object({
  how: z.enum(['message', 'phone']).describe('phone: he was called, and nothing is sent'),
  text: z.string().describe('what he reads; of a call what staff noted about it, possibly empty'),
  by: z.object({ id: memberId, nickname: z.string() }),
  at: instant,
  seenAt: instant.nullable().describe('when he saw it in the widget'),
  mail: z
    .object({ status: mailStatus, fault: mailFault.nullable() })
    .nullable()
    .describe('null: it did not go out by mail'),
})

/** 留言 as staff see it. */
export const offlineMessageView = z.object({
  id: offlineMessageId,
  status: z.enum(['open', 'replied']).describe('未回复, 已回复'),
  createdAt: instant,
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  group: z.object({ id: groupId, name: z.string() }).describe('what it is about, as the visitor chose'),
  text: z.string(),
  cause: z
    .enum(['outside-hours', 'unstaffed', 'queue'])
    .describe('why nobody took the chat: closed, nobody there, or the visitor did not want to wait'),
  channelId,
  contactId,
  conversationId: conversationId.nullable().describe('the one that waited'),
  page: z.object({ url: z.string(), title: z.string() }).nullable(),
  consent: z
    .object({ version: z.number().int(), acceptedAt: instant })
    .nullable()
    .describe('the privacy text he agreed to; null: none was asked'),
  reply: offlineReply.nullable(),
})
export type OfflineMessageView = z.infer<typeof offlineMessageView>

/** The same as whoever left it sees it. */
export const ownOfflineMessageView = z.object({
  id: offlineMessageId,
  createdAt: instant,
  groupName: z.string(),
  text: z.string(),
  reply: z
    .object({ text: z.string(), by: z.string(), at: instant, seen: z.boolean() })
    .nullable()
    .describe('null: not yet'),
})
export type OwnOfflineMessageView = z.infer<typeof ownOfflineMessageView>

/** RTE-13: an answer that came too late, or has not come yet. */
export const alarmView = z.object({
  id: z.uuid(),
  conversationId,
  roomNumber: z.string(),
  visitorName: z.string(),
  group: z.object({ id: groupId, name: z.string() }),
  member: z.object({ id: memberId, nickname: z.string() }).describe('who was to answer'),
  kind: z.enum(['first', 'later']).describe('the first word to him, or a later one'),
  since: instant.describe('from when his time runs'),
  allowedMs: z.number().int().describe('how long it might have taken'),
  raisedAt: instant,
  open: z.boolean().describe('he has not been answered yet'),
})
export type AlarmView = z.infer<typeof alarmView>
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
