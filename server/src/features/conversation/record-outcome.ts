import type { Outcome } from '@keqiao/domain'
import { insertEvents, numberEvents } from '../../platform/event-log'
import type { CommandContext, Person } from '../../platform/operations'
import type { Actor } from '@keqiao/domain'
import type { ConversationRow } from './conversation.row'
import { applyPatch } from './conversation.store'
import { closeLeg } from './leg.store'
import { insertRecall } from './recall.store'

/** The leg an outcome opens. */
export function openedLeg(outcome: Outcome) {
  const opened = outcome.events.find((event) => event.type === 'leg.opened')
  if (!opened) throw new Error('this outcome opens no leg')
  return opened.payload
}

export type RecordContext = Pick<CommandContext, 'tx' | 'now' | 'services'>

/**
 * Writes what was decided about a locked conversation: events, state and legs in the caller's transaction; listeners
 * hear it after the commit. Returns the row as it stands now.
 */
export async function recordOutcome(
  { tx, now, services }: RecordContext,
  row: ConversationRow,
  actor: Person | Actor,
  outcome: Outcome,
): Promise<ConversationRow> {
  const { events, head } = numberEvents({
    tenantId: row.tenant_id,
    stream: 'conversation',
    streamId: row.id,
    head: { seq: row.seq, visitorSeq: row.visitor_seq },
    actor,
    at: now,
    clientId: null,
    events: outcome.events,
  })
  await insertEvents(tx, services.epoch, events)
  const opened = outcome.events.find((event) => event.type === 'leg.opened')
  const closed = outcome.events.find((event) => event.type === 'leg.closed')
  const next = await applyPatch(tx, row, outcome.patch, head, now, opened?.payload ?? null)
  if (closed) {
    await closeLeg(tx, row.tenant_id, closed.payload.legId, closed.payload.memberId, closed.payload.end, now)
  }
  if (outcome.patch.recalls !== undefined) await insertRecall(tx, row, outcome.patch.recalls)
  tx.afterCommit(() => services.relay.publish(events))
  return next
}
