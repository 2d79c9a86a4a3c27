import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { ConversationRow } from './conversation.row'

/** What is waited for: a silence that is too long, an answer that is too late, something to say by itself. */
export type DeadlineKind = 'silence' | 'reply' | 'auto-reply'

const ofOpen: readonly DeadlineKind[] = ['silence', 'reply', 'auto-reply']

/** One row per open conversation and kind; each finds its true time with the first sweep. */
export async function armDeadlines(tx: Tx, tenantId: TenantId, subject: string, dueAt: number): Promise<void> {
  await tx.named(
    'deadline.arm',
    `insert into deadlines (tenant_id, kind, subject, due_at)
     select $1, kind, $3, to_timestamp($4 / 1000.0) from unnest($2::text[]) kind
     on conflict (kind, subject) do update set due_at = excluded.due_at`,
    [tenantId, ofOpen, subject, dueAt],
  )
}

/** Nothing waits for a conversation that is over. */
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
