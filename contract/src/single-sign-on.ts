import { z } from 'zod'
import { storableText } from './body'

const isIssuer = (text: string): boolean => {
  if (text === '') return true
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.hash === ''
}

/** 单点登录: who vouches for the merchant's people by OpenID Connect (ACC-02). The client's secret is kept apart. */
export const singleSignOnSettings = z.strictObject({
  enabled: z.boolean().default(false),
  label: storableText(30).default('').describe('what the button says after its verb; empty: 单点登录'),
  issuer: z
    .string()
    .max(500)
    .refine(isIssuer, { message: 'not the address of a provider' })
    .default('')
    .describe('as the provider writes it in its tokens'),
  clientId: storableText(254).default(''),
  createsAccounts: z
    .boolean()
    .default(false)
    .describe('whoever comes and is known to nobody gets an account; else he is refused'),
  mainClaim: storableText(100)
    .default('')
    .describe('claim that names the main account, who is 商家管理员; empty: none'),
  mainValue: storableText(100).default('true').describe('its value for the main account; of a list, one of its values'),
  passwordsAllowed: z
    .boolean()
    .default(true)
    .describe('false: only administrators may still come by password, so that a lost provider locks nobody out'),
  secretSetAt: z.number().int().nullable().default(null).describe('epoch milliseconds; null: there is none'),
})
export type SingleSignOnSettings = z.output<typeof singleSignOnSettings>

/** What can be asked for: everything but when the secret was set. */
export const singleSignOnInput = singleSignOnSettings
  .omit({ secretSetAt: true })
  .refine(({ enabled, issuer, clientId }) => !enabled || (issuer !== '' && clientId !== ''), {
    message: 'a sign-in needs a provider and a client id',
    path: ['issuer'],
  })
export type SingleSignOnInput = z.output<typeof singleSignOnInput>

/** At which step a provider was of no use. */
export const providerFaultSteps = [
  'address',
  'connection',
  'timeout',
  'discovery',
  'issuer',
  'client',
  'token',
  'unknown',
] as const

/** Why it was of no use. */
export const providerFault = z.object({
  step: z.enum(providerFaultSteps),
  detail: z.string().describe('what the provider or the network said; may be empty'),
})
/** The same in TypeScript. */
export type ProviderFaultView = z.infer<typeof providerFault>
