import type { ConversationId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { createDurableReader, readStreams, type LogReader, type StoredEvent } from '../../platform/event-log'
import type { Services } from '../../platform/operations'
import { storeDialogues } from './dialogue.store'
import { rowsOf } from './facts-rows'
import { indexMessages } from './index-messages'
import type { KnownMonths } from './message-search.store'

/** What changes a row of the list. Messages do not: their figures are told when the leg closes. */
const telling = new Set<string>([
  'leg.opened',
  'leg.closed',
  'conversation.transferred',
  'conversation.identified',
  'conversation.closed',
  'rating.invited',
  'rating.submitted',
  'summary.saved',
])

/** How often the log is looked at. What was said is found, and what was served is listed, at most two seconds later. */
const followEveryMs = 1_000

/** Follows the log for the list of dialogues and the search in messages. */
export function followDialogues(services: Services, onLag?: (seconds: number) => void): LogReader {
  const { doors, clock, epoch, onError } = services
  const months: KnownMonths = new Set()
  return createDurableReader('dialogues', (tx, events) => keepDialogues(tx, events, months), {
    doors,
    clock,
    epoch,
    everyMs: followEveryMs,
    batchSize: 1_000,
    onError,
    ...(onLag && { onLag }),
  })
}

/** One batch of the log. Each conversation of which something is told is told whole, so a repeat changes nothing. */
async function keepDialogues(tx: Tx, events: readonly StoredEvent[], months: KnownMonths): Promise<void> {
  await indexMessages(tx, events, months)
  const touched = new Set(events.flatMap(({ type, streamId }) => (telling.has(type) ? [streamId] : [])))
  if (touched.size === 0) return
  const whole = await readStreams(tx, [...touched])
  await storeDialogues(
    tx,
    byStream(whole).flatMap(({ tenantId, id, log }) => rowsOf(tenantId, id, log)),
  )
}

/** The streams apart; `events` come stream by stream. */
function byStream(events: readonly StoredEvent[]): { tenantId: TenantId; id: ConversationId; log: StoredEvent[] }[] {
  const streams: { tenantId: TenantId; id: ConversationId; log: StoredEvent[] }[] = []
  for (const event of events) {
    const last = streams.at(-1)
    if (last?.id === event.streamId) last.log.push(event)
    else streams.push({ tenantId: event.tenantId, id: event.streamId as ConversationId, log: [event] })
  }
  return streams
}
