import type { SystemActor, TenantId, WebhookId } from '@keqiao/domain'
import type { Doer } from '../../platform/event-log'
import { giveUpWaiting } from './delivery.store'
import { recordWebhook, type RecordContext } from './record-webhook'
import { lockWebhook, storeWebhook } from './webhook.store'

/** Nothing more is made for it, and what waits is given up; by the product itself unless somebody is named. */
export async function disableWebhook(
  context: RecordContext,
  tenantId: TenantId,
  id: WebhookId,
  reason: 'manual' | 'gone' | 'failing',
  actor?: Doer,
): Promise<void> {
  const { tx, now } = context
  const row = await lockWebhook(tx, tenantId, id)
  if (!row || row.active_since === null) return
  const system: SystemActor = { kind: 'system', tenantId, id: 'system', name: 'system' }
  const payload = { webhookId: id, name: row.name, reason }
  const seq = await recordWebhook(context, actor ?? system, row, { type: 'webhook.disabled', payload })
  await giveUpWaiting(tx, tenantId, id, now)
  await storeWebhook(tx, { ...row, active_since: null, disabled_reason: reason, disabled_at: now, seq })
}
