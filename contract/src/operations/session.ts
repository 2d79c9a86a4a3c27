import { z } from 'zod'
import { storableText } from '../body'
import { locale } from '../channel-settings'
import { sessionId } from '../ids'
import { meView } from '../views/member'
import { visitorSessionView } from '../views/visitor'
import { account, newPassword, nickname } from './member'
import { defineOperation } from './define'

const password = z.string().min(1).max(200).describe('the own one, once more')
const code = storableText(40)
const setUp = z.string().min(1).max(400)
const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()).describe('told this once; each is good once') })
const passwordAndCode = z.strictObject({ password, code })

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
      code: code
        .optional()
        .describe('of the authenticator application, or a recovery code; asked for by second_factor_required'),
      setUp: setUp.optional().describe('of second_factor_to_set_up, with the first code of the key that was shown'),
    }),
    output: meView.extend({
      recoveryCodes: z.array(z.string()).optional().describe('told this once, to who has just set up the second step'),
    }),
    errors: [
      'sign_in_failed',
      'sign_in_throttled',
      'tenant_suspended',
      'password_sign_in_off',
      'second_factor_required',
      'second_factor_to_set_up',
      'second_factor_wrong',
      'second_factor_set_up_expired',
    ],
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
  secondFactor: defineOperation({
    name: 'session.secondFactor',
    summary: 'Whether the own sign-in by password asks for a code',
    kind: 'query',
    callers: ['member'],
    permission: null,
    input: z.strictObject({}),
    output: z.object({
      enabledAt: z.number().nullable().describe('epoch milliseconds; null: it does not'),
      recoveryCodesLeft: z.number().int(),
      required: z.boolean().describe('the merchant wants everybody to have it'),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/session/second-factor' },
    httpOnly: true,
  }),
  beginSecondFactor: defineOperation({
    name: 'session.beginSecondFactor',
    summary: 'A key for an authenticator application; nothing changes before it is confirmed by a code',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ password }),
    output: z.object({
      key: z.string().describe('to be typed where there is no camera'),
      uri: z.string().describe('otpauth://, for a QR code'),
      setUp: z.string().describe('goes back with the first code, within a quarter of an hour'),
    }),
    errors: ['password_wrong', 'sign_in_throttled', 'second_factor_set_up'],
    http: { method: 'POST', path: '/api/session/second-factor/key' },
    httpOnly: true,
  }),
  confirmSecondFactor: defineOperation({
    name: 'session.confirmSecondFactor',
    summary: 'From now on signing in by password asks for a code',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ setUp, code }),
    output: recoveryCodes,
    errors: ['second_factor_wrong', 'second_factor_set_up', 'second_factor_set_up_expired', 'sign_in_throttled'],
    http: { method: 'POST', path: '/api/session/second-factor' },
    httpOnly: true,
  }),
  renewRecoveryCodes: defineOperation({
    name: 'session.renewRecoveryCodes',
    summary: 'Ten new recovery codes; those before are void',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: passwordAndCode,
    output: recoveryCodes,
    errors: ['password_wrong', 'second_factor_wrong', 'second_factor_absent', 'sign_in_throttled'],
    http: { method: 'POST', path: '/api/session/second-factor/recovery-codes' },
    httpOnly: true,
  }),
  disableSecondFactor: defineOperation({
    name: 'session.disableSecondFactor',
    summary: 'Signing in asks for the password alone again',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: passwordAndCode,
    output: z.object({}),
    errors: [
      'password_wrong',
      'second_factor_wrong',
      'second_factor_absent',
      'second_factor_demanded',
      'sign_in_throttled',
    ],
    http: { method: 'POST', path: '/api/session/second-factor/disable' },
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
