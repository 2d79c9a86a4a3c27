import type { DialogueColumn } from '@keqiao/contract'
import type { ConversationId, LegId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { whereClause, type Selection } from './dialogue-conditions.store'
import type { DialogueFactsRow, ShownDialogue } from './dialogue.row'

const instants = ['opened_at', 'closed_at'] as const

const factColumns = [
  ...['tenant_id', 'leg_id', 'conversation_id', 'ordinal', 'leg_count', 'room_number', 'contact_id', 'visitor_name'],
  ...['member_id', 'member_name', 'group_id', 'group_name', 'channel_id', 'origin', 'opened_at', 'wait_ms'],
  ...['closed_at', 'end_kind', 'valid', 'duration_ms', 'first_reply_ms', 'reply_mean_ms', 'round_count'],
  ...['visitor_message_count', 'agent_message_count', 'file_count', 'invited', 'rating_score', 'summary_category'],
  ...['summary_solved', 'summary_follow_up', 'page_url', 'page_title'],
]
const storedColumns = [...factColumns, 'channel_name', 'region']

/** Stores what the log says of legs, new or once more. Behind the system door: a reader brings rows of all merchants. */
export async function storeDialogues(tx: Tx, rows: readonly DialogueFactsRow[]): Promise<void> {
  if (rows.length === 0) return
  const written = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(instants.map((column) => [column, isoOf(row[column])])),
  }))
  await tx.named(
    'dialogue.store',
    `insert into dialogues (${storedColumns.join(', ')})
     select ${factColumns.map((column) => `f.${column}`).join(', ')}, coalesce(ch.name, ''),
            nullif(concat_ws(' ', nullif(v.region ->> 'province', ''),
              nullif(nullif(v.region ->> 'city', ''), v.region ->> 'province')), '')
       from jsonb_populate_recordset(null::dialogues, $1::jsonb) f
       left join channels ch on ch.tenant_id = f.tenant_id and ch.id = f.channel_id
       left join visits v on v.tenant_id = f.tenant_id and v.conversation_id = f.conversation_id
     on conflict (tenant_id, leg_id) do update
        set ${storedColumns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [JSON.stringify(written)],
  )
}

const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/**
 * By what each column is put in order. Never null, so that one index serves both ways and a page can begin after any
 * row: what there is none of comes first upwards and last downwards.
 */
const sortKeys: { readonly [Column in DialogueColumn]: { readonly key: string; readonly type: string } } = {
  roomNumber: { key: 'd.room_number', type: 'text' },
  visitor: { key: 'd.visitor_name', type: 'text' },
  member: { key: 'd.member_name', type: 'text' },
  group: { key: 'd.group_name', type: 'text' },
  channel: { key: 'd.channel_name', type: 'text' },
  openedAt: { key: 'd.opened_at', type: 'timestamptz' },
  closedAt: { key: `coalesce(d.closed_at, 'infinity'::timestamptz)`, type: 'timestamptz' },
  durationMs: { key: 'coalesce(d.duration_ms, -1)', type: 'bigint' },
  waitMs: { key: 'coalesce(d.wait_ms, -1)', type: 'bigint' },
  firstReplyMs: { key: 'coalesce(d.first_reply_ms, -1)', type: 'bigint' },
  replyMeanMs: { key: 'coalesce(d.reply_mean_ms, -1)', type: 'bigint' },
  roundCount: { key: 'coalesce(d.round_count, -1)', type: 'int' },
  visitorMessageCount: { key: 'coalesce(d.visitor_message_count, -1)', type: 'int' },
  agentMessageCount: { key: 'coalesce(d.agent_message_count, -1)', type: 'int' },
  fileCount: { key: 'coalesce(d.file_count, -1)', type: 'int' },
  origin: { key: 'd.origin', type: 'text' },
  end: { key: `coalesce(d.end_kind, '')`, type: 'text' },
  valid: { key: 'coalesce(d.valid::int, -1)', type: 'int' },
  rating: { key: 'coalesce(d.rating_score, d.invited::int - 1)', type: 'int' },
  category: { key: `coalesce(d.summary_category, '')`, type: 'text' },
  solved: { key: 'coalesce(d.summary_solved::int, -1)', type: 'int' },
  region: { key: `coalesce(d.region, '')`, type: 'text' },
  page: { key: `coalesce(d.page_url, '')`, type: 'text' },
}

export interface DialoguePage {
  readonly sort: DialogueColumn
  readonly order: 'asc' | 'desc'
  /** Rows to pass over. */
  readonly offset: number
  /** Sort key and leg of the last row of the page before; null: from the beginning. */
  readonly after: { readonly key: string; readonly legId: string } | null
  readonly limit: number
}

export type PagedDialogue = ShownDialogue & {
  /** By what it is put in order, as text. */
  readonly sort_key: string
}

/** A page of the dialogues that meet the conditions. */
export function selectDialogues(tx: Tx, selection: Selection, page: DialoguePage): Promise<PagedDialogue[]> {
  const { text, values } = pageStatement(selection, page)
  return tx.rows<PagedDialogue>(text, values)
}

/** The statement of a page; tests look at its plan. */
export function pageStatement(selection: Selection, page: DialoguePage): { text: string; values: unknown[] } {
  const { text, values } = whereClause(selection)
  const { key, type } = sortKeys[page.sort]
  const say = (value: unknown) => `$${values.push(value)}`
  const beyond = page.order === 'asc' ? '>' : '<'
  const after = page.after
    ? `\n and (${key}, d.leg_id) ${beyond} (${say(page.after.key)}::${type}, ${say(page.after.legId)}::uuid)`
    : ''
  return {
    text: `select d.*, ${key}::text as sort_key, c.display_name from dialogues d
       left join contacts c on c.tenant_id = d.tenant_id and c.id = d.contact_id
      where ${text}${after}
      order by ${key} ${page.order}, d.leg_id ${page.order} limit ${say(page.limit)} offset ${say(page.offset)}`,
    values,
  }
}

/** How many meet the conditions, counted up to `limit`, and of how many conversations those are. */
export async function countDialogues(
  tx: Tx,
  selection: Selection,
  limit: number,
): Promise<{ dialogues: number; conversations: number }> {
  const { text, values } = whereClause(selection)
  const [row] = await tx.rows<{ dialogues: number; conversations: number }>(
    `select count(*) as dialogues, count(distinct conversation_id) as conversations
       from (select d.conversation_id from dialogues d where ${text} limit $${values.push(limit)}) counted`,
    values,
  )
  return row ?? { dialogues: 0, conversations: 0 }
}

/** Which conversation a leg belongs to; null: none of this merchant's. */
export async function findConversationOf(tx: Tx, tenantId: TenantId, legId: LegId): Promise<ConversationId | null> {
  const text = 'select conversation_id from legs where tenant_id = $1 and id = $2'
  const [row] = await tx.named<{ conversation_id: ConversationId }>('dialogue.conversation', text, [tenantId, legId])
  return row?.conversation_id ?? null
}

/** What is known beside the log: the channel's name, the visitor's place, what staff call him. */
export async function findSurroundings(
  tx: Tx,
  tenantId: TenantId,
  conversationId: ConversationId,
): Promise<Pick<ShownDialogue, 'channel_name' | 'region' | 'display_name'>> {
  const [row] = await tx.named<Pick<ShownDialogue, 'channel_name' | 'region' | 'display_name'>>(
    'dialogue.surroundings',
    `select ch.name as channel_name, d.region, ct.display_name from conversations c
       join channels ch on ch.tenant_id = c.tenant_id and ch.id = c.channel_id
       join contacts ct on ct.tenant_id = c.tenant_id and ct.id = c.contact_id
       left join dialogues d on d.tenant_id = c.tenant_id and d.conversation_id = c.id
      where c.tenant_id = $1 and c.id = $2 limit 1`,
    [tenantId, conversationId],
  )
  return row ?? { channel_name: '', region: null, display_name: null }
}

/** The categories of summaries, those written last first, each once. */
export async function selectCategories(tx: Tx, selection: Selection): Promise<string[]> {
  const { text, values } = whereClause(selection)
  const rows = await tx.rows<{ category: string }>(
    `select summary_category as category from (
       select d.summary_category from dialogues d where ${text} and d.summary_category is not null
        order by d.opened_at desc limit 5000) recent
      group by 1 order by 1 limit 500`,
    values,
  )
  return rows.map((row) => row.category)
}
