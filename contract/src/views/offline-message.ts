import { z } from 'zod'
import { mailFault } from '../mail-settings'
import { channelId, contactId, conversationId, groupId, memberId, offlineMessageId } from '../ids'
import { mailStatus } from './mail'
import { instant } from './instant'

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
