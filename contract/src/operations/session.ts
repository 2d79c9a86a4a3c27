import { z } from 'zod'
import { storableText } from '../body'
import { memberId } from '../ids'
import { meView, visitorSessionView } from '../views'
import { defineOperation } from './define'

/** Sign-in of staff, and the token of a visitor. */
export const session = {
  signIn: defineOperation({
    name: 'session.signIn',
    summary: 'Signs a member in by merchant-code:account and password; sets the session cookie',
    kind: 'command',
    callers: ['public'],
    permission: null,
    input: z.strictObject({
      login: storableText(120),
      password: z.string().min(1).max(200),
      remember: z.boolean().default(false),
    }),
    output: meView,
    errors: ['sign_in_failed', 'sign_in_throttled', 'tenant_suspended'],
    http: { method: 'POST', path: '/api/session' },
    httpOnly: true,
  }),
  get: defineOperation({
    name: 'session.get',
    summary: 'Who is signed in',
    kind: 'query',
    callers: ['member'],
    permission: null,
    input: z.strictObject({}),
    output: meView,
    errors: [],
    http: { method: 'GET', path: '/api/session' },
    httpOnly: true,
  }),
  signOut: defineOperation({
    name: 'session.signOut',
    summary: 'Ends this session',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({}),
    output: z.object({}),
    errors: [],
    http: { method: 'DELETE', path: '/api/session' },
    httpOnly: true,
  }),
} as const

/** A visitor's browser. */
export const visitor = {
  identify: defineOperation({
    name: 'visitor.identify',
    summary: "A visitor's browser makes itself known on a channel; a known token stays, anything else gets a new one",
    kind: 'command',
    callers: ['public'],
    permission: null,
    input: z.strictObject({ channelKey: storableText(64), token: storableText(200).optional() }),
    output: visitorSessionView,
    errors: ['channel_unknown', 'tenant_suspended'],
    http: { method: 'POST', path: '/api/visitor/session' },
    httpOnly: true,
  }),
} as const

/** The merchant's staff. */
export const member = {
  list: defineOperation({
    name: 'member.list',
    summary: "The merchant's members, a page at a time in order of account",
    kind: 'query',
    callers: ['member'],
    permission: 'member:read',
    input: z.strictObject({
      after: storableText(120).optional().describe('the account of the last row of the page before'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      members: z.array(
        z.object({
          id: memberId,
          account: z.string(),
          nickname: z.string(),
          role: z.string(),
          capacity: z.number().int(),
          status: z.enum(['online', 'busy', 'away']),
          active: z.number().int(),
        }),
      ),
      more: z.boolean(),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/members' },
  }),
} as const
