import { z } from 'zod'
import { webhookDeliveryId, webhookId } from '../ids'

const instant = z.number().int().describe('epoch milliseconds')

/** Why an attempt got no answer. */
export const webhookFault = z.enum(['url_refused', 'private_address', 'timeout', 'failed', 'redirected', 'disabled'])
export type WebhookFault = z.infer<typeof webhookFault>

/** An address to which events are posted, without its secret. */
export const webhookView = z.object({
  id: webhookId,
  name: z.string(),
  url: z.string(),
  eventTypes: z.array(z.string()),
  active: z.boolean(),
  disabled: z
    .object({
      reason: z
        .enum(['manual', 'gone', 'failing'])
        .describe('gone: it answered 410; failing: nothing but failures for days'),
      at: instant,
    })
    .nullable(),
  failingSince: instant.nullable().describe('no delivery has succeeded since; null: the last one did'),
  previousSecretEndsAt: instant.nullable().describe('until when requests are signed by the secret before, too'),
  waitingCount: z.number().int(),
  failedCount: z.number().int().describe('given up, of those in the log'),
  createdAt: instant,
  version: z.number().int().describe('rises with each change'),
})
export type WebhookView = z.infer<typeof webhookView>

/** One event's way to one endpoint. */
export const webhookDeliveryView = z.object({
  id: webhookDeliveryId,
  webhookId,
  messageId: z.string().describe('`webhook-id`: the same in every attempt'),
  type: z.string(),
  status: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.number().int(),
  statusCode: z.number().int().nullable().describe('of the last attempt; null: no answer'),
  fault: webhookFault.nullable().describe('of the last attempt'),
  durationMs: z.number().int().nullable().describe('of the last attempt'),
  nextAt: instant.nullable().describe('when it is tried again; null: it is settled'),
  createdAt: instant,
  settledAt: instant.nullable(),
})
export type WebhookDeliveryView = z.infer<typeof webhookDeliveryView>

/** One request. */
export const webhookAttemptView = z.object({
  number: z.number().int(),
  at: instant,
  durationMs: z.number().int(),
  statusCode: z.number().int().nullable(),
  fault: webhookFault.nullable(),
  response: z.string().describe('the first kilobyte of the answer'),
})
export type WebhookAttemptView = z.infer<typeof webhookAttemptView>
