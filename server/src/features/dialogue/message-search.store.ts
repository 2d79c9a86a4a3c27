import type { ConversationId, GroupId, LegId, MemberActor, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** A message as it is looked for. */
export interface SearchRow {
  readonly tenantId: TenantId
  readonly conversationId: string
  readonly seq: number
  /** Epoch milliseconds. */
  readonly at: number
  /** The text form of a tsvector. */
  readonly terms: string
}

/** Months whose partition was seen in this database, such as `2026-11`. */
export type KnownMonths = Set<string>

/** Puts messages where they are found; a second time changes nothing. */
export async function insertSearchRows(tx: Tx, rows: readonly SearchRow[], months: KnownMonths): Promise<void> {
  if (rows.length === 0) return
  const made: string[] = []
  for (const { at } of rows) {
    const month = new Date(at).toISOString().slice(0, 7)
    if (months.has(month) || made.includes(month)) continue
    await tx.rows('select ensure_message_search_month(to_timestamp($1::float8 / 1000))', [at])
    made.push(month)
  }
  // Known only once it is there for everybody: a pass that fails makes it again.
  tx.afterCommit(() => made.forEach((month) => months.add(month)))
  await tx.named(
    'search.insert',
    `insert into message_search (tenant_id, conversation_id, seq, at, terms)
     select t.tenant_id, t.conversation_id, t.seq, to_timestamp(t.at / 1000.0), t.terms::tsvector
       from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::float8[], $5::text[])
            as t (tenant_id, conversation_id, seq, at, terms)
     on conflict do nothing`,
    [
      rows.map((row) => row.tenantId),
      rows.map((row) => row.conversationId),
      rows.map((row) => row.seq),
      rows.map((row) => row.at),
      rows.map((row) => row.terms),
    ],
  )
}

/** Takes messages away that nobody may find any more. */
export async function deleteSearchRows(
  tx: Tx,
  places: readonly { readonly conversationId: string; readonly seq: number }[],
): Promise<void> {
  if (places.length === 0) return
  await tx.named(
    'search.delete',
    `delete from message_search m using unnest($1::uuid[], $2::bigint[]) as t (conversation_id, seq)
      where m.conversation_id = t.conversation_id and m.seq = t.seq`,
    [places.map((place) => place.conversationId), places.map((place) => place.seq)],
  )
}

/** Whose messages may be found: the asker's merchant's, inside his data scope. */
export interface SearchScope {
  readonly actor: MemberActor
  readonly groupIds: readonly GroupId[]
  /** Only there; null: everywhere. */
  readonly conversationId: ConversationId | null
}

export interface SearchPlace {
  readonly conversationId: ConversationId
  readonly seq: number
  readonly at: number
}

/** The first instants of the months that hold messages, in epoch milliseconds, the newest first. */
export async function selectSearchMonths(tx: Tx): Promise<number[]> {
  const rows = await tx.named<{ name: string }>(
    'search.months',
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'message_search'::regclass order by 1 desc`,
    [],
  )
  return rows.map(({ name }) => Date.parse(`${name.slice(-7).replace('_', '-')}-01T00:00:00Z`))
}

/** Messages of one month that meet the query, the newest first, of those before `before`. */
export function selectSearchPlaces(
  tx: Tx,
  query: string,
  scope: SearchScope,
  { month, before, limit }: { month: number; before: SearchPlace | null; limit: number },
): Promise<SearchPlace[]> {
  const { values, clauses } = reached(scope, [scope.actor.tenantId, query, month])
  const say = (value: unknown) => `$${values.push(value)}`
  if (before) {
    clauses.push(
      `(m.at, m.conversation_id, m.seq) < (to_timestamp(${say(before.at)}::float8 / 1000), ${say(before.conversationId)}::uuid, ${say(before.seq)}::bigint)`,
    )
  }
  return tx.rows<SearchPlace>(
    `select m.conversation_id as "conversationId", m.seq, m.at from message_search m
      where m.tenant_id = $1 and m.terms @@ $2::tsquery
        and m.at >= to_timestamp($3::float8 / 1000) and m.at < to_timestamp($3::float8 / 1000) + interval '1 month'
        and not exists (select from recalled_messages r where r.conversation_id = m.conversation_id and r.seq = m.seq)
        ${clauses.map((clause) => `and ${clause}`).join(' ')}
      order by m.at desc, m.conversation_id desc, m.seq desc limit ${say(limit)}`,
    values,
  )
}

/** Conversations in which something was said that meets the query: those of the newest messages, `limit` at most. */
export async function selectSaidIn(
  tx: Tx,
  query: string,
  { actor, limit }: { actor: MemberActor; limit: number },
): Promise<ConversationId[]> {
  const rows = await tx.rows<{ id: ConversationId }>(
    `select distinct conversation_id as id from (
       select m.conversation_id from message_search m
        where m.tenant_id = $1 and m.terms @@ $2::tsquery
          and not exists (select from recalled_messages r where r.conversation_id = m.conversation_id and r.seq = m.seq)
        order by m.at desc limit $3) newest`,
    [actor.tenantId, query, limit],
  )
  return rows.map((row) => row.id)
}

/** As `accessConversation` lets somebody in: all, those of his groups, those he held. */
function reached(
  { actor, groupIds, conversationId }: SearchScope,
  values: unknown[],
): { values: unknown[]; clauses: string[] } {
  const say = (value: unknown) => `$${values.push(value)}`
  const clauses = conversationId === null ? [] : [`m.conversation_id = ${say(conversationId)}`]
  if (actor.scope === 'tenant') return { values, clauses }
  const held = `exists (select from legs l where l.tenant_id = $1 and l.conversation_id = m.conversation_id and l.member_id = ${say(actor.id)})`
  const served = `exists (select from conversations c where c.tenant_id = $1 and c.id = m.conversation_id and c.group_id = any(${say(
    groupIds,
  )}::uuid[])${actor.scope === 'group' ? '' : ` and c.status = 'queued'`})`
  return { values, clauses: [...clauses, `(${held} or ${served})`] }
}

/** What a hit says of its conversation and its leg. */
export interface HitPlace {
  readonly conversation_id: ConversationId
  readonly seq: number
  readonly room_number: string
  readonly visitor_name: string
  readonly leg_id: LegId | null
}

export function selectHitPlaces(tx: Tx, tenantId: TenantId, places: readonly SearchPlace[]): Promise<HitPlace[]> {
  return tx.named<HitPlace>(
    'search.places',
    `select t.conversation_id, t.seq, c.room_number, c.visitor_name,
            (select l.id from legs l where l.tenant_id = $1 and l.conversation_id = t.conversation_id
               and l.opened_at <= to_timestamp(t.at / 1000.0) order by l.opened_at desc limit 1) as leg_id
       from unnest($2::uuid[], $3::bigint[], $4::float8[]) as t (conversation_id, seq, at)
       join conversations c on c.tenant_id = $1 and c.id = t.conversation_id`,
    [
      tenantId,
      places.map((place) => place.conversationId),
      places.map((place) => place.seq),
      places.map((place) => place.at),
    ],
  )
}
