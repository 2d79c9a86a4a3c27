import { operations } from '@keqiao/contract'
import { command, refuse } from '../../platform/operations'
import { clearEnded, restoreEnded } from '../conversation'

/**
 * 清除, and its undo (CON-04). Only what ended in the agent's own hands can be cleared; everything else, somebody else's
 * ids too, is passed over without a word.
 */
export const setCleared = command(operations.desk.setCleared, async (actor, { conversationIds, cleared }, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const change = cleared ? clearEnded : restoreEnded
  return { changedCount: await change(tx, actor.tenantId, actor.id, conversationIds) }
})
