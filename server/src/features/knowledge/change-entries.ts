import { operations } from '@keqiao/contract'
import { insertEvents } from '../../platform/event-log'
import { command, refuse } from '../../platform/operations'
import { selectHeldCategory } from './category.store'
import { countUse, lockEntries, markRemoved } from './entry.store'
import { removeFromIndex } from './index-entries'
import { eventOf, saveEntries } from './save-entries'

/** Status, visibility or category of several at once; those that are not there any more are passed over. */
export const changeEntries = command(operations.knowledge.change, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const { active, public: isPublic, categoryId } = input
  if (categoryId && !(await selectHeldCategory(tx, actor.tenantId, categoryId))) {
    return refuse('knowledge_category_unknown')
  }
  const rows = await lockEntries(tx, actor.tenantId, input.entryIds)
  const savings = rows
    .map((before) => ({
      before,
      after: {
        ...before,
        is_active: active ?? before.is_active,
        is_public: isPublic ?? before.is_public,
        category_id: categoryId === undefined ? before.category_id : categoryId,
      },
    }))
    .filter(
      ({ before, after }) =>
        before.is_active !== after.is_active ||
        before.is_public !== after.is_public ||
        before.category_id !== after.category_id,
    )
  if (savings.length > 0) await saveEntries(context, actor, savings)
  return { changedCount: savings.length }
})

/** Takes entries away. Their versions and their addresses stay: no later entry gets a dead link's address. */
export const removeEntries = command(operations.knowledge.remove, async (actor, { entryIds }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx, now, services } = context
  const { tenantId } = actor
  const rows = await lockEntries(tx, tenantId, entryIds)
  if (rows.length === 0) return { removedCount: 0 }
  const events = rows.map((row) =>
    eventOf(actor, row, row.seq, now, {
      type: 'knowledge.removed',
      payload: { entryId: row.id, question: row.question },
    }),
  )
  await insertEvents(tx, services.epoch, events)
  await removeFromIndex(tx, tenantId, rows)
  await markRemoved(
    tx,
    tenantId,
    rows.map((row) => ({ ...row, seq: row.seq + 1 })),
    now,
  )
  tx.afterCommit(() => services.relay.publish(events))
  return { removedCount: rows.length }
})

/** Counts that an answer went into an input. A count, not a change of the entry: it is no version and no event. */
export const useEntry = command(operations.knowledge.use, async (actor, { entryId }, { tx }) => {
  const usedCount = await countUse(tx, actor.tenantId, entryId)
  return usedCount === null ? refuse('not_found') : { usedCount }
})
