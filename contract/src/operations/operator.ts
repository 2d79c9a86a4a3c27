import { z } from 'zod'
import { spokenText, storableText } from '../body'
import type { ErrorCode } from '../errors'
import { newPassword } from './member'

/** One thing the operator of an installation can ask for. Over HTTP alone, with a cookie of its own. */
export interface OperatorOperation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly summary: string
  /** Whether it may be asked before anybody has signed in. */
  readonly isPublic: boolean
  readonly input: Input
  readonly output: Output
  /** Refusals of its own, beside `unauthenticated`, `origin_refused` and `input_invalid`. */
  readonly errors: readonly ErrorCode[]
  /** `{code}` in the path is a field of the input; the rest is the query of a GET, the body of anything else. */
  readonly http: { readonly method: 'GET' | 'POST' | 'DELETE'; readonly path: string }
}

const define = <Input extends z.ZodType, Output extends z.ZodType>(
  operation: OperatorOperation<Input, Output>,
): OperatorOperation<Input, Output> => operation

const instant = z.number().int().describe('epoch milliseconds')
const operatorView = z.object({ name: z.string() })
const code = storableText(32)
const nothing = z.object({})

/** A merchant as the operator sees it: nothing of what is in it. */
const merchantView = z.object({
  code: z.string(),
  name: z.string(),
  status: z.enum(['active', 'suspended']),
  createdAt: instant,
})
/** See `merchantView`; instants are epoch milliseconds. */
export type MerchantView = z.infer<typeof merchantView>

/** What an operator did. */
const operatorActView = z.object({
  id: z.number().int(),
  at: instant,
  operator: z.string(),
  act: z.enum([
    'signed_in',
    'password_chosen',
    'merchant_created',
    'merchant_suspended',
    'merchant_resumed',
    'link_made',
  ]),
  merchantCode: z.string().nullable(),
})
/** See `operatorActView`; instants are epoch milliseconds. */
export type OperatorActView = z.infer<typeof operatorActView>

const link = z.string().describe('where its administrator chooses account and password: good once, for 24 hours')

/**
 * What the page of the operator asks for. Apart from `operations`: those are the product's for its merchants, and none of
 * these reaches into one.
 */
export const operatorOperations = {
  setUp: define({
    summary: 'Chooses the password of an operator by the one-time link of the command line, and signs him in',
    isPublic: true,
    input: z.strictObject({ token: storableText(100), password: newPassword }),
    output: operatorView,
    errors: ['set_up_link_invalid'],
    http: { method: 'POST', path: '/api/operator/set-up' },
  }),
  signIn: define({
    summary: 'Signs an operator in; sets a cookie for these operations alone',
    isPublic: true,
    input: z.strictObject({ name: storableText(60), password: z.string().min(1).max(200) }),
    output: operatorView,
    errors: ['sign_in_failed', 'sign_in_throttled'],
    http: { method: 'POST', path: '/api/operator/session' },
  }),
  get: define({
    summary: 'Who is signed in',
    isPublic: false,
    input: z.strictObject({}),
    output: operatorView,
    errors: [],
    http: { method: 'GET', path: '/api/operator/session' },
  }),
  signOut: define({
    summary: 'Ends this session',
    isPublic: true,
    input: z.strictObject({}),
    output: nothing,
    errors: [],
    http: { method: 'DELETE', path: '/api/operator/session' },
  }),
  listMerchants: define({
    summary: 'The merchants, a page at a time in order of code',
    isPublic: false,
    input: z.strictObject({
      search: storableText(80).optional().describe('part of code or name'),
      after: code.optional().describe('the code of the last row of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({ merchants: z.array(merchantView), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/operator/merchants' },
  }),
  createMerchant: define({
    summary: 'A new merchant with a group and a channel, and the link for its first administrator',
    isPublic: false,
    input: z.strictObject({
      code: code.regex(/^[a-z0-9][a-z0-9-]{1,31}$/),
      name: spokenText(80).transform((name) => name.trim()),
    }),
    output: z.object({ merchant: merchantView, link, embed: z.string().describe("the line for its shop's pages") }),
    errors: ['merchant_code_taken'],
    http: { method: 'POST', path: '/api/operator/merchants' },
  }),
  suspendMerchant: define({
    summary: 'Nobody of it gets in any more; its data stays',
    isPublic: false,
    input: z.strictObject({ code }),
    output: nothing,
    errors: ['not_found'],
    http: { method: 'POST', path: '/api/operator/merchants/{code}/suspend' },
  }),
  resumeMerchant: define({
    summary: 'Takes the suspension back',
    isPublic: false,
    input: z.strictObject({ code }),
    output: nothing,
    errors: ['not_found'],
    http: { method: 'POST', path: '/api/operator/merchants/{code}/resume' },
  }),
  makeSetUpLink: define({
    summary: 'A new link for an administrator; earlier ones are void',
    isPublic: false,
    input: z.strictObject({ code }),
    output: z.object({ link }),
    errors: ['not_found'],
    http: { method: 'POST', path: '/api/operator/merchants/{code}/set-up-link' },
  }),
  listActs: define({
    summary: 'What operators did, latest first',
    isPublic: false,
    input: z.strictObject({ before: z.coerce.number().int().min(1).optional() }),
    output: z.object({ acts: z.array(operatorActView), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/operator/acts' },
  }),
} as const

/** A name of `operatorOperations`. */
export type OperatorOperationName = keyof typeof operatorOperations
/** What an operator's operation takes, before the server fills in defaults. */
export type OperatorInput<Name extends OperatorOperationName> = z.input<(typeof operatorOperations)[Name]['input']>
/** What it answers. */
export type OperatorOutput<Name extends OperatorOperationName> = z.output<(typeof operatorOperations)[Name]['output']>
