import { operations } from '@keqiao/contract'
import { command, refuse } from '../../platform/operations'
import { clearEnded, readSummaryOnClear, restoreEnded, selectUnsummarised } from '../conversation'

/**
 * 清除, and its undo (CON-04). Only what ended in the agent's own hands can be cleared; everything else, somebody else's
 * ids too, is passed over without a word. Where the merchant wants a 小结 of each (G2), nothing is cleared before the last
 * one has it.
 */
export const setCleared = command(operations.desk.setCleared, async (actor, { conversationIds, cleared }, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  if (cleared && (await readSummaryOnClear(tx, actor.tenantId)) === 'block') {
    const missing = await selectUnsummarised(tx, actor.tenantId, actor.id, conversationIds)
    if (missing.length > 0) return refuse('summary_required', { conversationIds: missing })
  }
  const change = cleared ? clearEnded : restoreEnded
  return { changedCount: await change(tx, actor.tenantId, actor.id, conversationIds) }
})
