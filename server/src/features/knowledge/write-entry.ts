import { KNOWLEDGE_LIMITS, knowledgeContent, operations, type KnowledgeContent } from '@keqiao/contract'
import type { KnowledgeEntryId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { command, refuse, type Refused } from '../../platform/operations'
import { selectHeldCategory } from './category.store'
import { withContent } from './entry-content'
import { slugOf } from './entry-slug'
import { countEntries, holdEntryCount, lockEntries, type EntryRow } from './entry.store'
import { entryView } from './entry.view'
import { saveEntries } from './save-entries'
import { selectVersion } from './version.store'

/** A new entry with these words, not stored yet. */
export function newEntry(content: KnowledgeContent, now: number): EntryRow {
  const id = newId<KnowledgeEntryId>()
  const counts = { used_count: 0, read_count: 0, helpful_count: 0, unhelpful_count: 0 }
  const made = { id, slug: slugOf(content.question, id), seq: 0, created_at: now, changed_at: now, changed_by: '' }
  return withContent({ ...made, ...counts }, content)
}

/** Whether so many more may be added; holds the count until the transaction ends. */
export async function refuseTooMany(tx: Tx, tenantId: TenantId, moreCount: number): Promise<Refused | null> {
  await holdEntryCount(tx, tenantId)
  const max = KNOWLEDGE_LIMITS.maxEntries
  return (await countEntries(tx, tenantId)) + moreCount > max
    ? refuse('knowledge_limit_reached', { of: 'entries', max })
    : null
}

async function refuseCategory(tx: Tx, tenantId: TenantId, { categoryId }: KnowledgeContent): Promise<Refused | null> {
  if (categoryId === null || (await selectHeldCategory(tx, tenantId, categoryId))) return null
  return refuse('knowledge_category_unknown')
}

/** Adds an entry (MGT-13). */
export const createEntry = command(operations.knowledge.create, async (actor, { content }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx, now } = context
  const refused = (await refuseTooMany(tx, actor.tenantId, 1)) ?? (await refuseCategory(tx, actor.tenantId, content))
  if (refused) return refused
  const [saved] = await saveEntries(context, actor, [{ before: null, after: newEntry(content, now) }])
  if (!saved) throw new Error('one entry is saved')
  return { entry: entryView(saved) }
})

/** Saves an entry; each save is a version of it. */
export const updateEntry = command(operations.knowledge.update, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const [before] = await lockEntries(tx, actor.tenantId, [input.entryId])
  if (!before) return refuse('not_found')
  if (before.seq !== input.version) return refuse('knowledge_changed', { version: before.seq, by: before.changed_by })
  const refused = await refuseCategory(tx, actor.tenantId, input.content)
  if (refused) return refused
  const [saved] = await saveEntries(context, actor, [{ before, after: withContent(before, input.content) }])
  if (!saved) throw new Error('one entry is saved')
  return { entry: entryView(saved) }
})

/** Brings an earlier version back, as a new one. Its category may be gone: then it lies in none. */
export const restoreEntry = command(operations.knowledge.restore, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const { tenantId } = actor
  const [before] = await lockEntries(tx, tenantId, [input.entryId])
  const wanted = before && (await selectVersion(tx, tenantId, input.entryId, input.restore))
  if (!before || !wanted) return refuse('not_found')
  if (before.seq !== input.version) return refuse('knowledge_changed', { version: before.seq, by: before.changed_by })
  const content = knowledgeContent.parse(wanted.content)
  const isThere = (await refuseCategory(tx, tenantId, content)) === null
  const after = withContent(before, isThere ? content : { ...content, categoryId: null })
  const [saved] = await saveEntries(context, actor, [{ before, after, restoredFrom: input.restore }])
  if (!saved) throw new Error('one entry is saved')
  return { entry: entryView(saved) }
})
