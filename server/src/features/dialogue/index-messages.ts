import type { StoredPayload } from '@keqiao/contract'
import type { MessageBody, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { StoredEvent } from '../../platform/event-log'
import { bigramVector } from '../../platform/search'
import { deleteSearchRows, insertSearchRows, type KnownMonths } from './message-search.store'

/** The lexeme that stands in every vector of a merchant's. */
export const tenantLabel = (tenantId: TenantId): string => tenantId.replaceAll('-', '')

/** What can be found of an event: what was said, what was noted, what a file is called. Null: nothing of it. */
export function wordsSaid(event: StoredEvent): string | null {
  // An erased payload has none of its fields left.
  if (event.type === 'note.added') return (event.payload as Partial<StoredPayload<'note.added'>>).text ?? null
  if (event.type !== 'message.sent') return null
  const { body } = event.payload as Partial<StoredPayload<'message.sent'>>
  if (!body) return null
  return wordsOf(body)
}

function wordsOf(body: MessageBody): string {
  switch (body.kind) {
    case 'text':
      return body.text
    case 'product':
      return [body.title, body.sku ?? ''].join('\n')
    case 'order':
      return [body.number, ...body.lines.map(({ title }) => title)].join('\n')
    default:
      return body.name
  }
}

/** Keeps the search up with the log; in the transaction of its reader. */
export async function indexMessages(tx: Tx, events: readonly StoredEvent[], months: KnownMonths): Promise<void> {
  await insertSearchRows(
    tx,
    events.flatMap((event) => {
      const words = wordsSaid(event)
      if (words === null) return []
      const terms = bigramVector(words, [tenantLabel(event.tenantId)])
      return [{ tenantId: event.tenantId, conversationId: event.streamId, seq: event.seq, at: event.at, terms }]
    }),
    months,
  )
  await deleteSearchRows(
    tx,
    events.flatMap((event) =>
      event.type === 'message.recalled'
        ? [{ conversationId: event.streamId, seq: (event.payload as StoredPayload<'message.recalled'>).seq }]
        : [],
    ),
  )
}
