import type { KnowledgeCategoryId, KnowledgeEntryId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { entryColumns, type EntryRow } from './entry.store'

/** Which entries. */
export interface EntrySelection {
  /** Null: any. Else exactly these, as a search found them. */
  readonly ids: readonly KnowledgeEntryId[] | null
  /** With all that lie below; `none`: of no category. */
  readonly categoryId: KnowledgeCategoryId | 'none' | undefined
  readonly status: 'all' | 'active' | 'inactive'
  readonly visibility: 'all' | 'public' | 'internal'
}

/** Columns by which a list can be sorted; each ends in the id, so that pages neither repeat nor miss a row. */
const sortKeys = {
  question: 'e.question collate "C"',
  category: 'c.name collate "C"',
  status: 'e.is_active',
  visibility: 'e.is_public',
  used: 'e.used_count',
  read: 'e.read_count',
  helpful: 'e.helpful_count',
  changedAt: 'e.changed_at',
  changedBy: 'e.changed_by collate "C"',
} as const

export interface EntryPage extends EntrySelection {
  readonly sort: keyof typeof sortKeys
  readonly direction: 'asc' | 'desc'
  readonly limit: number
  readonly offset: number
}

const within = `e.tenant_id = $1 and e.removed_at is null
  and ($2::uuid[] is null or e.id = any($2))
  and ($3::text is null or ($3 = 'none' and e.category_id is null) or e.category_id in (
    with recursive below as (
      select id from knowledge_categories where tenant_id = $1 and id::text = $3
      union all
      select k.id from knowledge_categories k join below on k.parent_id = below.id where k.tenant_id = $1
    ) select id from below))
  and ($4 = 'all' or e.is_active = ($4 = 'active'))
  and ($5 = 'all' or e.is_public = ($5 = 'public'))`

const valuesOf = (tenantId: TenantId, { ids, categoryId, status, visibility }: EntrySelection): unknown[] => [
  tenantId,
  ids,
  categoryId ?? null,
  status,
  visibility,
]

export function selectEntryPage(tx: Tx, tenantId: TenantId, page: EntryPage): Promise<EntryRow[]> {
  const { sort, direction, limit, offset } = page
  const order = direction === 'asc' ? 'asc nulls first' : 'desc nulls last'
  return tx.rows<EntryRow>(
    `select ${entryColumns} from knowledge_entries e
       left join knowledge_categories c on c.tenant_id = e.tenant_id and c.id = e.category_id
      where ${within} order by ${sortKeys[sort]} ${order}, e.id ${direction} limit $6 offset $7`,
    [...valuesOf(tenantId, page), limit, offset],
  )
}

export async function countSelection(tx: Tx, tenantId: TenantId, selection: EntrySelection): Promise<number> {
  const text = `select count(*) as count from knowledge_entries e where ${within}`
  return (await tx.rows<{ count: number }>(text, valuesOf(tenantId, selection)))[0]?.count ?? 0
}

/** The next entries of a selection in the order of their making, for an export. */
export function selectEntriesAfter(
  tx: Tx,
  tenantId: TenantId,
  selection: EntrySelection,
  { after, limit }: { readonly after: KnowledgeEntryId | null; readonly limit: number },
): Promise<EntryRow[]> {
  return tx.rows<EntryRow>(
    `select ${entryColumns} from knowledge_entries e where ${within} and ($6::uuid is null or e.id > $6) order by e.id limit $7`,
    [...valuesOf(tenantId, selection), after, limit],
  )
}

/** What the public may read, by category in its order; `limit` of each category, the most read first. */
export function selectPublicEntries(
  tx: Tx,
  tenantId: TenantId,
  { ids, limit }: { readonly ids: readonly KnowledgeEntryId[] | null; readonly limit: number },
): Promise<PublicEntry[]> {
  return tx.rows<PublicEntry>(
    `select * from (
       select e.id, e.question, e.slug, e.category_id, e.changed_at, e.answer ->> 'text' as answer_text,
              row_number() over (partition by e.category_id
                order by e.position, e.read_count + e.used_count desc, e.id) as place
         from knowledge_entries e
        where e.tenant_id = $1 and e.removed_at is null and e.is_active and e.is_public
          and ($2::uuid[] is null or e.id = any($2))) t
      where t.place <= $3 order by t.place, t.id`,
    [tenantId, ids, limit],
  )
}

export interface PublicEntry {
  readonly id: KnowledgeEntryId
  readonly question: string
  readonly slug: string
  readonly category_id: KnowledgeCategoryId | null
  readonly changed_at: number
  readonly answer_text: string
}

/** One that the public may read, by its address. */
export async function selectPublicEntryBySlug(tx: Tx, tenantId: TenantId, slug: string): Promise<EntryRow | null> {
  const rows = await tx.rows<EntryRow>(
    `select ${entryColumns} from knowledge_entries e
      where e.tenant_id = $1 and e.slug = $2 and e.removed_at is null and e.is_active and e.is_public`,
    [tenantId, slug],
  )
  return rows[0] ?? null
}

/** Whether there is anything the public may read, in a category or (null) at all. */
export async function selectAnyPublic(
  tx: Tx,
  tenantId: TenantId,
  categoryId: KnowledgeCategoryId | null,
): Promise<boolean> {
  const selection = { ids: null, categoryId: categoryId ?? undefined, status: 'active', visibility: 'public' } as const
  const text = `select 1 from knowledge_entries e where ${within} limit 1`
  const rows = await tx.rows(text, valuesOf(tenantId, selection))
  return rows.length > 0
}
