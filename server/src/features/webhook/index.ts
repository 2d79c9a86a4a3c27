import type { Bindable } from '../../platform/operations'
import { deliveryOperations } from './delivery-commands'
import { endpointOperations, type WebhookParts } from './webhook-commands'

export { startWebhookDelivery, type WebhookDelivery } from './deliver-webhooks'
export { webhookCalendar, webhookUpkeep } from './remove-old-deliveries'
export { createWebhookReader } from './webhook-reader'

/** The operations of webhooks. */
export function webhookOperations(parts: WebhookParts): Bindable[] {
  return [...endpointOperations(parts), ...deliveryOperations]
}
