import { z } from 'zod'
import { instantInput } from '../instants'
import { spokenText } from '../body'
import { webhookDeliveryId, webhookId } from '../ids'
import { publicEventTypes } from '../public-events'
import { webhookAttemptView, webhookDeliveryView, webhookView } from '../views/webhook'
import { defineOperation } from './define'

const version = z.number().int().min(0).describe('of what was read; rises with each change')
const facts = {
  name: spokenText(60),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  eventTypes: z.array(z.enum(publicEventTypes)).min(1).max(100),
}
const filters = {
  webhookId: webhookId.optional(),
  status: z.enum(['all', 'waiting', 'delivered', 'failed']).default('all'),
  type: z.string().max(60).optional(),
}

/** Webhook: what happens is posted to programs of the merchant, signed by Standard Webhooks. See docs/webhooks.md. */
export const webhook = {
  list: defineOperation({
    name: 'webhook.list',
    summary: "The merchant's endpoints, oldest first; there are at most 20",
    kind: 'query',
    callers: ['member'],
    permission: 'webhook:manage',
    input: z.strictObject({}),
    output: z.object({ webhooks: z.array(webhookView) }),
    errors: [],
    http: { method: 'GET', path: '/api/webhooks' },
  }),
  create: defineOperation({
    name: 'webhook.create',
    summary: 'Adds an endpoint with a new secret; it gets what happens from now on',
    kind: 'command',
    callers: ['member'],
    permission: 'webhook:manage',
    input: z.strictObject(facts),
    output: z.object({ webhook: webhookView }),
    errors: ['webhook_url_refused', 'too_many_webhooks', 'beyond_own_rights'],
    http: { method: 'POST', path: '/api/webhooks' },
  }),
  update: defineOperation({
    name: 'webhook.update',
    summary: 'Changes an endpoint; what waits goes to the new address',
    kind: 'command',
    callers: ['member'],
    permission: 'webhook:manage',
    input: z.strictObject({ webhookId, version, ...facts }),
    output: z.object({ webhook: webhookView }),
    errors: ['webhook_url_refused', 'settings_changed', 'beyond_own_rights'],
    http: { method: 'PUT', path: '/api/webhooks/{webhookId}' },
  }),
  setActive: defineOperation({
    name: 'webhook.setActive',
    summary:
      'Stops an endpoint, which gives up what waits for it, or lets it begin again with what happens from now on',
    kind: 'command',
    callers: ['member'],
    permission: 'webhook:manage',
    input: z.strictObject({ webhookId, active: z.boolean() }),
    output: z.object({ webhook: webhookView }),
    errors: ['beyond_own_rights'],
    http: { method: 'PUT', path: '/api/webhooks/{webhookId}/active' },
  }),
  remove: defineOperation({
    name: 'webhook.remove',
    summary: 'Removes an endpoint, with its log',
    kind: 'command',
    callers: ['member'],
    permission: 'webhook:manage',
    input: z.strictObject({ webhookId }),
    output: z.object({}),
    errors: [],
    http: { method: 'DELETE', path: '/api/webhooks/{webhookId}' },
  }),
  revealSecret: defineOperation({
    name: 'webhook.revealSecret',
    summary: 'By what an endpoint checks signatures',
    kind: 'query',
    callers: ['member'],
    permission: 'webhook:manage',
    inPerson: true,
    input: z.strictObject({ webhookId }),
    output: z.object({ secret: z.string().describe('whsec_ and 32 bytes of base64') }),
    errors: [],
    http: { method: 'GET', path: '/api/webhooks/{webhookId}/secret' },
  }),
  rotateSecret: defineOperation({
    name: 'webhook.rotateSecret',
    summary: 'Draws a new secret; for a while requests are signed by the one before, too',
    kind: 'command',
    callers: ['member'],
    permission: 'webhook:manage',
    inPerson: true,
    input: z.strictObject({
      webhookId,
      previousForMs: z
        .number()
        .int()
        .min(0)
        .max(7 * 24 * 60 * 60 * 1_000)
        .default(24 * 60 * 60 * 1_000)
        .describe('0: the old one has leaked and ends at once'),
    }),
    output: z.object({ webhook: webhookView }),
    errors: [],
    http: { method: 'POST', path: '/api/webhooks/{webhookId}/secret' },
  }),
  test: defineOperation({
    name: 'webhook.test',
    summary: 'Sends a webhook.test to an endpoint; what became of it is in its log',
    kind: 'command',
    callers: ['member'],
    permission: 'webhook:manage',
    input: z.strictObject({ webhookId }),
    output: z.object({ delivery: webhookDeliveryView }),
    errors: ['webhook_disabled'],
    http: { method: 'POST', path: '/api/webhooks/{webhookId}/test' },
  }),
  deliveries: defineOperation({
    name: 'webhook.deliveries',
    summary: 'What was sent or is to be, newest first, page by page; kept for 30 days',
    kind: 'query',
    callers: ['member'],
    permission: 'webhook:manage',
    input: z.strictObject({
      ...filters,
      before: webhookDeliveryId.optional().describe('last of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({ deliveries: z.array(webhookDeliveryView), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/webhook-deliveries' },
  }),
  delivery: defineOperation({
    name: 'webhook.delivery',
    summary: 'One delivery with what was sent and every attempt',
    kind: 'query',
    callers: ['member'],
    permission: 'webhook:manage',
    input: z.strictObject({ deliveryId: webhookDeliveryId }),
    output: z.object({
      delivery: webhookDeliveryView,
      payload: z.string().describe('the body as it is posted'),
      attempts: z.array(webhookAttemptView),
    }),
    errors: ['beyond_own_rights'],
    http: { method: 'GET', path: '/api/webhook-deliveries/{deliveryId}' },
  }),
  replay: defineOperation({
    name: 'webhook.replay',
    summary: 'Sends a delivery again at once, by the same webhook-id; one that waits is not waited for any longer',
    kind: 'command',
    callers: ['member'],
    permission: 'webhook:manage',
    input: z.strictObject({ deliveryId: webhookDeliveryId }),
    output: z.object({ delivery: webhookDeliveryView }),
    errors: ['webhook_disabled'],
    http: { method: 'POST', path: '/api/webhook-deliveries/{deliveryId}/replay' },
  }),
  replayFailed: defineOperation({
    name: 'webhook.replayFailed',
    summary: 'Sends everything again that an endpoint did not take since an instant',
    kind: 'command',
    callers: ['member'],
    permission: 'webhook:manage',
    input: z.strictObject({ webhookId, since: instantInput.describe('epoch milliseconds') }),
    output: z.object({ count: z.number().int() }),
    errors: ['webhook_disabled'],
    http: { method: 'POST', path: '/api/webhooks/{webhookId}/replay-failed' },
  }),
} as const
