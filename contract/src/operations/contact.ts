import { maxTagLength, tagName } from '@keqiao/domain'
import { z } from 'zod'
import { spokenText, storableText } from '../body'
import { contactId } from '../ids'
import { contactView } from '../views/contact'
import { defineOperation } from './define'

const trimmed = (text: z.ZodType<string, string>) => z.string().trim().pipe(text)

/** 标签, as it is written when it is stored. */
export const tag = storableText(100).transform(tagName).pipe(spokenText(maxTagLength))

/** Digits with the signs people put between them. */
const phone = trimmed(
  z.string().regex(/^\+?[\d\s()-]{5,30}$/, { message: 'a telephone number is 5 to 30 digits, blanks, +, -, ( and )' }),
)

const version = z.coerce.number().int().min(0)

/** 顾客 (CON-19, CON-24): what staff know of a person and may change. */
export const contact = {
  list: defineOperation({
    name: 'contact.list',
    summary: 'The named contacts with the stream to follow each of them by; whom one may not reach is left out',
    kind: 'query',
    callers: ['member'],
    permission: 'contact:read',
    input: z.strictObject({
      // Of an address with one of them, one is all that is there.
      contactIds: z
        .array(contactId)
        .min(1)
        .max(100)
        .or(contactId.transform((id) => [id])),
    }),
    output: z.object({ contacts: z.array(z.object({ contact: contactView, stream: z.uuid() })) }),
    errors: [],
    http: { method: 'GET', path: '/api/contacts' },
  }),
  update: defineOperation({
    name: 'contact.update',
    summary: 'Changes what is given of name, telephone, e-mail and 备注 (null takes it away); what is left out stays',
    kind: 'command',
    callers: ['member'],
    permission: 'contact:edit',
    input: z.strictObject({
      contactId,
      version: version.describe('of the view that was changed; what others changed since is not overwritten'),
      displayName: trimmed(spokenText(40)).nullable().optional(),
      phone: phone.nullable().optional(),
      email: trimmed(z.email().max(254)).nullable().optional(),
      remark: trimmed(spokenText(1_000)).nullable().optional(),
    }),
    output: z.object({ contact: contactView }),
    errors: ['contact_changed'],
    http: { method: 'PUT', path: '/api/contacts/{contactId}' },
  }),
  addTag: defineOperation({
    name: 'contact.addTag',
    summary: 'Tags a contact; a tag the merchant does not have yet is made. Nothing happens when he has it',
    kind: 'command',
    callers: ['member'],
    permission: 'contact:edit',
    input: z.strictObject({ contactId, tag }),
    output: z.object({ contact: contactView }),
    errors: ['too_many_tags'],
    http: { method: 'POST', path: '/api/contacts/{contactId}/tags' },
  }),
  removeTag: defineOperation({
    name: 'contact.removeTag',
    summary: 'Takes a tag off a contact; nothing happens when he does not have it',
    kind: 'command',
    callers: ['member'],
    permission: 'contact:edit',
    input: z.strictObject({ contactId, tag }),
    output: z.object({ contact: contactView }),
    errors: [],
    http: { method: 'DELETE', path: '/api/contacts/{contactId}/tags/{tag}' },
  }),
  tags: defineOperation({
    name: 'contact.tags',
    summary: "The merchant's tags, most used first, page by page",
    kind: 'query',
    callers: ['member'],
    permission: 'contact:read',
    input: z.strictObject({
      search: storableText(100).optional().describe('part of the name, whatever the case'),
      after: z.coerce.number().int().min(0).max(10_000).default(0).describe('how many to pass over'),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({
      tags: z.array(z.object({ name: z.string(), contactCount: z.number().int() })),
      more: z.boolean(),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/contact-tags' },
  }),
} as const
