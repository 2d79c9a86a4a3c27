import type { WebhookFault } from '@keqiao/contract'
import type { TenantId, WebhookDeliveryId, WebhookId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** One event's way to one endpoint. Instants are epoch milliseconds. */
export interface DeliveryRow {
  readonly id: WebhookDeliveryId
  readonly webhook_id: WebhookId
  readonly type: string
  readonly status: 'waiting' | 'delivered' | 'failed'
  readonly attempts: number
  readonly due_at: number | null
  readonly status_code: number | null
  readonly fault: WebhookFault | null
  readonly duration_ms: number | null
  readonly created_at: number
  readonly settled_at: number | null
}

const columns =
  'id, webhook_id, type, status, attempts, due_at, status_code, fault, duration_ms, created_at, settled_at'

/** What is to be delivered. */
export interface NewDelivery {
  readonly tenantId: TenantId
  readonly id: WebhookDeliveryId
  readonly webhookId: WebhookId
  /** Of the event in the log; null: made by hand. */
  readonly place: { readonly streamId: string; readonly seq: number } | null
  readonly type: string
  readonly payload: string
  readonly at: number
}

/** Writes them, due at once; an event that was written for an endpoint before is not written twice. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  await tx.rows(
    `insert into webhook_deliveries (tenant_id, id, webhook_id, stream_id, seq, type, payload, due_at, created_at)
     select t.tenant_id, t.id, t.webhook_id, t.stream_id, t.seq, t.type, t.payload, now(), to_timestamp(t.at / 1000.0)
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[], $7::text[], $8::float8[])
            as t (tenant_id, id, webhook_id, stream_id, seq, type, payload, at)
     on conflict do nothing`,
    [
      deliveries.map((one) => one.tenantId),
      deliveries.map((one) => one.id),
      deliveries.map((one) => one.webhookId),
      deliveries.map((one) => one.place?.streamId ?? null),
      deliveries.map((one) => one.place?.seq ?? null),
      deliveries.map((one) => one.type),
      deliveries.map((one) => one.payload),
      deliveries.map((one) => one.at),
    ],
  )
}

export interface DeliveryFilter {
  readonly webhookId: WebhookId | undefined
  readonly status: 'all' | DeliveryRow['status']
  readonly type: string | undefined
  readonly before: WebhookDeliveryId | undefined
  readonly limit: number
}

/** Newest first. */
export function selectDeliveries(tx: Tx, tenantId: TenantId, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  const { webhookId = null, status, type = null, before = null, limit } = filter
  return tx.rows(
    `select ${columns} from webhook_deliveries
      where tenant_id = $1 and ($2::uuid is null or webhook_id = $2) and ($3 = 'all' or status = $3)
        and ($4::text is null or type = $4) and ($5::uuid is null or id < $5)
      order by id desc limit $6`,
    [tenantId, webhookId, status, type, before, limit],
  )
}

export async function selectDelivery(
  tx: Tx,
  tenantId: TenantId,
  id: WebhookDeliveryId,
): Promise<(DeliveryRow & { payload: string }) | null> {
  const [row] = await tx.rows<DeliveryRow & { payload: string }>(
    `select ${columns}, payload from webhook_deliveries where tenant_id = $1 and id = $2`,
    [tenantId, id],
  )
  return row ?? null
}

/** One request as it is kept. */
export interface AttemptRow {
  readonly number: number
  readonly at: number
  readonly duration_ms: number
  readonly status_code: number | null
  readonly fault: WebhookFault | null
  readonly response: string
}

/** Every request of a delivery, first to last. */
export function selectAttempts(tx: Tx, tenantId: TenantId, id: WebhookDeliveryId): Promise<AttemptRow[]> {
  return tx.rows(
    `select number, at, duration_ms, status_code, fault, response from webhook_attempts
      where tenant_id = $1 and delivery_id = $2 order by number`,
    [tenantId, id],
  )
}

/** Due at once, with all its tries before it. */
export async function restartDelivery(tx: Tx, tenantId: TenantId, id: WebhookDeliveryId): Promise<DeliveryRow | null> {
  const [row] = await tx.rows<DeliveryRow>(
    `update webhook_deliveries set status = 'waiting', due_at = now(), tries = 0, settled_at = null
      where tenant_id = $1 and id = $2 returning ${columns}`,
    [tenantId, id],
  )
  return row ?? null
}

/** The same of all that were given up since; returns how many. */
export async function restartFailed(tx: Tx, tenantId: TenantId, id: WebhookId, since: number): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    `with again as (
       update webhook_deliveries set status = 'waiting', due_at = now(), tries = 0, settled_at = null
        where tenant_id = $1 and webhook_id = $2 and status = 'failed' and created_at >= to_timestamp($3 / 1000.0)
        returning 1)
     select count(*) as count from again`,
    [tenantId, id, since],
  )
  return row?.count ?? 0
}

/** An endpoint is disabled: what waits for it is given up, and can be replayed. */
export async function giveUpWaiting(tx: Tx, tenantId: TenantId, id: WebhookId, at: number): Promise<void> {
  await tx.rows(
    `update webhook_deliveries
        set status = 'failed', due_at = null, fault = 'disabled', settled_at = to_timestamp($3 / 1000.0)
      where tenant_id = $1 and webhook_id = $2 and status = 'waiting'`,
    [tenantId, id, at],
  )
}

/** Rows that are removed in one transaction. */
const portion = 5_000

/** Removes the oldest that are older than `days`; behind the system door. Returns how many, `portion` at most. */
export async function deleteOldDeliveries(tx: Tx, days: number): Promise<number> {
  const rows = await tx.rows(
    `delete from webhook_deliveries where (tenant_id, id) in (
       select tenant_id, id from webhook_deliveries where created_at < now() - make_interval(days => $1)
        order by created_at limit ${portion}) returning 1`,
    [days],
  )
  return rows.length
}
