import type { KnowledgeCategoryId, KnowledgeEntryId, TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { findTenantByCode, type Tenant } from '../tenant'
import { pathOf } from './category-tree'
import { selectCategories, type CategoryRow } from './category.store'
import { selectAnyPublic, selectPublicEntries, selectPublicEntryBySlug, type PublicEntry } from './entry-page.store'
import { countRead, type EntryRow } from './entry.store'
import { searchEntries } from './search-entries'

/** A category of the help centre with what lies in it and below it; null: what lies in none. */
export interface HelpCategory {
  readonly id: KnowledgeCategoryId | null
  readonly name: string
  readonly entries: readonly PublicEntry[]
}

/** A merchant's help centre, of what he has made public. */
export interface HelpCentre {
  readonly tenant: Tenant
  categories(): Promise<readonly HelpCategory[]>
  search(asked: string): Promise<readonly PublicEntry[]>
  article(slug: string): Promise<HelpArticle | null>
}

export interface HelpArticle {
  readonly entry: EntryRow
  /** From the top down. */
  readonly path: readonly { readonly id: KnowledgeCategoryId; readonly name: string }[]
  readonly related: readonly PublicEntry[]
}

const codeShape = /^[a-z0-9][a-z0-9-]{1,31}$/
const mostEntries = 20_000
const mostFound = 20
const mostRelated = 5

/** Null when there is no such merchant, he is suspended, or nothing of his is public: a stranger hears no difference. */
export async function findHelpCentre(doors: Doors, code: string): Promise<HelpCentre | null> {
  const tenant = codeShape.test(code) ? await findTenantByCode(doors, code) : null
  if (tenant?.status !== 'active') return null
  const inside = <Result>(work: (tx: Tx) => Promise<Result>) => doors.withTenant(tenant.id, work)
  if (!(await inside((tx) => selectAnyPublic(tx, tenant.id, null)))) return null
  return {
    tenant,
    categories: () => inside((tx) => categoriesOf(tx, tenant.id)),
    search: async (asked) => found(doors, tenant.id, asked, mostFound),
    async article(slug) {
      const read = await inside(async (tx) => {
        const entry = await selectPublicEntryBySlug(tx, tenant.id, slug)
        if (!entry) return null
        return { entry, path: pathOf(await selectCategories(tx, tenant.id), entry.category_id) }
      })
      if (!read) return null
      const like = await found(doors, tenant.id, read.entry.question, mostRelated + 1)
      return { ...read, related: like.filter(({ id }) => id !== read.entry.id).slice(0, mostRelated) }
    },
  }
}

/** Counts a reader; robots and repeated requests are the caller's to tell apart. */
export function countReader(doors: Doors, tenantId: TenantId, entryId: KnowledgeEntryId): Promise<void> {
  return doors.withTenant(tenantId, (tx) => countRead(tx, tenantId, entryId))
}

async function found(doors: Doors, tenantId: TenantId, asked: string, limit: number): Promise<PublicEntry[]> {
  const result = await searchEntries(doors, tenantId, asked, { state: 'public', limit })
  const ids = result.found.map(({ entry }) => entry.id)
  const entries = await doors.withTenant(tenantId, (tx) => selectPublicEntries(tx, tenantId, { ids, limit }))
  return ids.flatMap((id) => entries.filter((entry) => entry.id === id))
}

async function categoriesOf(tx: Tx, tenantId: TenantId): Promise<HelpCategory[]> {
  const tree = await selectCategories(tx, tenantId)
  const entries = await selectPublicEntries(tx, tenantId, { ids: null, limit: mostEntries })
  const top = tree.filter((row) => row.parent_id === null)
  const held = new Map<KnowledgeCategoryId | null, PublicEntry[]>([
    ...top.map((row): [KnowledgeCategoryId, PublicEntry[]] => [row.id, []]),
    [null, []],
  ])
  for (const entry of entries) held.get(topOf(tree, entry))?.push(entry)
  const names = new Map(top.map((row) => [row.id, row.name]))
  return [...held]
    .map(([id, inside]) => ({ id, name: (id && names.get(id)) ?? '', entries: inside }))
    .filter((category) => category.entries.length > 0)
}

const topOf = (tree: readonly CategoryRow[], { category_id: id }: PublicEntry): KnowledgeCategoryId | null =>
  pathOf(tree, id)[0]?.id ?? null
