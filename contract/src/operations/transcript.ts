import { isEmail } from '@keqiao/domain'
import { z } from 'zod'
import { storableText } from '../body'
import { conversationId } from '../ids'
import { mailingView, ownMailingView } from '../views/mail'
import { defineOperation } from './define'

const address = storableText(254).refine(isEmail, { message: 'not a mail address' })

/** 对话记录 by mail, to the visitor who asks for it or by staff. Notes are never in it. */
export const transcript = {
  offer: defineOperation({
    name: 'transcript.offer',
    summary: 'Whether the visitor may ask for his conversation by mail, and what became of it if he did',
    kind: 'query',
    callers: ['visitor'],
    permission: null,
    input: z.strictObject({ conversationId }),
    output: z.object({
      offered: z.boolean(),
      address: z.string().nullable().describe('the one he gave, or by which his shop knows him'),
      last: ownMailingView.nullable().describe('what he asked for last'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/transcripts/offer' },
  }),
  ask: defineOperation({
    name: 'transcript.ask',
    summary: 'The visitor has his conversation sent to himself; a few times a day, and only once somebody has answered',
    kind: 'command',
    callers: ['visitor'],
    permission: null,
    input: z.strictObject({
      conversationId,
      address,
      agrees: z.literal(true).describe('that it is his own address, and is used for this'),
      answers: z.boolean().default(false).describe('what he does not read here may be sent there too'),
    }),
    output: z.object({ last: ownMailingView }),
    errors: ['mail_not_set_up', 'transcript_not_offered', 'transcript_empty', 'transcripts_limited', 'address_muted'],
    http: { method: 'POST', path: '/api/transcripts/ask' },
  }),
  list: defineOperation({
    name: 'transcript.list',
    summary: 'What of a conversation went to its visitor by mail, and whether more can',
    kind: 'query',
    callers: ['member'],
    permission: 'conversation:read',
    input: z.strictObject({ conversationId }),
    output: z.object({
      ready: z.boolean().describe('there is a mail server'),
      address: z.string().nullable().describe('of the customer; in part, for whoever may not read his data'),
      mailings: z.array(mailingView).describe('newest first, the last fifty'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/transcripts' },
  }),
  send: defineOperation({
    name: 'transcript.send',
    summary: 'Sends a conversation to its customer, or to an address that was typed and confirmed',
    kind: 'command',
    callers: ['member'],
    permission: 'transcript:send',
    input: z.strictObject({
      conversationId,
      to: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('contact') }),
        z.strictObject({ kind: z.literal('typed'), address, confirmed: z.literal(true) }),
      ]),
    }),
    output: z.object({ mailing: mailingView }),
    errors: ['mail_not_set_up', 'transcript_empty', 'transcripts_limited', 'address_unknown', 'address_muted'],
    http: { method: 'POST', path: '/api/transcripts' },
  }),
} as const
