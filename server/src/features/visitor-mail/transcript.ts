import type { MailId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { readBefore } from '../../platform/event-log'
import { refuse, type Person, type Refused } from '../../platform/operations'
import type { ConversationRow, RecordContext } from '../conversation'
import { mailVisitor, type VisitorMailParts } from './visitor-letter'
import { holdRecipient, selectTranscriptsSince } from './visitor-mail.store'

/** So many messages, the latest, are in one mail. */
const mostEvents = 1_000
const dayMs = 24 * 60 * 60_000
/**
 * Within a day. A visitor's words go where he says, so he must not be able to fill the mailbox of a stranger; staff are
 * known, and only kept from doing it by accident.
 */
const most = {
  visitor: { conversation: 3, contact: 5, address: 5 },
  member: { conversation: 20, contact: 40, address: 20 },
} as const

/** Writes the transcript of a locked conversation. */
export async function mailTranscript(
  context: RecordContext,
  parts: VisitorMailParts,
  row: ConversationRow,
  { by, address, key }: { readonly by: Person; readonly address: string; readonly key: string },
): Promise<MailId | Refused> {
  const { tx, now } = context
  if (!(await parts.post.isSetUp(tx, row.tenant_id))) return refuse('mail_not_set_up')
  const recipient = await holdRecipient(tx, row.tenant_id, address.toLowerCase())
  if (recipient.muted) return refuse('address_muted')
  const limited = await refuseTooMany(tx, row, by, recipient.address, now)
  if (limited) return limited
  const events = await readBefore(tx, row.id, 'visitor', row.visitor_seq + 1, mostEvents)
  if (!events.some(({ type }) => type === 'message.sent')) return refuse('transcript_empty')
  const isCut = events.length === mostEvents && (events[0]?.visitorPrev ?? null) !== null
  const letter = { purpose: 'transcript', recipient, by, events, isCut, key } as const
  return (await mailVisitor(context, parts, row, letter)) ?? refuse('mail_not_set_up')
}

async function refuseTooMany(
  tx: Tx,
  row: ConversationRow,
  by: Person,
  address: string,
  now: number,
): Promise<Refused | null> {
  const scope = { conversationId: row.id, contactId: row.contact_id, address }
  const sent = await selectTranscriptsSince(tx, row.tenant_id, scope, now - dayMs)
  for (const what of ['conversation', 'contact', 'address'] as const) {
    // When the oldest of those that fill the day will be a day old.
    const oldest = sent[what][most[by.kind][what] - 1]
    if (oldest !== undefined) return refuse('transcripts_limited', undefined, oldest + dayMs - now)
  }
  return null
}
