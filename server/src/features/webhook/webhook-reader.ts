import type { TenantId, WebhookDeliveryId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { createDurableReader, type LogReader, type StoredEvent } from '../../platform/event-log'
import { newId } from '../../platform/ids'
import type { Services } from '../../platform/operations'
import { insertDeliveries, type NewDelivery } from './delivery.store'
import { publicBodyOf, publicTypeOf } from './public-event.view'
import { hasActiveWebhooks, selectActiveWebhooks } from './webhook.store'

interface WebhookReaderOptions {
  readonly everyMs: number
  readonly batchSize: number
  readonly onLag?: (seconds: number) => void
  /** There is something to deliver. */
  readonly onMade: () => void
}

/**
 * Writes a delivery for each event and each endpoint that wants it, in the transaction that moves the reader's place: a
 * crash at any moment loses none and makes none twice. As long as nobody has an endpoint it reads nothing.
 */
export function createWebhookReader(
  { doors, clock, epoch, onError }: Services,
  { everyMs, batchSize, onLag, onMade }: WebhookReaderOptions,
): LogReader {
  const options = { doors, clock, epoch, everyMs, batchSize, onError, isWanted: hasActiveWebhooks }
  return createDurableReader(
    'webhook',
    async (tx, events) => {
      const made = await deliveriesOf(tx, events, onError)
      if (made.length === 0) return
      await insertDeliveries(tx, made)
      tx.afterCommit(onMade)
    },
    { ...options, ...(onLag ? { onLag } : {}) },
  )
}

async function deliveriesOf(
  tx: Tx,
  events: readonly StoredEvent[],
  onError: Services['onError'],
): Promise<NewDelivery[]> {
  const told = events.flatMap((event) => {
    const type = publicTypeOf(event.type)
    return type === undefined ? [] : [{ event, type }]
  })
  if (told.length === 0) return []
  const tenantIds = [...new Set<TenantId>(told.map(({ event }) => event.tenantId))]
  const webhooks = await selectActiveWebhooks(tx, tenantIds)
  return told.flatMap(({ event, type }) => {
    const { tenantId, streamId, seq, at } = event
    const own = webhooks.filter(
      ({ tenant_id, event_types, active_since }) =>
        // What happened before it was there, or while it was disabled, is not for it.
        tenant_id === tenantId && event_types.includes(type) && active_since !== null && active_since <= at,
    )
    if (own.length === 0) return []
    const payload = bodyOrFault(() => publicBodyOf(type, event), onError)
    if (payload === null) return []
    return own.map(({ id: webhookId }) => {
      const id = newId<WebhookDeliveryId>()
      return { tenantId, id, webhookId, place: { streamId, seq }, type, payload, at }
    })
  })
}

/** One event that we cannot show must not stop all others. */
function bodyOrFault(make: () => string, onError: Services['onError']): string | null {
  try {
    return make()
  } catch (error) {
    onError(error, 'public event')
    return null
  }
}
