import { operations } from '@keqiao/contract'
import { query, refuse } from '../../platform/operations'
import { staffConversationView, listEndedOf } from '../conversation'

/** The ended dialogues of an agent's list, which survive a reload until he clears them. */
export const getEnded = query(operations.desk.ended, async (actor, { since, before, limit }, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const rows = await listEndedOf(tx, actor.tenantId, actor.id, { since, before, limit: limit + 1 })
  return { dialogues: rows.slice(0, limit).map(staffConversationView), more: rows.length > limit }
})
