import { z } from 'zod'
import { storableText } from '../body'
import { providerFault, singleSignOnInput, singleSignOnSettings } from '../single-sign-on'
import { defineOperation } from './define'

const version = z.number().int().min(0).describe('of what was read; rises with each change')
const secret = storableText(500)
  .optional()
  .describe('of the client; absent: the one that is known for this provider and client; empty: it has none')

const stored = z.object({
  version,
  settings: singleSignOnSettings,
  redirectUrl: z.string().describe('what the provider has to know as the address to come back to'),
  signInUrl: z.string().describe('the sign-in page of this merchant'),
})

/** 单点登录: sign-in by the merchant's own provider of OpenID Connect (ACC-02). */
export const singleSignOn = {
  get: defineOperation({
    name: 'singleSignOn.get',
    summary: 'The provider of the merchant, without the secret of the client',
    kind: 'query',
    callers: ['member'],
    permission: 'integration:manage',
    input: z.strictObject({}),
    output: stored,
    errors: [],
    http: { method: 'GET', path: '/api/single-sign-on' },
  }),
  change: defineOperation({
    name: 'singleSignOn.change',
    summary: 'Replaces the provider; whoever is signed in stays so',
    kind: 'command',
    callers: ['member'],
    permission: 'integration:manage',
    input: z.strictObject({ version, settings: singleSignOnInput, secret }),
    output: stored,
    errors: ['settings_changed', 'sso_secret_required', 'beyond_own_rights'],
    http: { method: 'PUT', path: '/api/single-sign-on' },
  }),
  test: defineOperation({
    name: 'singleSignOn.test',
    summary: 'Asks the provider that is meant, stored or not, whether it is one and knows the client',
    kind: 'command',
    callers: ['member'],
    permission: 'integration:manage',
    input: z.strictObject({ settings: singleSignOnInput, secret }),
    output: z.object({
      fault: providerFault.nullable().describe('null: all is well, as far as can be told without a person'),
    }),
    errors: ['sso_secret_required', 'beyond_own_rights'],
    http: { method: 'POST', path: '/api/single-sign-on/test' },
  }),
} as const
