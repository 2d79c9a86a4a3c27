import { isEmail } from '@keqiao/domain'
import { z } from 'zod'
import { storableText } from './body'

const optionalAddress = z
  .string()
  .max(254)
  .refine((text) => text === '' || isEmail(text), { message: 'not a mail address' })
  .default('')

/** 邮件: by which server a merchant's mail goes out, and under whose name. The password is kept apart. */
export const mailServerSettings = z.strictObject({
  host: z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9.:_-]*$/, { message: 'not the name of a server' })
    .default('')
    .describe('empty: none of his own, the installation’s is used where there is one'),
  port: z.number().int().min(1).max(65_535).default(465),
  security: z.enum(['tls', 'starttls', 'none']).default('tls'),
  user: storableText(254).default('').describe('empty: the server asks for no name'),
  fromName: storableText(60).default(''),
  fromAddress: optionalAddress,
  replyTo: optionalAddress.describe('where answers go; empty: to the sender'),
  passwordSetAt: z.number().int().nullable().default(null).describe('epoch milliseconds; null: there is none'),
})
export type MailServerSettings = z.output<typeof mailServerSettings>

/** What can be asked for: everything but when the password was set. */
export const mailServerInput = mailServerSettings
  .omit({ passwordSetAt: true })
  .refine(({ host, fromAddress }) => host === '' || fromAddress !== '', {
    message: 'a server needs an address to send from',
    path: ['fromAddress'],
  })
export type MailServerInput = z.output<typeof mailServerInput>

/** What of their conversations visitors get by mail. */
export const visitorMailSettings = z.strictObject({
  /** He may ask for the transcript in the widget. */
  offersTranscript: z.boolean().default(true),
  /** Who left before he read an answer, and left an address, gets it by mail. */
  sendsUnread: z.boolean().default(true),
  goneMinutes: z.number().int().min(1).max(1_440).default(5).describe('how long he must be gone'),
  againMinutes: z.number().int().min(5).max(1_440).default(30).describe('at least this long between two mails'),
})
export type VisitorMailSettings = z.output<typeof visitorMailSettings>

/** At which step a message was not taken. */
export const mailFaultSteps = [
  'address',
  'dns',
  'connection',
  'tls',
  'auth',
  'sender',
  'recipient',
  'refused',
  'timeout',
  'setting',
  'unknown',
] as const

/** Why a message was not taken. */
export const mailFault = z.object({
  step: z.enum(mailFaultSteps),
  detail: z.string().describe('what the server or the network said; may be empty'),
})
/** The same in TypeScript. */
export type MailFaultView = z.infer<typeof mailFault>
