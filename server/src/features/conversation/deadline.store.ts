import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { ConversationRow } from './conversation.row'

/** What is waited for: a silence that is too long, an answer that is too late, something to say by itself, a mail. */
export type DeadlineKind = 'silence' | 'reply' | 'auto-reply' | 'unread-mail'

const ofOpen: readonly DeadlineKind[] = ['silence', 'reply', 'auto-reply']
/** What a visitor has not read may be written to him after the end too. */
const armed: readonly DeadlineKind[] = [...ofOpen, 'unread-mail']

/** One row per open conversation and kind; each finds its true time with the first sweep. */
export async function armDeadlines(tx: Tx, tenantId: TenantId, subject: string, dueAt: number): Promise<void> {
  await tx.named(
    'deadline.arm',
    `insert into deadlines (tenant_id, kind, subject, due_at)
     select $1, kind, $3, to_timestamp($4 / 1000.0) from unnest($2::text[]) kind
     on conflict (kind, subject) do update set due_at = excluded.due_at`,
    [tenantId, armed, subject, dueAt],
  )
}

/** Nothing waits for a conversation that is over, but for a mail of what its visitor has not read. */
export async function disarmDeadlines(tx: Tx, subject: string): Promise<void> {
  await tx.named('deadline.disarm', 'delete from deadlines where kind = any($1) and subject = $2', [ofOpen, subject])
}

/**
 * Notes that the deadlines are being watched, and tells since when without a pause of more than a minute: what fell due
 * while nobody was there must not be held against anybody. Written every ten seconds at most.
 */
export async function watchDeadlines(tx: Tx): Promise<{ resumed_at: number }> {
  await tx.named(
    'deadline.watch',
    `update installation
        set resumed_at = case when watched_at < now() - interval '60 seconds' then now() else resumed_at end, watched_at = now()
      where watched_at < now() - interval '10 seconds'`,
    [],
  )
  return { resumed_at: await readWatchedSince(tx) }
}

/** Since when somebody has been watching without a pause, in epoch milliseconds of the database. */
export async function readWatchedSince(tx: Tx): Promise<number> {
  const [row] = await tx.named<{ resumed_at: number }>('deadline.resumed', 'select resumed_at from installation', [])
  if (!row) throw new Error('the installation row is missing')
  return row.resumed_at
}

export interface DueRow {
  tenant_id: TenantId
  kind: DeadlineKind
  subject: string
}

/** Epoch milliseconds. */
interface TakeDue {
  readonly now: number
  readonly again: number
  readonly limit: number
}

/**
 * What of a kind falls due by `now`, each pushed to `again` so that no other node takes it meanwhile: the handler re-arms it to its
 * true time, or removes it.
 */
export function takeDue(tx: Tx, kind: DeadlineKind, { now, again, limit }: TakeDue): Promise<DueRow[]> {
  return tx.named(
    'deadline.take',
    `with due as (
       select kind, subject from deadlines where kind = $4 and due_at <= to_timestamp($1 / 1000.0)
        order by due_at limit $3 for no key update skip locked
     )
     update deadlines d set due_at = to_timestamp($2 / 1000.0) from due
      where d.kind = due.kind and d.subject = due.subject
      returning d.tenant_id, d.kind, d.subject`,
    [now, again, limit, kind],
  )
}

/** The facts of silence of a conversation. */
export type SilenceFacts = Pick<
  ConversationRow,
  'leg_opened_at' | 'last_agent_at' | 'last_visitor_at' | 'visitor_here' | 'visitor_seen_at'
>

/** The same with whose and which it is. */
export type SilenceRow = SilenceFacts & Pick<ConversationRow, 'tenant_id'> & { readonly subject: string }

/** Facts of those of the conversations that are not over. */
export function readSilences(tx: Tx, subjects: readonly string[]): Promise<SilenceRow[]> {
  return tx.named(
    'deadline.silences',
    `select id as subject, tenant_id, leg_opened_at, last_agent_at, last_visitor_at, visitor_here, visitor_seen_at
       from conversations
      where id = any($1) and status <> 'closed'`,
    [subjects],
  )
}

/** The facts of answers of a conversation. */
export type ReplyRow = Pick<
  ConversationRow,
  'tenant_id' | 'unanswered_since' | 'leg_opened_at' | 'agent_message_count'
> & { readonly subject: string }

/** Facts of those of the conversations that are not over. */
export function readReplies(tx: Tx, subjects: readonly string[]): Promise<ReplyRow[]> {
  return tx.named(
    'deadline.replies',
    `select id as subject, tenant_id, unanswered_since, leg_opened_at, agent_message_count
       from conversations
      where id = any($1) and status <> 'closed'`,
    [subjects],
  )
}

/** The facts of what a visitor has not read; `unread_since`: of the first word of an agent, null where there is none. */
export type UnreadRow = Pick<
  ConversationRow,
  'tenant_id' | 'contact_id' | 'former_contact_id' | 'visitor_here' | 'visitor_seen_at' | 'closed_at'
> & {
  readonly subject: string
  readonly read_seq: number
  readonly unread_since: number | null
  readonly mailed_at: number | null
}

/**
 * Facts of what visitors have not read and were not sent either; behind either door. What the product says by itself is
 * not worth a mail.
 */
export function readUnread(tx: Tx, subjects: readonly string[]): Promise<UnreadRow[]> {
  return tx.named(
    'deadline.unread',
    `select c.id as subject, c.tenant_id, c.contact_id, c.former_contact_id, c.visitor_here, c.visitor_seen_at, c.closed_at,
            c.mailed_at, greatest(c.visitor_read_seq, c.mailed_seq) as read_seq,
            (select e.at from events e
              where e.stream_id = c.id and e.seq > greatest(c.visitor_read_seq, c.mailed_seq) and e.type = 'message.sent'
                and e.payload->>'from' = 'agent' and not e.payload ? 'automatic'
                and not exists (select from recalled_messages r
                                 where r.tenant_id = c.tenant_id and r.conversation_id = c.id and r.seq = e.seq)
              order by e.seq limit 1) as unread_since
       from conversations c
      where c.id = any($1)`,
    [subjects],
  )
}

/** Notes in a locked conversation's row that what stands up to `seq` was sent. */
export async function noteMailed(
  tx: Tx,
  { tenant_id, id }: Pick<ConversationRow, 'tenant_id' | 'id'>,
  seq: number,
  at: number,
): Promise<void> {
  await tx.named(
    'deadline.mailed',
    'update conversations set mailed_seq = $3, mailed_at = to_timestamp($4 / 1000.0) where tenant_id = $1 and id = $2',
    [tenant_id, id, seq, at],
  )
}

/** Puts the deadlines of one kind to their true times, all in one statement. */
export async function rearm(
  tx: Tx,
  kind: DeadlineKind,
  deadlines: readonly { readonly subject: string; readonly dueAt: number }[],
): Promise<void> {
  await tx.named(
    'deadline.rearm',
    `update deadlines d set due_at = to_timestamp(t.due_at / 1000.0)
       from unnest($2::uuid[], $3::float8[]) as t (subject, due_at)
      where d.kind = $1 and d.subject = t.subject`,
    [kind, deadlines.map((deadline) => deadline.subject), deadlines.map((deadline) => deadline.dueAt)],
  )
}

/** All of a merchant's deadlines of one kind fall due now, to be put to their true times. */
export async function pullDeadlines(tx: Tx, tenantId: TenantId, kind: DeadlineKind, now: number): Promise<void> {
  await tx.rows(
    `update deadlines set due_at = to_timestamp($3 / 1000.0)
      where tenant_id = $1 and kind = $2 and due_at > to_timestamp($3 / 1000.0)`,
    [tenantId, kind, now],
  )
}

/** Removes deadlines whose conversations are over. */
export async function removeDeadlines(tx: Tx, kind: DeadlineKind, subjects: readonly string[]): Promise<void> {
  await tx.named('deadline.remove', 'delete from deadlines where kind = $1 and subject = any($2)', [kind, subjects])
}
