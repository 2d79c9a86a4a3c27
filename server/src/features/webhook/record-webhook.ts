import type { EventType, StoredPayload } from '@keqiao/contract'
import { appendForStaff, type Doer } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import type { CommandContext } from '../../platform/operations'
import type { WebhookRow } from './webhook.store'

type WebhookEventType = Extract<EventType, `webhook.${string}`>

type WebhookEvent = {
  [Type in WebhookEventType]: { readonly type: Type; readonly payload: StoredPayload<Type> }
}[WebhookEventType]

/** What an event of an endpoint is written in. */
export type RecordContext = Pick<CommandContext, 'tx' | 'now' | 'services'>

/** Appends to the stream of a locked endpoint; returns the seq for its row. */
export function recordWebhook(
  context: RecordContext,
  actor: Doer,
  { tenant_id: tenantId, id, seq }: WebhookRow,
  event: WebhookEvent,
): Promise<number> {
  return appendForStaff(context, {
    tenantId,
    stream: 'webhook',
    streamId: longLivedStreamId(id),
    seq,
    actor,
    events: [event],
  })
}
