import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { ConversationRow } from './conversation.row'

export type DeadlineKind = 'silence'

/** One row per open conversation and kind. */
export async function armDeadline(
  tx: Tx,
  tenantId: TenantId,
  kind: DeadlineKind,
  subject: string,
  dueAt: number,
): Promise<void> {
  await tx.named(
    'deadline.arm',
    `insert into deadlines (tenant_id, kind, subject, due_at) values ($1, $2, $3, to_timestamp($4 / 1000.0))
     on conflict (kind, subject) do update set due_at = excluded.due_at`,
    [tenantId, kind, subject, dueAt],
  )
}

/** Nothing waits for a conversation that is over. */
export async function disarmDeadlines(tx: Tx, subject: string): Promise<void> {
  await tx.named('deadline.disarm', 'delete from deadlines where subject = $1', [subject])
}

export interface DueRow {
  tenant_id: TenantId
  kind: DeadlineKind
  subject: string
}

/**
 * What falls due by `now`, each pushed to `again` so that no other node takes it meanwhile: the handler re-arms it to its
 * true time, or removes it.
 */
export function takeDue(tx: Tx, now: number, again: number, limit: number): Promise<DueRow[]> {
  return tx.named(
    'deadline.take',
    `with due as (
       select kind, subject from deadlines where due_at <= to_timestamp($1 / 1000.0)
        order by due_at limit $3 for no key update skip locked
     )
     update deadlines d set due_at = to_timestamp($2 / 1000.0) from due
      where d.kind = due.kind and d.subject = due.subject
      returning d.tenant_id, d.kind, d.subject`,
    [now, again, limit],
  )
}

/** The facts of silence of a conversation. */
export type SilenceRow = Pick<ConversationRow, 'status' | 'accepted_at' | 'last_agent_at' | 'last_visitor_at'>
