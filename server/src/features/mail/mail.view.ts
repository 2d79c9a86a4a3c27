import type { MailView } from '@keqiao/contract'
import type { MailRow } from './mail.store'

/** A mail for staff, without its words. */
export function mailView(row: MailRow): MailView {
  return {
    id: row.id,
    purpose: row.purpose,
    subjectId: row.subject_id,
    recipient: row.recipient,
    title: row.title,
    status: row.status,
    attempts: row.attempts,
    fault: row.fault,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  }
}
