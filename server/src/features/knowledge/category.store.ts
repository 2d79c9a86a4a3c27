import type { KnowledgeCategoryId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** 分类: a place of the tree. */
export interface CategoryRow {
  readonly id: KnowledgeCategoryId
  readonly parent_id: KnowledgeCategoryId | null
  readonly name: string
  readonly position: number
  readonly seq: number
}

/** The tree changes one hand at a time, until the transaction ends. */
export async function holdCategories(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('knowledge categories of ' || $1, 0))`, [tenantId])
}

/** All of them, in their order among those of the same parent. */
export function selectCategories(tx: Tx, tenantId: TenantId): Promise<CategoryRow[]> {
  return tx.rows<CategoryRow>(
    `select id, parent_id, name, position, seq from knowledge_categories where tenant_id = $1 order by position, id`,
    [tenantId],
  )
}

/** Held against removal until the transaction ends. */
export async function selectHeldCategory(tx: Tx, tenantId: TenantId, id: KnowledgeCategoryId): Promise<boolean> {
  const text = 'select 1 from knowledge_categories where tenant_id = $1 and id = $2 for key share'
  return (await tx.rows(text, [tenantId, id])).length > 0
}

export async function insertCategory(tx: Tx, tenantId: TenantId, row: CategoryRow): Promise<void> {
  await tx.rows(
    'insert into knowledge_categories (tenant_id, id, parent_id, name, position, seq) values ($1, $2, $3, $4, $5, $6)',
    [tenantId, row.id, row.parent_id, row.name, row.position, row.seq],
  )
}

export async function updateCategory(tx: Tx, tenantId: TenantId, row: CategoryRow): Promise<void> {
  await tx.rows(
    `update knowledge_categories set parent_id = $3, name = $4, position = $5, seq = $6 where tenant_id = $1 and id = $2`,
    [tenantId, row.id, row.parent_id, row.name, row.position, row.seq],
  )
}

/** Their order among themselves. */
export async function storePositions(tx: Tx, tenantId: TenantId, ids: readonly KnowledgeCategoryId[]): Promise<void> {
  await tx.rows(
    `update knowledge_categories c set position = t.place - 1
       from unnest($2::uuid[]) with ordinality as t (id, place)
      where c.tenant_id = $1 and c.id = t.id and c.position <> t.place - 1`,
    [tenantId, ids],
  )
}

export async function deleteCategory(tx: Tx, tenantId: TenantId, id: KnowledgeCategoryId): Promise<void> {
  await tx.rows('delete from knowledge_categories where tenant_id = $1 and id = $2', [tenantId, id])
}

/** How many entries lie directly in each; those of none under null. Removed ones lie nowhere. */
export async function countByCategory(
  tx: Tx,
  tenantId: TenantId,
): Promise<ReadonlyMap<KnowledgeCategoryId | null, number>> {
  const rows = await tx.rows<{ category_id: KnowledgeCategoryId | null; count: number }>(
    `select category_id, count(*) as count from knowledge_entries where tenant_id = $1 and removed_at is null
      group by category_id`,
    [tenantId],
  )
  return new Map(rows.map(({ category_id: id, count }) => [id, count]))
}

/** A category that goes takes the removed entries out of it. */
export async function clearRemovedFrom(tx: Tx, tenantId: TenantId, id: KnowledgeCategoryId): Promise<void> {
  await tx.rows(
    `update knowledge_entries set category_id = null where tenant_id = $1 and category_id = $2 and removed_at is not null`,
    [tenantId, id],
  )
}
