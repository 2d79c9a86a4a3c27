import type { TenantId, WebhookId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** An endpoint. Instants are epoch milliseconds. */
export interface WebhookRow {
  readonly tenant_id: TenantId
  readonly id: WebhookId
  readonly name: string
  readonly url: string
  readonly event_types: readonly string[]
  readonly sealed: Buffer
  readonly previous_sealed: Buffer | null
  readonly previous_ends_at: number | null
  /** It gets what happened from then on; null: it is disabled. */
  readonly active_since: number | null
  readonly disabled_reason: 'manual' | 'gone' | 'failing' | null
  readonly disabled_at: number | null
  readonly failing_since: number | null
  readonly created_at: number
  /** Last seq of its stream. */
  readonly seq: number
}

/** What the list shows beside it. */
export interface WebhookCounts {
  readonly waiting_count: number
  readonly failed_count: number
}

const columns = `tenant_id, id, name, url, event_types, sealed, previous_sealed, previous_ends_at, active_since, disabled_reason,
  disabled_at, failing_since, created_at, seq`

/** A log of months is not counted through: this many stand for more. */
export const mostCounted = 1_000

const counts = `
  (select count(*) from (select from webhook_deliveries d
     where d.tenant_id = w.tenant_id and d.webhook_id = w.id and d.status = 'waiting' limit ${mostCounted}) one) as waiting_count,
  (select count(*) from (select from webhook_deliveries d
     where d.tenant_id = w.tenant_id and d.webhook_id = w.id and d.status = 'failed' limit ${mostCounted}) one) as failed_count`

/** All of a merchant, or the one asked for, oldest first. */
export function selectWebhooks(
  tx: Tx,
  tenantId: TenantId,
  only: WebhookId | null = null,
): Promise<(WebhookRow & WebhookCounts)[]> {
  return tx.rows(
    `select ${columns}, ${counts} from webhooks w where tenant_id = $1 and ($2::uuid is null or id = $2) order by id`,
    [tenantId, only],
  )
}

export async function selectWebhook(tx: Tx, tenantId: TenantId, id: WebhookId): Promise<WebhookRow | null> {
  const [row] = await tx.rows<WebhookRow>(`select ${columns} from webhooks where tenant_id = $1 and id = $2`, [
    tenantId,
    id,
  ])
  return row ?? null
}

/** Locked until the transaction ends. */
export async function lockWebhook(tx: Tx, tenantId: TenantId, id: WebhookId): Promise<WebhookRow | null> {
  const [row] = await tx.rows<WebhookRow>(
    `select ${columns} from webhooks where tenant_id = $1 and id = $2 for no key update`,
    [tenantId, id],
  )
  return row ?? null
}

/** How many the merchant has. One transaction at a time counts and adds. */
export async function countWebhooks(tx: Tx, tenantId: TenantId): Promise<number> {
  await tx.rows(`select pg_advisory_xact_lock(hashtext('webhooks'), hashtext($1::text))`, [tenantId])
  const [row] = await tx.rows<{ count: number }>('select count(*) as count from webhooks where tenant_id = $1', [
    tenantId,
  ])
  return row?.count ?? 0
}

/** Stores an endpoint as it is now, new or locked. */
export async function storeWebhook(tx: Tx, row: WebhookRow): Promise<void> {
  await tx.rows(
    `insert into webhooks (${columns})
     values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), to_timestamp($9 / 1000.0), $10,
             to_timestamp($11 / 1000.0), to_timestamp($12 / 1000.0), to_timestamp($13 / 1000.0), $14)
     on conflict (tenant_id, id) do update set
       name = excluded.name, url = excluded.url, event_types = excluded.event_types, sealed = excluded.sealed,
       previous_sealed = excluded.previous_sealed, previous_ends_at = excluded.previous_ends_at,
       active_since = excluded.active_since, disabled_reason = excluded.disabled_reason,
       disabled_at = excluded.disabled_at, failing_since = excluded.failing_since, seq = excluded.seq`,
    [
      row.tenant_id,
      row.id,
      row.name,
      row.url,
      row.event_types,
      row.sealed,
      row.previous_sealed,
      row.previous_ends_at,
      row.active_since,
      row.disabled_reason,
      row.disabled_at,
      row.failing_since,
      row.created_at,
      row.seq,
    ],
  )
}

/** With its log. */
export async function deleteWebhook(tx: Tx, tenantId: TenantId, id: WebhookId): Promise<void> {
  await tx.rows('delete from webhooks where tenant_id = $1 and id = $2', [tenantId, id])
}

/** Whether anybody is told anything; behind the system door. */
export async function hasActiveWebhooks(tx: Tx): Promise<boolean> {
  const [row] = await tx.named<{ found: boolean }>(
    'webhooks at all',
    'select exists (select from webhooks where active_since is not null) as found',
    [],
  )
  return row?.found ?? false
}

/** Those of these merchants that are told; behind the system door. */
export function selectActiveWebhooks(
  tx: Tx,
  tenantIds: readonly TenantId[],
): Promise<Pick<WebhookRow, 'tenant_id' | 'id' | 'event_types' | 'active_since'>[]> {
  return tx.rows(
    'select tenant_id, id, event_types, active_since from webhooks where tenant_id = any($1) and active_since is not null',
    [tenantIds],
  )
}

/** A delivery succeeded, or did not; returns since when none has. */
export async function noteOutcome(
  tx: Tx,
  tenantId: TenantId,
  id: WebhookId,
  { delivered, at }: { readonly delivered: boolean; readonly at: number },
): Promise<number | null> {
  // Most of the time it says what is known already, and writes nothing.
  const [row] = await tx.rows<{ failing_since: number | null }>(
    `update webhooks set failing_since = case when $3 then null else to_timestamp($4 / 1000.0) end
      where tenant_id = $1 and id = $2 and (failing_since is null) <> $3 returning failing_since`,
    [tenantId, id, delivered, at],
  )
  if (row) return row.failing_since
  return delivered ? null : ((await selectWebhook(tx, tenantId, id))?.failing_since ?? null)
}
