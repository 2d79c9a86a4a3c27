import { keyScopes } from '@keqiao/domain'
import { z } from 'zod'
import { instantInput } from '../instants'
import { spokenText } from '../body'
import { apiKeyId, memberId } from '../ids'
import { defineOperation } from './define'

const instant = z.number().int().describe('epoch milliseconds')

/** An API key as whoever looks after keys sees it; what it is written with is shown once, to who made it. */
export const apiKeyView = z.object({
  id: apiKeyId,
  name: z.string(),
  prefix: z.string().describe('the beginning of the key, to recognise it by'),
  scopes: z.array(z.string()).describe('what it was given'),
  activeScopes: z.array(z.string()).describe('what it may do now: its maker may have lost some'),
  maker: z.object({ id: memberId, nickname: z.string() }),
  status: z
    .enum(['active', 'expired', 'revoked', 'idle'])
    .describe('idle: its maker is disabled, and with him the key until he is let in again'),
  createdAt: instant,
  expiresAt: instant.nullable().describe('null: until it is revoked'),
  lastUsedAt: instant.nullable().describe('to the minute; null: never'),
  revokedAt: instant.nullable(),
})
export type ApiKeyView = z.infer<typeof apiKeyView>

/** API 密钥: by what programs of the merchant use the same operations as his people. */
export const apiKey = {
  list: defineOperation({
    name: 'apiKey.list',
    summary: "The merchant's API keys, newest first, page by page",
    kind: 'query',
    callers: ['member'],
    permission: 'apiKey:manage',
    inPerson: true,
    input: z.strictObject({
      status: z.enum(['all', 'usable']).default('usable').describe('usable: neither revoked nor past its end'),
      before: apiKeyId.optional().describe('last of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({ apiKeys: z.array(apiKeyView), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/api-keys' },
  }),
  create: defineOperation({
    name: 'apiKey.create',
    summary: 'Makes an API key that acts for who makes it, with some of his permissions',
    kind: 'command',
    callers: ['member'],
    permission: 'apiKey:manage',
    inPerson: true,
    input: z.strictObject({
      name: spokenText(60),
      scopes: z.array(z.enum(keyScopes)).min(1).max(200),
      expiresAt: instantInput.nullable().describe('in the future; null: until it is revoked'),
    }),
    output: z.object({
      apiKey: apiKeyView,
      token: z.string().nullable().describe('the key itself, in the first answer alone; null where a call is repeated'),
    }),
    errors: ['beyond_own_rights', 'too_many_api_keys'],
    http: { method: 'POST', path: '/api/api-keys' },
  }),
  revoke: defineOperation({
    name: 'apiKey.revoke',
    summary: 'Ends an API key at once and for good',
    kind: 'command',
    callers: ['member'],
    permission: 'apiKey:manage',
    inPerson: true,
    input: z.strictObject({ apiKeyId }),
    output: z.object({ apiKey: apiKeyView }),
    errors: [],
    http: { method: 'POST', path: '/api/api-keys/{apiKeyId}/revoke' },
  }),
} as const
