import { isEmail, phoneOf } from '@keqiao/domain'
import { z } from 'zod'
import { spokenText, storableText } from '../body'
import { locale } from '../channel-settings'
import { conversationId, groupId, offlineMessageId } from '../ids'
import { offlineMessageView } from '../views'
import { defineOperation } from './define'

const instant = z.number().int().describe('epoch milliseconds')
const page = z.object({ url: storableText(2_000), title: storableText(300) })
const phone = storableText(40)
  .transform((text) => phoneOf(text) ?? text)
  .refine((text) => phoneOf(text) !== null, { message: 'not a telephone number' })
const email = storableText(254).refine(isEmail, { message: 'not a mail address' })

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
    summary: 'Offline messages, newest first, page by page (MGT-14)',
    kind: 'query',
    callers: ['member'],
    permission: 'offlineMessage:read',
    input: z.strictObject({
      status: z.enum(['open', 'replied', 'all']).default('all'),
      before: offlineMessageId.optional().describe('last of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({
      messages: z.array(offlineMessageView),
      more: z.boolean(),
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
} as const
