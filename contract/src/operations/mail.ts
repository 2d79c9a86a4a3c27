import { isEmail } from '@keqiao/domain'
import { z } from 'zod'
import { storableText } from '../body'
import { mailId } from '../ids'
import { mailFault, mailServerInput, mailServerSettings, visitorMailSettings } from '../mail-settings'
import { mailView } from '../views/mail'
import { defineOperation } from './define'

const version = z.number().int().min(0).describe('of what was read; rises with each change')
const password = storableText(500).optional().describe('absent: the one that is known for this server and user')
const address = storableText(254).refine(isEmail, { message: 'not a mail address' })

const stored = z.object({
  version,
  server: mailServerSettings,
  installation: z
    .object({ fromAddress: z.string() })
    .nullable()
    .describe('the server that sends for whoever has none of his own; null: there is none'),
})

const ofVisitors = z.object({ version, settings: visitorMailSettings })

/** 邮件: by which server mail goes out, and what became of each message. */
export const mail = {
  getServer: defineOperation({
    name: 'mail.getServer',
    summary: 'The mail server of the merchant, without its password',
    kind: 'query',
    callers: ['member'],
    permission: 'integration:manage',
    input: z.strictObject({}),
    output: stored,
    errors: [],
    http: { method: 'GET', path: '/api/mail/server' },
  }),
  changeServer: defineOperation({
    name: 'mail.changeServer',
    summary: 'Replaces the mail server; what is still to be sent goes by the new one',
    kind: 'command',
    callers: ['member'],
    permission: 'integration:manage',
    input: z.strictObject({ version, server: mailServerInput, password }),
    output: stored,
    errors: ['settings_changed', 'mail_password_required'],
    http: { method: 'PUT', path: '/api/mail/server' },
  }),
  test: defineOperation({
    name: 'mail.test',
    summary: 'Sends one message by the server that is asked about, stored or not, and tells what went wrong',
    kind: 'command',
    callers: ['member'],
    permission: 'integration:manage',
    input: z.strictObject({ to: address, server: mailServerInput, password }),
    output: z.object({ fault: mailFault.nullable().describe('null: the server has taken it') }),
    errors: ['mail_password_required', 'mail_not_set_up'],
    http: { method: 'POST', path: '/api/mail/test' },
  }),
  getVisitorMail: defineOperation({
    name: 'mail.getVisitorMail',
    summary: 'What of their conversations visitors get by mail',
    kind: 'query',
    callers: ['member'],
    permission: 'integration:manage',
    input: z.strictObject({}),
    output: ofVisitors,
    errors: [],
    http: { method: 'GET', path: '/api/mail/visitors' },
  }),
  changeVisitorMail: defineOperation({
    name: 'mail.changeVisitorMail',
    summary: 'Replaces what of their conversations visitors get by mail; conversations are looked at anew',
    kind: 'command',
    callers: ['member'],
    permission: 'integration:manage',
    input: z.strictObject({ version, settings: visitorMailSettings }),
    output: ofVisitors,
    errors: ['settings_changed'],
    http: { method: 'PUT', path: '/api/mail/visitors' },
  }),
  list: defineOperation({
    name: 'mail.list',
    summary: 'What went out by mail or is to, newest first, page by page',
    kind: 'query',
    callers: ['member'],
    permission: 'integration:manage',
    input: z.strictObject({
      status: z.enum(['all', 'queued', 'sent', 'failed']).default('all'),
      before: mailId.optional().describe('last of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({
      mails: z.array(mailView),
      more: z.boolean(),
      failedCount: z.number().int().describe('all that were given up'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/mails' },
  }),
  resend: defineOperation({
    name: 'mail.resend',
    summary: 'Tries a message again that was given up',
    kind: 'command',
    callers: ['member'],
    permission: 'integration:manage',
    input: z.strictObject({ mailId }),
    output: z.object({ mail: mailView }),
    errors: [],
    http: { method: 'POST', path: '/api/mails/{mailId}/resend' },
  }),
} as const
