import type { ContactId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** 标签 of a merchant. */
export interface Tag {
  readonly id: string
  readonly name: string
}

/** The same name whatever its case. */
const fold = (name: string): string => name.toLowerCase()

export async function selectTag(tx: Tx, tenantId: TenantId, name: string): Promise<Tag | null> {
  const text = 'select id, name from tags where tenant_id = $1 and folded = $2'
  return (await tx.rows<Tag>(text, [tenantId, fold(name)]))[0] ?? null
}

/** Makes the tag; if somebody else is making it at the same time, theirs is the one. */
export async function insertTag(tx: Tx, tenantId: TenantId, tag: Tag): Promise<Tag> {
  const rows = await tx.rows<Tag>(
    `insert into tags (tenant_id, id, name, folded) values ($1, $2, $3, $4)
     on conflict (tenant_id, folded) do update set folded = excluded.folded returning id, name`,
    [tenantId, tag.id, tag.name, fold(tag.name)],
  )
  const [made] = rows
  if (!made) throw new Error('an upsert returns its row')
  return made
}

/** How many tags the merchant has. */
export async function countTags(tx: Tx, tenantId: TenantId): Promise<number> {
  const rows = await tx.rows<{ count: number }>('select count(*) as count from tags where tenant_id = $1', [tenantId])
  return rows[0]?.count ?? 0
}

/** Puts the tag on a locked contact; false when he has it. */
export async function insertContactTag(
  tx: Tx,
  tenantId: TenantId,
  contactId: ContactId,
  tagId: string,
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into contact_tags (tenant_id, contact_id, tag_id, added_at) values ($1, $2, $3, clock_timestamp())
     on conflict do nothing returning 1`,
    [tenantId, contactId, tagId],
  )
  if (rows.length > 0) await moveCount(tx, tenantId, tagId, 1)
  return rows.length > 0
}

/** Takes it off; false when he does not have it. */
export async function deleteContactTag(
  tx: Tx,
  tenantId: TenantId,
  contactId: ContactId,
  tagId: string,
): Promise<boolean> {
  const rows = await tx.rows(
    'delete from contact_tags where tenant_id = $1 and contact_id = $2 and tag_id = $3 returning 1',
    [tenantId, contactId, tagId],
  )
  if (rows.length > 0) await moveCount(tx, tenantId, tagId, -1)
  return rows.length > 0
}

async function moveCount(tx: Tx, tenantId: TenantId, tagId: string, by: 1 | -1): Promise<void> {
  await tx.rows('update tags set contact_count = contact_count + $3 where tenant_id = $1 and id = $2', [
    tenantId,
    tagId,
    by,
  ])
}

interface TagPage {
  readonly search: string | undefined
  readonly after: number
  readonly limit: number
}

/** The merchant's tags, most used first. */
export function selectTagPage(
  tx: Tx,
  tenantId: TenantId,
  { search, after, limit }: TagPage,
): Promise<{ name: string; contact_count: number }[]> {
  const pattern = search === undefined ? null : `%${fold(search).replace(/[\\%_]/g, '\\$&')}%`
  return tx.rows(
    `select name, contact_count from tags where tenant_id = $1 and ($2::text is null or folded like $2)
      order by contact_count desc, folded offset $3 limit $4`,
    [tenantId, pattern, after, limit],
  )
}
