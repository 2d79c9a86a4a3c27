import { operations, type MailingView, type OwnMailingView } from '@keqiao/contract'
import { maskedEmail } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { isRefused, query, refuse, type Bindable } from '../../platform/operations'
import { accessConversation, type ConversationRow } from '../conversation'
import { readMailStates, readVisitorMail } from '../mail'
import { addressOf, ownAddressOf } from './known-address'
import type { VisitorMailParts } from './visitor-letter'
import { selectMailings } from './visitor-mail.store'

/** What the widget needs to know before it offers it. */
export function offerTranscript({ post }: VisitorMailParts): Bindable {
  return query(operations.transcript.offer, async (actor, { conversationId }, { tx }) => {
    if (actor.kind !== 'visitor') return refuse('forbidden')
    const row = await accessConversation(tx, actor, conversationId)
    if (isRefused(row)) return row
    const { offersTranscript } = await readVisitorMail(tx, row.tenant_id)
    const offered = offersTranscript && row.agent_message_count > 0 && (await post.isSetUp(tx, row.tenant_id))
    return { offered, address: offered ? await ownAddressOf(tx, row) : null, last: await lastOwn(tx, row) }
  })
}

/** What went out of a conversation, and to whom more would. */
export function listTranscripts({ post }: VisitorMailParts): Bindable {
  return query(operations.transcript.list, async (actor, { conversationId }, { tx }) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const row = await accessConversation(tx, actor, conversationId)
    if (isRefused(row)) return row
    const known = await addressOf(tx, row)
    const address = known === null || actor.permissions.has('contact:read') ? known : maskedEmail(known)
    return { ready: await post.isSetUp(tx, row.tenant_id), address, mailings: await mailingsOf(tx, row) }
  })
}

/** Newest first. */
export async function mailingsOf(tx: Tx, row: ConversationRow): Promise<MailingView[]> {
  const rows = await selectMailings(tx, row.tenant_id, row.id, null)
  const states = await readMailStates(
    tx,
    row.tenant_id,
    rows.map(({ mail_id }) => mail_id),
  )
  return rows.flatMap(({ mail_id: id, purpose, address, sent_at: at }) => {
    const state = states.get(id)
    return state ? [{ id, purpose, at, address: maskedEmail(address), ...state }] : []
  })
}

/** What the visitor asked for last; null: nothing yet. */
export async function lastOwn(tx: Tx, row: ConversationRow): Promise<OwnMailingView | null> {
  const [last] = await selectMailings(tx, row.tenant_id, row.id, 'visitor')
  if (!last) return null
  const state = (await readMailStates(tx, row.tenant_id, [last.mail_id])).get(last.mail_id)
  return state
    ? { address: last.address, at: last.sent_at, status: state.status, step: state.fault?.step ?? null }
    : null
}
