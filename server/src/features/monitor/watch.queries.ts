import { operations } from '@keqiao/contract'
import { query, refuse } from '../../platform/operations'
import { selectWatches } from './watch.store'

/** Who read along in whose dialogue: everybody's for who sees the whole merchant, else one's own. */
export const listWatches = query(operations.monitor.listWatches, async (actor, input, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { conversationId, before, limit } = input
  const watcherId = actor.scope === 'tenant' ? null : actor.id
  const rows = await selectWatches(tx, actor.tenantId, { watcherId, conversationId, before, limit: limit + 1 })
  return { watches: rows.slice(0, limit), more: rows.length > limit }
})
