import { operations } from '@keqiao/contract'
import { isRefused, query } from '../../platform/operations'
import { accessConversation } from '../conversation'
import { placesOf } from './queue-places'

/** Beyond it a place is not counted out: `place` is null as for somebody who does not wait. */
export const countedPlaces = 5_000

/** Where the visitor stands in the line (VIS-05); what changes afterwards, a frame tells. */
export const getPlace = query(operations.queue.place, async (actor, { conversationId }, { tx, now }) => {
  const row = await accessConversation(tx, actor, conversationId)
  if (isRefused(row)) return row
  if (row.status !== 'queued') return { place: null }
  const places = await placesOf(tx, actor.tenantId, countedPlaces, now)
  return { place: places.find((place) => place.conversationId === row.id)?.view ?? null }
})
