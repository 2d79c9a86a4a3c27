import { operations } from '@keqiao/contract'
import { query, refuse } from '../../platform/operations'
import { findLoad, listOpenOf, listWaiting, readSummaryOnClear, staffConversationView } from '../conversation'
import { groupIdsOf } from '../group'

/** How many of those who wait a desk shows; it knows the count of all. */
const shownWaiting = 50

/** What an agent's work bar and dialogue list begin from. */
export const getDesk = query(operations.desk.get, async (actor, _input, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const load = await findLoad(tx, actor.tenantId, actor.id)
  if (!load) return refuse('not_found')
  const open = await listOpenOf(tx, actor.tenantId, actor.id)
  const waiting = await listWaiting(tx, actor.tenantId, await groupIdsOf(tx, actor.tenantId, actor.id), shownWaiting)
  return {
    version: load.version,
    status: load.status,
    capacity: load.capacity,
    active: load.active,
    open: open.map(staffConversationView),
    waitingCount: waiting.count,
    waiting: waiting.rows.map(staffConversationView),
    summaryOnClear: await readSummaryOnClear(tx, actor.tenantId),
  }
})
