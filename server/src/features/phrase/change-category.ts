import { operations } from '@keqiao/contract'
import { maxPhraseCategories, type PhraseCategoryId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { command, isRefused, refuse, type Person } from '../../platform/operations'
import { placedBefore } from './arrange-phrases'
import {
  countCategories,
  deleteCategory,
  findCategory,
  holdLibrary,
  insertCategory,
  renameCategory,
  selectCategory,
  selectCategoryOrder,
  storeCategoryOrder,
} from './library.store'
import { mayChange, ownerOf } from './phrase.access'
import { categoryView } from './phrase.view'
import { recordChange } from './record-change'

/** Adds a category (MGT-10). */
export const createCategory = command(operations.phrase.createCategory, async (actor, input, context) => {
  const ownerId = ownerOf(actor, input.scope)
  if (isRefused(ownerId) || actor.kind !== 'member') return isRefused(ownerId) ? ownerId : refuse('forbidden')
  const { tx } = context
  const { tenantId } = actor
  const name = input.name.trim()
  const library = await holdLibrary(tx, tenantId, ownerId)
  if (input.parentId !== null) {
    const parent = await selectCategory(tx, tenantId, actor.id, input.parentId)
    // Two levels: nothing hangs below what hangs itself.
    if (parent?.library_id !== library.id || parent.parent_id !== null) return refuse('phrase_category_unknown')
  }
  if (await findCategory(tx, tenantId, library.id, input.parentId, name)) return refuse('phrase_category_taken')
  const count = await countCategories(tx, tenantId, library.id)
  if (count >= maxPhraseCategories) return refuse('too_many_phrases', { max: maxPhraseCategories })
  const id = await insertCategory(tx, tenantId, library.id, input.parentId, name)
  await recordChange(context, actor, library, { what: 'category-created', id, name, count: 1 })
  const row = { id, library_id: library.id, owner_id: ownerId, parent_id: input.parentId, name, count: 0 }
  return { category: categoryView(row) }
})

/** A category that may be changed, with its library held. */
async function accessCategory(tx: Tx, actor: Person, id: PhraseCategoryId) {
  if (actor.kind !== 'member') return refuse('forbidden')
  const category = await selectCategory(tx, actor.tenantId, actor.id, id)
  if (!category) return refuse('not_found')
  const refused = mayChange(actor, category.owner_id)
  if (refused) return refused
  return { member: actor, category, library: await holdLibrary(tx, actor.tenantId, category.owner_id) }
}

/** Renames a category, and places it among those beside it. */
export const updateCategory = command(operations.phrase.updateCategory, async (actor, input, context) => {
  const { tx } = context
  const found = await accessCategory(tx, actor, input.categoryId)
  if (isRefused(found)) return found
  const { member, category, library } = found
  const { tenantId } = member
  const name = input.name.trim()
  const holder = await findCategory(tx, tenantId, library.id, category.parent_id, name)
  if (holder !== null && holder !== category.id) return refuse('phrase_category_taken')
  await renameCategory(tx, tenantId, category.id, name)
  if (input.beforeId !== undefined) {
    const next = placedBefore(await selectCategoryOrder(tx, tenantId, library.id), category.id, input.beforeId)
    if (isRefused(next)) return next
    await storeCategoryOrder(tx, tenantId, next)
  }
  await recordChange(context, member, library, { what: 'category-changed', id: category.id, name, count: 1 })
  return {}
})

/** Removes a category; its phrases stay. */
export const removeCategory = command(operations.phrase.removeCategory, async (actor, { categoryId }, context) => {
  const found = await accessCategory(context.tx, actor, categoryId)
  if (isRefused(found)) return found
  const { member, category, library } = found
  const freedCount = await deleteCategory(context.tx, member.tenantId, categoryId)
  const change = { what: 'category-removed', id: categoryId, name: category.name, count: freedCount } as const
  await recordChange(context, member, library, change)
  return { freedCount }
})
