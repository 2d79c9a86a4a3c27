import type { WebhookView } from '@keqiao/contract'
import type { WebhookCounts, WebhookRow } from './webhook.store'

/** An endpoint for whoever looks after endpoints, without its secret. */
export function webhookView(row: WebhookRow & WebhookCounts, now: number): WebhookView {
  const { disabled_reason: reason, disabled_at: at, previous_ends_at: endsAt } = row
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    eventTypes: [...row.event_types],
    active: row.active_since !== null,
    disabled: reason !== null && at !== null ? { reason, at } : null,
    failingSince: row.failing_since,
    previousSecretEndsAt: endsAt !== null && endsAt > now ? endsAt : null,
    waitingCount: row.waiting_count,
    failedCount: row.failed_count,
    createdAt: row.created_at,
    version: row.seq,
  }
}
