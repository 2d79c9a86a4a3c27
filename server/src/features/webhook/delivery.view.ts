import type { WebhookAttemptView, WebhookDeliveryView } from '@keqiao/contract'
import type { WebhookDeliveryId } from '@keqiao/domain'
import type { AttemptRow, DeliveryRow } from './delivery.store'

/** `webhook-id`: by it a receiver knows what he has had before. */
export const messageIdOf = (id: WebhookDeliveryId): string => `msg_${id.replaceAll('-', '')}`

/** A delivery without what is sent. */
export function deliveryView(row: DeliveryRow): WebhookDeliveryView {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    messageId: messageIdOf(row.id),
    type: row.type,
    status: row.status,
    attempts: row.attempts,
    statusCode: row.status_code,
    fault: row.fault,
    durationMs: row.duration_ms,
    nextAt: row.due_at,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  }
}

/** One request with the beginning of its answer. */
export function attemptView({ duration_ms, status_code, ...row }: AttemptRow): WebhookAttemptView {
  return { ...row, durationMs: duration_ms, statusCode: status_code }
}
