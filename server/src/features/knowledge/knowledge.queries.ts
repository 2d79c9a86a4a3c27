import { operations, type KnowledgeHitView } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { bind, query, refuse, type Bindable } from '../../platform/operations'
import { readTenant } from '../tenant'
import { countByCategory, selectCategories } from './category.store'
import { categoryView } from './category.view'
import { countSelection, selectEntryPage } from './entry-page.store'
import { selectEntry } from './entry.store'
import { entryView, versionView } from './entry.view'
import { extractKeywords } from './extract-keywords'
import { foundIds } from './found-ids'
import { helpPathOf } from './help-path'
import { markMatches } from './mark-matches'
import { nearlySame, sameness } from './nearly-same'
import { renderArticle } from './render-article'
import { searchEntries } from './search-entries'
import { selectVersions } from './version.store'

const search: Bindable = ({ doors }) =>
  bind(operations.knowledge.search, async (actor, { text, limit }) => {
    const { terms, found } = await searchEntries(doors, actor.tenantId, text, { state: 'active', limit })
    const hits = found.map(({ entry }): KnowledgeHitView => ({
      id: entry.id,
      question: entry.question,
      answer: entry.answer as KnowledgeHitView['answer'],
      categoryId: entry.category_id,
      public: entry.is_public,
      slug: entry.slug,
      usedCount: entry.used_count,
      marks: { question: markMatches(entry.question, terms), answer: markMatches(entry.answer.text, terms) },
    }))
    return { hits }
  })

const extract = query(operations.knowledge.extract, async (actor, { text }, { tx }) => ({
  keywords: await extractKeywords(tx, actor.tenantId, text),
}))

const list: Bindable = ({ doors }) =>
  bind(operations.knowledge.list, async (actor, input) => {
    const { tenantId } = actor
    const ids = await foundIds(doors, tenantId, input.text)
    const { categoryId, status, visibility, sort, direction, page, pageSize } = input
    const selection = { ids, categoryId, status, visibility }
    const slice = { sort, direction, limit: pageSize, offset: (page - 1) * pageSize }
    return doors.withTenant(tenantId, async (tx) => {
      const rows = await selectEntryPage(tx, tenantId, { ...selection, ...slice })
      const entries = rows.map((row) => {
        const { article: _article, ...entry } = entryView(row)
        return entry
      })
      return { entries, totalCount: await countSelection(tx, tenantId, selection) }
    })
  })

const get = query(operations.knowledge.get, async (actor, { entryId }, { tx }) => {
  const row = await selectEntry(tx, actor.tenantId, entryId)
  if (!row) return refuse('not_found')
  const isShown = row.is_active && row.is_public
  return { entry: entryView(row), helpPath: isShown ? await pathTo(tx, actor.tenantId, row.slug) : null }
})

async function pathTo(tx: Tx, tenantId: TenantId, slug: string): Promise<string | null> {
  const tenant = await readTenant(tx, tenantId)
  return tenant && helpPathOf(tenant.code, slug)
}

const similar: Bindable = ({ doors }) =>
  bind(operations.knowledge.similar, async (actor, { question, exceptId }) => {
    const { terms, found } = await searchEntries(doors, actor.tenantId, question, { state: 'all', limit: 10 })
    const entries = found
      .filter(({ entry }) => entry.id !== exceptId && sameness(terms.form, entry.forms) >= nearlySame)
      .map(({ entry }) => ({ id: entry.id, question: entry.question, active: entry.is_active }))
    return { entries: entries.slice(0, 5) }
  })

const preview = query(operations.knowledge.preview, async (_actor, { article }) => ({ html: renderArticle(article) }))

const versionPage = 30

const versions = query(operations.knowledge.versions, async (actor, { entryId, before }, { tx }) => {
  if (!(await selectEntry(tx, actor.tenantId, entryId))) return refuse('not_found')
  const page = { entryId, before: before ?? null, limit: versionPage + 1 }
  const rows = await selectVersions(tx, actor.tenantId, page)
  return { versions: rows.slice(0, versionPage).map(versionView), more: rows.length > versionPage }
})

const categories = query(operations.knowledge.categories, async (actor, _input, { tx }) => {
  const [rows, counts] = [await selectCategories(tx, actor.tenantId), await countByCategory(tx, actor.tenantId)]
  return {
    categories: rows.map((row) => categoryView(row, counts.get(row.id) ?? 0)),
    uncategorisedCount: counts.get(null) ?? 0,
  }
})

/** What staff ask of the knowledge base. */
export const knowledgeQueries: Bindable[] = [search, extract, list, get, similar, preview, versions, categories]
