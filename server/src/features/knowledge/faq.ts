import type { ChannelId, TenantId } from '@keqiao/domain'
import { operations, type FaqEntryView, type KnowledgeEntryView } from '@keqiao/contract'
import type { Tx } from '../../platform/database/tx'
import { bind, command, query, refuse, type Bindable } from '../../platform/operations'
import { readChannel } from '../channel'
import { readTenant } from '../tenant'
import { selectCategories, type CategoryRow } from './category.store'
import { pathOf } from './category-tree'
import { selectAnyPublic, selectEntryPage, selectPublicEntries, type PublicEntry } from './entry-page.store'
import { countRead, lockEntries, selectEntry, type EntryRow } from './entry.store'
import { selectFeedback, storeFeedback } from './feedback.store'
import { helpPathOf } from './help-path'
import { searchEntries } from './search-entries'

/** So many of each category are shown before somebody searches. */
const perCategory = 5
const mostFound = 10

/** What a visitor may read before he asks a person (VIS-07). */
const faq: Bindable = ({ doors }) =>
  bind(operations.knowledge.faq, async (actor, { text }) => {
    const { tenantId } = actor
    const ids =
      text.trim() === ''
        ? null
        : (await searchEntries(doors, tenantId, text, { state: 'public', limit: mostFound })).found.map(
            ({ entry }) => entry.id,
          )
    return doors.withTenant(tenantId, async (tx) => {
      const tenant = await readTenant(tx, tenantId)
      if (!tenant) return refuse('not_found')
      const helpPath = helpPathOf(tenant.code)
      if (!ids && actor.kind === 'visitor') {
        const chosen = await chosenCategory(tx, tenantId, actor.channelId)
        if (chosen) return { categories: [chosen], helpPath }
      }
      const entries = await selectPublicEntries(tx, tenantId, { ids, limit: ids ? mostFound : perCategory })
      if (ids) return { categories: [{ name: '', entries: inOrderOf(ids, entries) }], helpPath }
      return { categories: byCategory(await selectCategories(tx, tenantId), entries), helpPath }
    })
  })

/** The one category a channel shows, with all below it; null: it shows every category. */
async function chosenCategory(tx: Tx, tenantId: TenantId, channelId: ChannelId) {
  const categoryId = (await readChannel(tx, tenantId, channelId))?.settings.faq.categoryId
  if (!categoryId) return null
  const name = (await selectCategories(tx, tenantId)).find(({ id }) => id === categoryId)?.name
  if (name === undefined) return null
  const order = { sort: 'read', direction: 'desc', limit: mostFound, offset: 0 } as const
  const which = { ids: null, categoryId, status: 'active', visibility: 'public' } as const
  const entries = await selectEntryPage(tx, tenantId, { ...which, ...order })
  return { name, entries: entries.map(({ id, question }) => ({ id, question })) }
}

const short = ({ id, question }: PublicEntry): FaqEntryView => ({ id, question })

function inOrderOf(ids: readonly string[], entries: readonly PublicEntry[]): FaqEntryView[] {
  return ids.flatMap((id) => entries.filter((entry) => entry.id === id)).map(short)
}

/** Under the name of the topmost category they lie in; those of none at the end, under no name. */
function byCategory(tree: readonly CategoryRow[], entries: readonly PublicEntry[]) {
  const named = new Map(tree.filter((row) => row.parent_id === null).map((row) => [row.name, [] as FaqEntryView[]]))
  named.set('', [])
  for (const entry of entries) named.get(pathOf(tree, entry.category_id)[0]?.name ?? '')?.push(short(entry))
  return [...named]
    .map(([name, held]) => ({ name, entries: held.slice(0, perCategory) }))
    .filter((category) => category.entries.length > 0)
}

const isShown = (row: EntryRow | null | undefined): row is EntryRow =>
  row !== null && row !== undefined && row.is_active && row.is_public

const faqEntry = query(operations.knowledge.faqEntry, async (actor, { entryId }, { tx }) => {
  if (actor.kind !== 'visitor') return refuse('forbidden')
  const { tenantId } = actor
  const row = await selectEntry(tx, tenantId, entryId)
  const tenant = await readTenant(tx, tenantId)
  if (!isShown(row) || !tenant) return refuse('not_found')
  await countRead(tx, tenantId, entryId)
  return {
    id: row.id,
    question: row.question,
    answer: row.answer as KnowledgeEntryView['answer'],
    helpPath: row.article === null ? null : helpPathOf(tenant.code, row.slug),
    helpful: await selectFeedback(tx, tenantId, entryId, actor.id),
  }
})

/** 有帮助 or 没帮助: one opinion of each visitor, however often he says it. */
const rate = command(operations.knowledge.rate, async (actor, { entryId, helpful }, { tx, now }) => {
  if (actor.kind !== 'visitor') return refuse('forbidden')
  const [row] = await lockEntries(tx, actor.tenantId, [entryId])
  if (!isShown(row)) return refuse('not_found')
  await storeFeedback(tx, actor.tenantId, { entryId, contactId: actor.id, helpful, at: now })
  return { helpful }
})

/** What visitors read of the knowledge base. */
export const faqOperations: Bindable[] = [faq, faqEntry, rate]

/** Whether a visitor would find anything: where he would not, nothing of it is shown or fetched. */
export const hasFaq = selectAnyPublic
