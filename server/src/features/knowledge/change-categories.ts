import { KNOWLEDGE_LIMITS, operations, type EventType, type StoredPayload } from '@keqiao/contract'
import type { KnowledgeCategoryId, MemberActor } from '@keqiao/domain'
import { appendForStaff } from '../../platform/event-log'
import { longLivedStreamId, newId } from '../../platform/ids'
import { command, refuse, type CommandContext } from '../../platform/operations'
import { depthBelow, depthOf, isWithin, siblingsOf } from './category-tree'
import {
  clearRemovedFrom,
  countByCategory,
  deleteCategory,
  holdCategories,
  insertCategory,
  selectCategories,
  storePositions,
  updateCategory,
  type CategoryRow,
} from './category.store'
import { categoryView } from './category.view'

type CategoryEvent = {
  [Type in Extract<EventType, `knowledge.category${string}`>]: {
    readonly type: Type
    readonly payload: StoredPayload<Type>
  }
}[Extract<EventType, `knowledge.category${string}`>]

/** Writes to the stream of a category under the lock of the tree; returns where the stream stands. */
export function recordCategory(
  context: Pick<CommandContext, 'tx' | 'now' | 'services'>,
  actor: MemberActor,
  { id, seq }: Pick<CategoryRow, 'id' | 'seq'>,
  event: CategoryEvent,
): Promise<number> {
  const { tenantId } = actor
  const streamId = longLivedStreamId(id)
  return appendForStaff(context, { tenantId, stream: 'knowledge', streamId, seq, actor, events: [event] })
}

const { maxCategories, maxCategoryDepth } = KNOWLEDGE_LIMITS

/** Adds a category behind its siblings (MGT-12). */
export const createCategory = command(operations.knowledge.createCategory, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const { name, parentId } = input
  await holdCategories(tx, actor.tenantId)
  const tree = await selectCategories(tx, actor.tenantId)
  if (tree.length >= maxCategories) return refuse('knowledge_limit_reached', { of: 'categories', max: maxCategories })
  if (parentId !== null && !tree.some(({ id }) => id === parentId)) return refuse('knowledge_category_unknown')
  if (depthOf(tree, parentId) >= maxCategoryDepth) {
    return refuse('knowledge_category_too_deep', { max: maxCategoryDepth })
  }
  const siblings = siblingsOf(tree, parentId)
  if (siblings.some((one) => one.name === name)) return refuse('knowledge_category_name_taken')
  const id = newId<KnowledgeCategoryId>()
  const payload = { categoryId: id, name }
  const seq = await recordCategory(context, actor, { id, seq: 0 }, { type: 'knowledge.categoryCreated', payload })
  const row = { id, parent_id: parentId, name, position: siblings.length, seq }
  await insertCategory(tx, actor.tenantId, row)
  return { category: categoryView(row, 0) }
})

/** Another name, another place, another order. */
export const changeCategory = command(operations.knowledge.updateCategory, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const { tenantId } = actor
  await holdCategories(tx, tenantId)
  const tree = await selectCategories(tx, tenantId)
  const before = tree.find(({ id }) => id === input.categoryId)
  if (!before) return refuse('not_found')
  const parentId = input.parentId === undefined ? before.parent_id : input.parentId
  if (parentId !== null && !tree.some(({ id }) => id === parentId)) return refuse('knowledge_category_unknown')
  const tooDeep = depthOf(tree, parentId) + depthBelow(tree, before.id) > maxCategoryDepth
  if (isWithin(tree, parentId, before.id) || tooDeep) {
    return refuse('knowledge_category_too_deep', { max: maxCategoryDepth })
  }
  const siblings = siblingsOf(tree, parentId).filter(({ id }) => id !== before.id)
  const name = input.name ?? before.name
  if (siblings.some((one) => one.name === name)) return refuse('knowledge_category_name_taken')
  const stays = parentId === before.parent_id
  const position = Math.min(input.position ?? (stays ? before.position : siblings.length), siblings.length)
  const payload = {
    categoryId: before.id,
    ...(name !== before.name && { name: { from: before.name, to: name } }),
    ...(!stays && { parentId: { from: before.parent_id, to: parentId } }),
    ...(position !== before.position && { position: { from: before.position, to: position } }),
  }
  const count = (await countByCategory(tx, tenantId)).get(before.id) ?? 0
  if (Object.keys(payload).length === 1) return { category: categoryView(before, count) }
  const seq = await recordCategory(context, actor, before, { type: 'knowledge.categoryChanged', payload })
  const after = { ...before, name, parent_id: parentId, position, seq }
  await updateCategory(tx, tenantId, after)
  const order = siblings.map(({ id }) => id).toSpliced(position, 0, before.id)
  await storePositions(tx, tenantId, order)
  return { category: categoryView(after, count) }
})

/** Removes an empty category. Whoever puts an entry into it holds its row, so what is counted stays true. */
export const removeCategory = command(operations.knowledge.removeCategory, async (actor, { categoryId }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const { tenantId } = actor
  await holdCategories(tx, tenantId)
  const tree = await selectCategories(tx, tenantId)
  const row = tree.find(({ id }) => id === categoryId)
  if (!row) return refuse('not_found')
  const childCount = siblingsOf(tree, categoryId).length
  const entryCount = (await countByCategory(tx, tenantId)).get(categoryId) ?? 0
  if (entryCount + childCount > 0) return refuse('knowledge_category_in_use', { entryCount, childCount })
  const payload = { categoryId, name: row.name }
  await recordCategory(context, actor, row, { type: 'knowledge.categoryRemoved', payload })
  await clearRemovedFrom(tx, tenantId, categoryId)
  await deleteCategory(tx, tenantId, categoryId)
  return {}
})
