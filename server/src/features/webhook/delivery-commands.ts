import { operations } from '@keqiao/contract'
import type { TenantId, WebhookDeliveryId, WebhookId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { command, query, refuse, type Bindable, type Refused } from '../../platform/operations'
import {
  insertDeliveries,
  restartDelivery,
  restartFailed,
  selectAttempts,
  selectDeliveries,
  selectDelivery,
} from './delivery.store'
import { attemptView, deliveryView } from './delivery.view'
import { testBody } from './public-event.view'
import { mayRead } from './webhook.access'
import { selectWebhook } from './webhook.store'

const deliveries = query(operations.webhook.deliveries, async ({ tenantId }, input, { tx }) => {
  const { webhookId, status, type, before, limit } = input
  const rows = await selectDeliveries(tx, tenantId, { webhookId, status, type, before, limit: limit + 1 })
  return { deliveries: rows.slice(0, limit).map(deliveryView), more: rows.length > limit }
})

const delivery = query(operations.webhook.delivery, async (actor, { deliveryId }, { tx }) => {
  const row = await selectDelivery(tx, actor.tenantId, deliveryId)
  if (!row) return refuse('not_found')
  if (!mayRead(actor, [row.type])) return refuse('beyond_own_rights')
  const attempts = await selectAttempts(tx, actor.tenantId, deliveryId)
  return { delivery: deliveryView(row), payload: row.payload, attempts: attempts.map(attemptView) }
})

/** It is there, and takes what is sent to it. */
async function refuseDisabled(tx: Tx, tenantId: TenantId, id: WebhookId): Promise<Refused | null> {
  const webhook = await selectWebhook(tx, tenantId, id)
  if (!webhook) return refuse('not_found')
  return webhook.active_since === null ? refuse('webhook_disabled') : null
}

/** It goes the way of every other event: what it shows is what they meet. */
const test = command(operations.webhook.test, async ({ tenantId, name }, { webhookId }, { tx, now }) => {
  const refused = await refuseDisabled(tx, tenantId, webhookId)
  if (refused) return refused
  const id = newId<WebhookDeliveryId>()
  const payload = testBody({ webhookId, text: `${name} 发送的测试事件` }, now)
  await insertDeliveries(tx, [{ tenantId, id, webhookId, place: null, type: 'webhook.test', payload, at: now }])
  const row = await selectDelivery(tx, tenantId, id)
  if (!row) throw new Error('the delivery is not there')
  return { delivery: deliveryView(row) }
})

const replay = command(operations.webhook.replay, async ({ tenantId }, { deliveryId }, { tx }) => {
  const row = await selectDelivery(tx, tenantId, deliveryId)
  if (!row) return refuse('not_found')
  const refused = await refuseDisabled(tx, tenantId, row.webhook_id)
  if (refused) return refused
  const again = await restartDelivery(tx, tenantId, deliveryId)
  return again ? { delivery: deliveryView(again) } : refuse('not_found')
})

const replayFailed = command(operations.webhook.replayFailed, async ({ tenantId }, { webhookId, since }, { tx }) => {
  const refused = await refuseDisabled(tx, tenantId, webhookId)
  return refused ?? { count: await restartFailed(tx, tenantId, webhookId, since) }
})

/** What may be asked of the log of deliveries. */
export const deliveryOperations: Bindable[] = [deliveries, delivery, test, replay, replayFailed]
