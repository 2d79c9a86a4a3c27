import type { FileFacts, FileId, MemberId, PhraseCategoryId, PhraseId, PhraseKey, Span, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

export type PhraseScope = 'public' | 'own'

/** A phrase with what is shown of it. */
export interface PhraseRow {
  readonly id: PhraseId
  readonly library_id: string
  /** Null: 公用. */
  readonly owner_id: MemberId | null
  readonly category_id: PhraseCategoryId | null
  /** Its path; empty: none. */
  readonly category: string
  readonly title: string
  readonly text: string
  readonly spans: readonly Span[]
  readonly code: string | null
  readonly hot_key: PhraseKey | null
  readonly used_count: number
  readonly version: number
  /** Epoch milliseconds. */
  readonly updated_at: number
  readonly files: readonly FileFacts[]
}

/** What is stored of a phrase. */
export interface PhraseFields {
  readonly categoryId: PhraseCategoryId | null
  readonly title: string
  readonly text: string
  readonly spans: readonly Span[]
  readonly code: string | null
  readonly hotKey: PhraseKey | null
}

const phraseColumns = `p.id, p.library_id, l.owner_id, p.category_id, p.title, p.text, p.spans, p.code, p.hot_key, p.used_count,
  p.version, p.updated_at,
  coalesce(case when above.name is null then c.name else above.name || ' / ' || c.name end, '') as category,
  coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('fileId', f.id, 'name', f.name, 'mime', f.mime,
              'size', f.size, 'width', f.width, 'height', f.height)) order by pf.position)
     from phrase_files pf join files f on f.tenant_id = pf.tenant_id and f.id = pf.file_id
    where pf.tenant_id = p.tenant_id and pf.phrase_id = p.id), '[]') as files`

const phraseTables = `phrases p
  join phrase_libraries l on l.tenant_id = p.tenant_id and l.id = p.library_id
  left join phrase_categories c on c.tenant_id = p.tenant_id and c.id = p.category_id
  left join phrase_categories above on above.tenant_id = c.tenant_id and above.id = c.parent_id`

/** What of the libraries a member may use: the merchant's, and his own. */
const usable = `p.tenant_id = $1 and (l.owner_id is null or l.owner_id = $2)`

export async function selectPhrase(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  id: PhraseId,
): Promise<PhraseRow | null> {
  const text = `select ${phraseColumns} from ${phraseTables} where ${usable} and p.id = $3`
  return (await tx.rows<PhraseRow>(text, [tenantId, memberId, id]))[0] ?? null
}

/** Those that a key inserts, one's own first. */
export function selectKeyed(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<PhraseRow[]> {
  const text = `select ${phraseColumns} from ${phraseTables} where ${usable} and p.hot_key is not null
    order by l.owner_id nulls last, p.hot_key`
  return tx.rows<PhraseRow>(text, [tenantId, memberId])
}

export interface PhraseQuestion {
  readonly scope: PhraseScope | 'all'
  readonly categoryId?: PhraseCategoryId | 'none' | undefined
  /** Folded words, all of which must be found. */
  readonly words: readonly string[]
  readonly sort: 'position' | 'title' | 'category' | 'code' | 'hotKey' | 'used' | 'updatedAt'
  readonly order: 'asc' | 'desc'
  readonly page: number
  readonly limit: number
}

/** By place: the categories in their order, those below right behind what they hang on. */
const places = [
  'coalesce(above.position, c.position)',
  'case when above.position is null then 0 else c.position end',
  'p.position',
]
const sorts: Readonly<Record<PhraseQuestion['sort'], readonly string[]>> = {
  position: places,
  title: ['p.title'],
  category: ['coalesce(above.name, c.name)', 'c.name', 'p.position'],
  code: ['p.code'],
  hotKey: ['p.hot_key'],
  used: ['p.used_count'],
  updatedAt: ['p.updated_at'],
}

/** One page of what was asked, and how many there are. A code that begins with the words comes first, then titles. */
export async function selectPhrases(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  { scope, categoryId, words, sort, order, page, limit }: PhraseQuestion,
): Promise<{ rows: PhraseRow[]; count: number }> {
  const wanted = `${usable}
    and ($3 = 'all' or (l.owner_id is null) = ($3 = 'public'))
    and case when $4::text is null then true when $4 = 'none' then p.category_id is null
             else p.category_id = $4::uuid or c.parent_id = $4::uuid end
    and p.folded like all ($5::text[])`
  const likes = words.map((word) => `%${escapeLike(word)}%`)
  const values = [tenantId, memberId, scope, categoryId ?? null, likes]
  const [counted] = await tx.rows<{ count: number }>(
    `select count(*)::int as count from ${phraseTables} where ${wanted}`,
    values,
  )
  const by = sorts[sort].map((column) => `${column} ${order} nulls last`)
  const rows = await tx.rows<PhraseRow>(
    `select found.* from (
       select ${phraseColumns}, row_number() over (order by ${by.join(', ')}, p.id) as place,
              case when $6::text = '' then 0 when p.code like $6 || '%' then 0
                   when lower(p.title) like '%' || $6 || '%' then 1 else 2 end as rank
         from ${phraseTables} where ${wanted}) found
      order by rank, place limit $7 offset $8`,
    [...values, escapeLike(words.join(' ')), limit, (page - 1) * limit],
  )
  return { rows, count: counted?.count ?? 0 }
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (special) => `\\${special}`)

/** The title of the phrase of the library that has this code or key; null: none but the given one. */
export async function selectRival(
  tx: Tx,
  tenantId: TenantId,
  libraryId: string,
  what: 'code' | 'hot_key',
  value: string,
  except: PhraseId | null,
): Promise<string | null> {
  const [row] = await tx.rows<{ title: string }>(
    `select title from phrases where tenant_id = $1 and library_id = $2 and ${what} = $3 and id is distinct from $4`,
    [tenantId, libraryId, value, except],
  )
  return row?.title ?? null
}

export async function countPhrases(tx: Tx, tenantId: TenantId, libraryId: string): Promise<number> {
  const text = 'select count(*)::int as count from phrases where tenant_id = $1 and library_id = $2'
  return (await tx.rows<{ count: number }>(text, [tenantId, libraryId]))[0]?.count ?? 0
}

export async function hasPhrase(
  tx: Tx,
  tenantId: TenantId,
  libraryId: string,
  categoryId: PhraseCategoryId | null,
  title: string,
): Promise<boolean> {
  const text = `select 1 from phrases
    where tenant_id = $1 and library_id = $2 and category_id is not distinct from $3 and title = $4 limit 1`
  return (await tx.rows(text, [tenantId, libraryId, categoryId, title])).length > 0
}

/** Stores a new phrase at the end of its category, or a changed one where it is. */
export async function storePhrase(
  tx: Tx,
  tenantId: TenantId,
  libraryId: string,
  { id, folded, at, ...fields }: PhraseFields & { readonly id: PhraseId; readonly folded: string; readonly at: number },
): Promise<void> {
  const { categoryId, title, text, spans, code, hotKey } = fields
  await tx.rows(
    `insert into phrases (tenant_id, library_id, id, category_id, title, text, spans, code, hot_key, folded, updated_at, position)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11 / 1000.0), (select coalesce(max(position), 0) + 1
       from phrases where tenant_id = $1 and library_id = $2 and category_id is not distinct from $4))
     on conflict (tenant_id, id) do update set category_id = $4, title = $5, text = $6, spans = $7, code = $8, hot_key = $9,
       folded = $10, updated_at = to_timestamp($11 / 1000.0), version = phrases.version + 1,
       position = case when phrases.category_id is not distinct from $4 then phrases.position else excluded.position end`,
    [tenantId, libraryId, id, categoryId, title, text, JSON.stringify(spans), code, hotKey, folded, at],
  )
}

export async function deletePhrase(tx: Tx, tenantId: TenantId, id: PhraseId): Promise<void> {
  await tx.rows('delete from phrases where tenant_id = $1 and id = $2', [tenantId, id])
}

/** Ids of the phrases of one category of a library, in their order. */
export async function selectOrder(
  tx: Tx,
  tenantId: TenantId,
  libraryId: string,
  categoryId: PhraseCategoryId | null,
): Promise<PhraseId[]> {
  const rows = await tx.rows<{ id: PhraseId }>(
    `select id from phrases where tenant_id = $1 and library_id = $2 and category_id is not distinct from $3
      order by position, id`,
    [tenantId, libraryId, categoryId],
  )
  return rows.map(({ id }) => id)
}

export async function storeOrder(tx: Tx, tenantId: TenantId, ids: readonly PhraseId[]): Promise<void> {
  await tx.rows(
    `update phrases p set position = t.place from unnest($2::uuid[]) with ordinality as t (id, place)
      where p.tenant_id = $1 and p.id = t.id`,
    [tenantId, ids],
  )
}

/** Exactly these files, in this order. */
export async function replaceFiles(
  tx: Tx,
  tenantId: TenantId,
  phraseId: PhraseId,
  fileIds: readonly FileId[],
): Promise<void> {
  await tx.rows('delete from phrase_files where tenant_id = $1 and phrase_id = $2', [tenantId, phraseId])
  await tx.rows(
    `insert into phrase_files (tenant_id, phrase_id, file_id, position)
     select $1, $2, t.id, t.place from unnest($3::uuid[]) with ordinality as t (id, place)`,
    [tenantId, phraseId, fileIds],
  )
}

/**
 * Of these files those that the member may put into a phrase of the library: uploaded by himself for phrases, or in one
 * of its phrases already.
 */
export async function selectPhraseFiles(
  tx: Tx,
  tenantId: TenantId,
  libraryId: string,
  memberId: MemberId,
  fileIds: readonly FileId[],
): Promise<FileId[]> {
  const rows = await tx.rows<{ id: FileId }>(
    `select f.id from files f where f.tenant_id = $1 and f.id = any($4) and f.conversation_id is null
       and ((f.actor_kind = 'member' and f.actor_id = $3)
         or exists (select 1 from phrase_files pf join phrases p on p.tenant_id = pf.tenant_id and p.id = pf.phrase_id
                     where pf.tenant_id = $1 and pf.file_id = f.id and p.library_id = $2))`,
    [tenantId, libraryId, memberId, fileIds],
  )
  return rows.map(({ id }) => id)
}

/** What a message may say of a file that a phrase of the merchant's, or of one's own, carries; null: no such. */
export async function selectFileOfPhrase(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  fileId: FileId,
): Promise<FileFacts | null> {
  const [row] = await tx.rows<{ facts: FileFacts }>(
    `select jsonb_strip_nulls(jsonb_build_object('fileId', f.id, 'name', f.name, 'mime', f.mime, 'size', f.size,
              'width', f.width, 'height', f.height)) as facts
       from files f join phrase_files pf on pf.tenant_id = f.tenant_id and pf.file_id = f.id
       join phrases p on p.tenant_id = f.tenant_id and p.id = pf.phrase_id
       join phrase_libraries l on l.tenant_id = p.tenant_id and l.id = p.library_id
      where ${usable} and f.id = $3 limit 1`,
    [tenantId, memberId, fileId],
  )
  return row?.facts ?? null
}

/** Counts what one message was made of; the same message again changes nothing, and what is no phrase is left out. */
export async function countUses(
  tx: Tx,
  tenantId: TenantId,
  { conversationId, seq, memberId, phraseIds, at }: PhraseUse,
): Promise<void> {
  await tx.rows(
    `with used as (
       insert into phrase_uses (tenant_id, conversation_id, seq, phrase_id, member_id, used_at)
       select $1, $3, $4, p.id, $2, to_timestamp($6 / 1000.0)
         from phrases p join phrase_libraries l on l.tenant_id = p.tenant_id and l.id = p.library_id
        where ${usable} and p.id = any($5)
       on conflict do nothing returning phrase_id)
     update phrases set used_count = used_count + 1 from used where tenant_id = $1 and id = used.phrase_id`,
    [tenantId, memberId, conversationId, seq, phraseIds, at],
  )
}

export interface PhraseUse {
  readonly conversationId: string
  readonly seq: number
  readonly memberId: MemberId
  readonly phraseIds: readonly PhraseId[]
  /** Epoch milliseconds. */
  readonly at: number
}
