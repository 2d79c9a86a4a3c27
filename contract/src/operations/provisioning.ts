import { z } from 'zod'
import { provisioningTokenId } from '../ids'
import { defineOperation } from './define'

const token = z.object({
  id: provisioningTokenId,
  ending: z.string().describe('its last characters, to tell it from others'),
  createdBy: z.string().describe('nickname of whoever made it'),
  createdAt: z.number().int().describe('epoch milliseconds'),
  usedAt: z.number().int().nullable().describe('epoch milliseconds, as fine as a minute; null: never'),
})

/** Accounts from the merchant's back office by SCIM 2.0 (ACC-02, ACC-04): the tokens by which it comes in. */
export const provisioning = {
  get: defineOperation({
    name: 'provisioning.get',
    summary: 'Where the back office sends accounts (SCIM 2.0), and the tokens that let it in, without themselves',
    kind: 'query',
    callers: ['member'],
    permission: 'integration:manage',
    input: z.strictObject({}),
    output: z.object({
      address: z.string().describe('base address of the SCIM server'),
      tokens: z.array(token),
      memberCount: z.number().int().describe('accounts that the back office keeps'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/provisioning' },
  }),
  createToken: defineOperation({
    name: 'provisioning.createToken',
    summary: 'Makes a token for the back office, which is shown in this answer alone; the others stay good',
    kind: 'command',
    callers: ['member'],
    permission: 'integration:manage',
    inPerson: true,
    input: z.strictObject({}),
    output: z.object({
      token,
      secret: z
        .string()
        .nullable()
        .describe('what the back office sends; null: a repeat of this call, make another one'),
    }),
    errors: ['beyond_own_rights', 'too_many_tokens'],
    http: { method: 'POST', path: '/api/provisioning/tokens' },
  }),
  revokeToken: defineOperation({
    name: 'provisioning.revokeToken',
    summary: 'Ends a token at once; with the last one the accounts are kept here again',
    kind: 'command',
    callers: ['member'],
    permission: 'integration:manage',
    inPerson: true,
    input: z.strictObject({ tokenId: provisioningTokenId }),
    output: z.object({}),
    errors: ['beyond_own_rights'],
    http: { method: 'DELETE', path: '/api/provisioning/tokens/{tokenId}' },
  }),
} as const
