import type { WebhookFault } from '@keqiao/contract'
import type { TenantId, WebhookDeliveryId, WebhookId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** What is to be posted now, and by which secrets it is signed. */
export interface DueDelivery {
  readonly tenant_id: TenantId
  readonly id: WebhookDeliveryId
  readonly webhook_id: WebhookId
  readonly payload: string
  readonly attempts: number
  readonly tries: number
  readonly url: string
  readonly sealed: Buffer
  readonly previous_sealed: Buffer | null
  readonly previous_ends_at: number | null
  /** Nothing came through lately. */
  readonly failing: boolean
}

interface Wanted {
  /** How many at most. */
  readonly limit: number
  /** Of endpoints that fail, or of those that do not. */
  readonly failing: boolean
  readonly perWebhook: number
  /** How many of each endpoint this process has under way. */
  readonly busy: ReadonlyMap<WebhookId, number>
  /** How long nobody else takes them, by the database's clock. */
  readonly leaseMs: number
}

/** Takes what is due, oldest first, a few of each endpoint; behind the system door. */
export function takeDue(tx: Tx, { limit, failing, perWebhook, busy, leaseMs }: Wanted): Promise<DueDelivery[]> {
  return tx.named(
    'webhooks due',
    `with due as (
       select found.tenant_id, found.id
         from webhooks w
         left join unnest($4::uuid[], $5::int[]) as busy (id, count) on busy.id = w.id
        cross join lateral (
          select d.tenant_id, d.id, d.due_at from webhook_deliveries d
           where d.tenant_id = w.tenant_id and d.webhook_id = w.id and d.status = 'waiting' and d.due_at <= now()
           order by d.due_at, d.id limit greatest(0, $3::int - coalesce(busy.count, 0))
             for update skip locked) found
        where w.active_since is not null and (w.failing_since is not null) = $2::boolean
        order by found.due_at limit $1)
     update webhook_deliveries d set due_at = now() + make_interval(secs => $6::float8 / 1000)
       from due, webhooks w
      where d.tenant_id = due.tenant_id and d.id = due.id and w.tenant_id = d.tenant_id and w.id = d.webhook_id
      returning d.tenant_id, d.id, d.webhook_id, d.payload, d.attempts, d.tries, w.url, w.sealed, w.previous_sealed,
                w.previous_ends_at, w.failing_since is not null as failing`,
    [limit, failing, perWebhook, [...busy.keys()], [...busy.values()], leaseMs],
  )
}

/** What came of a request. */
export interface Attempt {
  /** Epoch milliseconds. */
  readonly at: number
  readonly durationMs: number
  readonly statusCode: number | null
  readonly fault: WebhookFault | null
  /** The beginning of the answer. */
  readonly response: string
}

/**
 * Writes down what came of it. `pauseMs` null: it is settled. False: somebody else has tried it meanwhile, since we took
 * longer than it was ours, or it is gone.
 */
export async function storeAttempt(
  tx: Tx,
  { tenant_id: tenantId, id, attempts }: DueDelivery,
  { at, durationMs, statusCode, fault, response }: Attempt,
  { status, pauseMs }: { readonly status: 'waiting' | 'delivered' | 'failed'; readonly pauseMs: number | null },
): Promise<boolean> {
  const updated = await tx.named(
    'webhook attempted',
    `update webhook_deliveries
        set status = $3, attempts = attempts + 1, tries = tries + 1, status_code = $4, fault = $5, duration_ms = $6,
            due_at = now() + make_interval(secs => $7::float8 / 1000),
            settled_at = case when $3 = 'waiting' then null else to_timestamp($8::float8 / 1000) end
      where tenant_id = $1 and id = $2 and status = 'waiting' and attempts = $9 returning 1`,
    [tenantId, id, status, statusCode, fault, durationMs, pauseMs, at + durationMs, attempts],
  )
  if (updated.length === 0) return false
  await tx.named(
    'webhook attempt',
    `insert into webhook_attempts (tenant_id, delivery_id, number, at, duration_ms, status_code, fault, response)
     values ($1, $2, $3, to_timestamp($4::float8 / 1000), $5, $6, $7, $8)`,
    [tenantId, id, attempts + 1, at, durationMs, statusCode, fault, response],
  )
  return true
}

/** Gives back what was taken and not tried: it is due at once. */
export async function giveBack(tx: Tx, { tenant_id: tenantId, id, attempts }: DueDelivery): Promise<void> {
  await tx.rows(
    `update webhook_deliveries set due_at = now()
      where tenant_id = $1 and id = $2 and status = 'waiting' and attempts = $3`,
    [tenantId, id, attempts],
  )
}
