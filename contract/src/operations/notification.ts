import { z } from 'zod'
import { locale } from '../channel-settings'
import { defineOperation } from './define'

const endpoint = z
  .url({ protocol: /^https$/ })
  .max(1_000)
  .describe('where the push service of the browser takes what is for it')
const base64url = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .regex(/^[A-Za-z0-9_-]+=*$/)

/** Web push to agents whose window is closed (ACC-09, CON-25). Bound to the session: it needs the cookie. */
export const notification = {
  pushKey: defineOperation({
    name: 'notification.pushKey',
    summary: 'The public key by which push services know this installation (VAPID, RFC 8292)',
    kind: 'query',
    callers: ['member'],
    permission: null,
    input: z.strictObject({}),
    output: z.object({ publicKey: z.string().describe('uncompressed P-256 point, base64url') }),
    errors: [],
    http: { method: 'GET', path: '/api/push/key' },
    httpOnly: true,
  }),
  subscribePush: defineOperation({
    name: 'notification.subscribePush',
    summary: 'This browser is told of messages while no window of the member is open',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({
      endpoint,
      p256dh: base64url(80, 100).describe('public key of the browser, base64url'),
      auth: base64url(16, 40).describe('secret of the browser, base64url'),
      locale: locale.default('zh-CN').describe('in which it wants to be told'),
    }),
    output: z.object({}),
    errors: [],
    http: { method: 'POST', path: '/api/push/subscriptions' },
    httpOnly: true,
  }),
  unsubscribePush: defineOperation({
    name: 'notification.unsubscribePush',
    summary: 'This browser is told nothing more',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ endpoint }),
    output: z.object({}),
    errors: [],
    http: { method: 'POST', path: '/api/push/unsubscribe' },
    httpOnly: true,
  }),
  tryPush: defineOperation({
    name: 'notification.tryPush',
    summary: 'Sends a notice to this browser, to see whether it arrives',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({ endpoint }),
    output: z.object({
      accepted: z.boolean().describe('the push service took it; whether it is shown, the system decides'),
      reason: z.string().nullable().describe('what the push service said, or why it was not reached'),
    }),
    errors: ['not_found'],
    http: { method: 'POST', path: '/api/push/try' },
    httpOnly: true,
  }),
} as const
