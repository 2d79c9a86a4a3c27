import { isEmail, isStorableText, phoneOf } from '@keqiao/domain'
import { z } from 'zod'
import { instantInQuery } from '../instants'
import { spokenText, storableText } from '../body'
import { locale } from '../channel-settings'
import { channelId, conversationId, groupId, offlineMessageId } from '../ids'
import { offlineMessageView, ownOfflineMessageView } from '../views/offline-message'
import { defineOperation } from './define'

const instant = z.number().int().describe('epoch milliseconds')
const page = z.object({ url: storableText(2_000), title: storableText(300) })
const phone = storableText(40)
  .transform((text) => phoneOf(text) ?? text)
  .refine((text) => phoneOf(text) !== null, { message: 'not a telephone number' })
const email = storableText(254).refine(isEmail, { message: 'not a mail address' })

/** What a list of offline messages can be put in order by (MGT-09). */
export const offlineMessageColumns = [
  'createdAt',
  'name',
  'reach',
  'group',
  'channel',
  'cause',
  'text',
  'status',
  'repliedAt',
  'repliedBy',
] as const

/** 留言: what a visitor leaves when no agent can take the chat (VIS-02, MGT-14). */
export const offlineMessage = {
  form: defineOperation({
    name: 'offlineMessage.form',
    summary: 'What the form needs: whether it is business time, when it begins, and what one can write about',
    kind: 'query',
    callers: ['visitor'],
    permission: null,
    input: z.strictObject({ locale: locale.default('zh-CN') }),
    output: z.object({
      open: z.boolean().describe('business time: one can also wait for an agent'),
      opensAt: instant.nullable().describe('epoch milliseconds; null: open, or not within a month'),
      words: z
        .string()
        .nullable()
        .describe('what the merchant says outside business hours; null: nothing, or it is open'),
      groups: z.array(z.object({ id: groupId, name: z.string() })),
      groupId: groupId.describe('the one the channel leads to'),
      consent: z
        .object({ version: z.number().int(), text: z.string(), acceptedAt: instant.nullable() })
        .nullable()
        .describe('what he has to agree to, and when he did; null: nothing'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/offline-messages/form' },
  }),
  leave: defineOperation({
    name: 'offlineMessage.leave',
    summary: 'Leaves a message with a way to be answered; whoever waited in the line leaves it (改为留言)',
    kind: 'command',
    callers: ['visitor'],
    permission: null,
    input: z
      .strictObject({
        conversationId: conversationId.optional().describe('the own one, which may wait'),
        name: spokenText(40),
        phone: phone.optional(),
        email: email.optional(),
        groupId,
        text: spokenText(500),
        locale: locale.default('zh-CN').describe('what he reads, and is answered around his answer'),
        page: page.optional(),
        consentVersion: z.number().int().min(1).optional().describe('version of the privacy text he agrees to'),
      })
      .refine((input) => input.phone !== undefined || input.email !== undefined, {
        message: 'a telephone number or a mail address is needed',
        path: ['phone'],
      }),
    output: z.object({ id: offlineMessageId, createdAt: instant }),
    errors: [
      'group_unknown',
      'conversation_accepted',
      'offline_messages_limited',
      'consent_required',
      'consent_outdated',
    ],
    http: { method: 'POST', path: '/api/offline-messages' },
  }),
  list: defineOperation({
    name: 'offlineMessage.list',
    summary: 'Offline messages by what is asked of them, in any order, page by page (MGT-14)',
    kind: 'query',
    callers: ['member'],
    permission: 'offlineMessage:read',
    input: z.strictObject({
      status: z.enum(['open', 'replied', 'all']).default('all'),
      groupId: groupId.optional(),
      channelId: channelId.optional(),
      cause: z.enum(['outside-hours', 'unstaffed', 'queue']).optional(),
      from: instantInQuery.optional().describe('left at or after, epoch milliseconds'),
      until: instantInQuery.optional().describe('left before, epoch milliseconds'),
      search: z
        .string()
        .max(100)
        .refine(isStorableText)
        .default('')
        .describe('part of the name, the way to be answered, the words, the answer'),
      sort: z.enum(offlineMessageColumns).default('createdAt'),
      order: z.enum(['asc', 'desc']).default('desc'),
      offset: z.coerce.number().int().min(0).max(100_000).default(0),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({
      messages: z.array(offlineMessageView),
      count: z.number().int().describe('all that fit'),
      openCount: z.number().int().describe('all that are 未回复'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/offline-messages' },
  }),
  get: defineOperation({
    name: 'offlineMessage.get',
    summary: 'One offline message',
    kind: 'query',
    callers: ['member'],
    permission: 'offlineMessage:read',
    input: z.strictObject({ offlineMessageId }),
    output: z.object({ message: offlineMessageView }),
    errors: [],
    http: { method: 'GET', path: '/api/offline-messages/{offlineMessageId}' },
  }),
  reply: defineOperation({
    name: 'offlineMessage.reply',
    summary: '回复: 未回复 becomes 已回复, and he reads it in the widget and by mail (MGT-15); once',
    kind: 'command',
    callers: ['member'],
    permission: 'offlineMessage:reply',
    input: z
      .strictObject({
        offlineMessageId,
        how: z.enum(['message', 'phone']).default('message').describe('phone: he was called (电话回复)'),
        text: z.string().trim().max(2_000).refine(isStorableText).default(''),
      })
      .refine(({ how, text }) => how === 'phone' || text !== '', { message: 'nothing is said', path: ['text'] }),
    output: z.object({ message: offlineMessageView }),
    errors: ['already_replied'],
    http: { method: 'POST', path: '/api/offline-messages/{offlineMessageId}/reply' },
  }),
  mine: defineOperation({
    name: 'offlineMessage.mine',
    summary: 'What the visitor left lately and what was answered, newest first',
    kind: 'query',
    callers: ['visitor'],
    permission: null,
    input: z.strictObject({}),
    output: z.object({ messages: z.array(ownOfflineMessageView) }),
    errors: [],
    http: { method: 'GET', path: '/api/offline-messages/mine' },
  }),
  markSeen: defineOperation({
    name: 'offlineMessage.markSeen',
    summary: 'The visitor has the answers to these on his screen; a second time changes nothing',
    kind: 'command',
    callers: ['visitor'],
    permission: null,
    input: z.strictObject({ offlineMessageIds: z.array(offlineMessageId).min(1).max(50) }),
    output: z.object({}),
    errors: [],
    http: { method: 'POST', path: '/api/offline-messages/seen' },
  }),
} as const
