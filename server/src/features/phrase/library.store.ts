import type { MemberId, PhraseCategoryId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'

/** A library, held until the transaction ends. */
export interface Library {
  readonly id: string
  /** Null: 公用. */
  readonly ownerId: MemberId | null
  /** Last seq of its stream. */
  readonly seq: number
}

/** Only one at a time changes a library. It comes to be when it is first held. */
export async function holdLibrary(tx: Tx, tenantId: TenantId, ownerId: MemberId | null): Promise<Library> {
  await tx.rows('insert into phrase_libraries (tenant_id, id, owner_id) values ($1, $2, $3) on conflict do nothing', [
    tenantId,
    newId(),
    ownerId,
  ])
  const [row] = await tx.rows<{ id: string; seq: number }>(
    'select id, seq from phrase_libraries where tenant_id = $1 and owner_id is not distinct from $2 for update',
    [tenantId, ownerId],
  )
  if (!row) throw new Error('a library that was just stored is not there')
  return { ...row, ownerId }
}

export async function storeSeq(tx: Tx, tenantId: TenantId, libraryId: string, seq: number): Promise<void> {
  await tx.rows('update phrase_libraries set seq = $3 where tenant_id = $1 and id = $2', [tenantId, libraryId, seq])
}

export interface CategoryRow {
  readonly id: PhraseCategoryId
  readonly library_id: string
  readonly owner_id: MemberId | null
  readonly parent_id: PhraseCategoryId | null
  readonly name: string
  readonly count: number
}

const categoryColumns = `c.id, c.library_id, l.owner_id, c.parent_id, c.name,
  (select count(*)::int from phrases p where p.tenant_id = c.tenant_id and p.category_id = c.id) as count`
const categoryTables =
  'phrase_categories c join phrase_libraries l on l.tenant_id = c.tenant_id and l.id = c.library_id'

/** Of the merchant's library and the member's own, each in its order. */
export function selectCategories(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<CategoryRow[]> {
  return tx.rows<CategoryRow>(
    `select ${categoryColumns} from ${categoryTables}
      where c.tenant_id = $1 and (l.owner_id is null or l.owner_id = $2) order by l.owner_id nulls first, c.position, c.id`,
    [tenantId, memberId],
  )
}

export async function selectCategory(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  id: PhraseCategoryId,
): Promise<CategoryRow | null> {
  const text = `select ${categoryColumns} from ${categoryTables}
    where c.tenant_id = $1 and (l.owner_id is null or l.owner_id = $2) and c.id = $3`
  return (await tx.rows<CategoryRow>(text, [tenantId, memberId, id]))[0] ?? null
}

export async function findCategory(
  tx: Tx,
  tenantId: TenantId,
  libraryId: string,
  parentId: PhraseCategoryId | null,
  name: string,
): Promise<PhraseCategoryId | null> {
  const text = `select id from phrase_categories
    where tenant_id = $1 and library_id = $2 and parent_id is not distinct from $3 and name = $4`
  return (await tx.rows<{ id: PhraseCategoryId }>(text, [tenantId, libraryId, parentId, name]))[0]?.id ?? null
}

export async function countCategories(tx: Tx, tenantId: TenantId, libraryId: string): Promise<number> {
  const text = 'select count(*)::int as count from phrase_categories where tenant_id = $1 and library_id = $2'
  return (await tx.rows<{ count: number }>(text, [tenantId, libraryId]))[0]?.count ?? 0
}

/** Adds a category at the end of those beside it. */
export async function insertCategory(
  tx: Tx,
  tenantId: TenantId,
  libraryId: string,
  parentId: PhraseCategoryId | null,
  name: string,
): Promise<PhraseCategoryId> {
  const id = newId<PhraseCategoryId>()
  await tx.rows(
    `insert into phrase_categories (tenant_id, library_id, id, parent_id, name, position)
     values ($1, $2, $3, $4, $5, (select coalesce(max(position), 0) + 1 from phrase_categories
       where tenant_id = $1 and library_id = $2))`,
    [tenantId, libraryId, id, parentId, name],
  )
  return id
}

export async function renameCategory(tx: Tx, tenantId: TenantId, id: PhraseCategoryId, name: string): Promise<void> {
  await tx.rows('update phrase_categories set name = $3 where tenant_id = $1 and id = $2', [tenantId, id, name])
}

/** Ids of a library's categories, in their order. */
export async function selectCategoryOrder(tx: Tx, tenantId: TenantId, libraryId: string): Promise<PhraseCategoryId[]> {
  const rows = await tx.rows<{ id: PhraseCategoryId }>(
    'select id from phrase_categories where tenant_id = $1 and library_id = $2 order by position, id',
    [tenantId, libraryId],
  )
  return rows.map(({ id }) => id)
}

export async function storeCategoryOrder(tx: Tx, tenantId: TenantId, ids: readonly PhraseCategoryId[]): Promise<void> {
  await tx.rows(
    `update phrase_categories c set position = t.place from unnest($2::uuid[]) with ordinality as t (id, place)
      where c.tenant_id = $1 and c.id = t.id`,
    [tenantId, ids],
  )
}

/** Removes a category and those below it. Returns how many phrases are without one now. */
export async function deleteCategory(tx: Tx, tenantId: TenantId, id: PhraseCategoryId): Promise<number> {
  const freed = await tx.rows(
    `update phrases set category_id = null where tenant_id = $1
        and category_id in (select id from phrase_categories where tenant_id = $1 and (id = $2 or parent_id = $2))
      returning id`,
    [tenantId, id],
  )
  await tx.rows('delete from phrase_categories where tenant_id = $1 and parent_id = $2', [tenantId, id])
  await tx.rows('delete from phrase_categories where tenant_id = $1 and id = $2', [tenantId, id])
  return freed.length
}
