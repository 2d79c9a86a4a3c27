import { z } from 'zod'
import { storableText } from '../body'
import { locale } from '../channel-settings'
import { sessionId } from '../ids'
import { meView } from '../views/member'
import { visitorSessionView } from '../views/visitor'
import { account, newPassword, nickname } from './member'
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
    errors: ['sign_in_failed', 'sign_in_throttled', 'tenant_suspended', 'password_sign_in_off'],
    http: { method: 'POST', path: '/api/session' },
    httpOnly: true,
  }),
  ways: defineOperation({
    name: 'session.ways',
    summary: 'How people of a merchant may sign in; an unknown merchant answers like one without a provider of his own',
    kind: 'query',
    callers: ['public'],
    permission: null,
    input: z.strictObject({ merchant: storableText(40) }),
    output: z.object({
      provider: z
        .object({ label: z.string().describe('what the merchant calls it; may be empty') })
        .nullable()
        .describe('null: there is no sign-in by a provider; else it begins at /api/sso/start?merchant=<code>'),
      passwordsAllowed: z.boolean().describe('false: only administrators may come by password'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/session/ways/{merchant}' },
    httpOnly: true,
  }),
  setUp: defineOperation({
    name: 'session.setUp',
    summary: "Makes a merchant's administrator by the one-time link of the operator, and signs him in",
    kind: 'command',
    callers: ['public'],
    permission: null,
    input: z.strictObject({ token: storableText(100), account, nickname, password: newPassword }),
    output: meView,
    errors: ['set_up_link_invalid', 'account_taken', 'tenant_suspended'],
    http: { method: 'POST', path: '/api/set-up' },
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
  list: defineOperation({
    name: 'session.list',
    summary: 'Where one is signed in: each live session with its device, address and last use',
    kind: 'query',
    callers: ['member'],
    permission: null,
    input: z.strictObject({}),
    output: z.object({
      sessions: z.array(
        z.object({
          id: sessionId,
          current: z.boolean().describe('the one that asks'),
          userAgent: z.string(),
          address: z.string(),
          remembered: z.boolean(),
          createdAt: z.number().int().describe('epoch milliseconds'),
          usedAt: z.number().int().describe('epoch milliseconds; as fine as an hour, when the token was last renewed'),
        }),
      ),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/sessions' },
    httpOnly: true,
  }),
  revoke: defineOperation({
    name: 'session.revoke',
    summary: 'Ends one of the own sessions; its sockets close within a second',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ sessionId }),
    output: z.object({}),
    errors: ['not_found'],
    http: { method: 'DELETE', path: '/api/sessions/{sessionId}' },
    httpOnly: true,
  }),
  signOutEverywhere: defineOperation({
    name: 'session.signOutEverywhere',
    summary: 'Ends all own sessions, this one too',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({}),
    output: z.object({ endedCount: z.number().int() }),
    errors: [],
    http: { method: 'DELETE', path: '/api/sessions' },
    httpOnly: true,
  }),
  changePassword: defineOperation({
    name: 'session.changePassword',
    summary: 'Changes the own password; all other own sessions end',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ current: z.string().min(1).max(200), password: newPassword }),
    output: z.object({}),
    errors: ['password_wrong', 'sign_in_throttled'],
    http: { method: 'PUT', path: '/api/session/password' },
    httpOnly: true,
  }),
} as const

/** A visitor's browser. */
export const visitor = {
  identify: defineOperation({
    name: 'visitor.identify',
    summary:
      "A visitor's browser makes itself known on a channel; a known token stays, anything else gets a new one. With an identity signed by the shop he is that customer from then on (VIS-01)",
    kind: 'command',
    callers: ['public'],
    permission: null,
    input: z.strictObject({
      channelKey: storableText(64),
      token: storableText(200).optional(),
      identity: z
        .string()
        .max(32_768)
        .optional()
        .describe(
          "JWT (HS256) signed with the channel's secret: sub, name, exp; phone, email, orders, aud, iat if there are",
        ),
      locale: locale.default('zh-CN').describe('in which the texts of the channel are wanted'),
    }),
    output: visitorSessionView,
    errors: ['channel_unknown', 'tenant_suspended', 'identity_invalid', 'identity_expired', 'identity_not_set_up'],
    http: { method: 'POST', path: '/api/visitor/session' },
    httpOnly: true,
  }),
} as const
