import type { MailView, OfflineMessageView, OwnOfflineMessageView } from '@keqiao/contract'
import type { MailId } from '@keqiao/domain'
import type { AnsweredRow, OfflineMessageRow } from './offline-message.store'

/** What he agreed to before he left it; null: nothing was asked. */
export function consentOf({ consent_version: version, consent_at: acceptedAt }: OfflineMessageRow) {
  return version === null || acceptedAt === null ? null : { version, acceptedAt }
}

/** What became of the mails of the rows that are shown. */
export type MailStates = ReadonlyMap<MailId, Pick<MailView, 'status' | 'fault'>>

/** 留言 for staff. */
export function offlineMessageView(row: AnsweredRow, mails: MailStates): OfflineMessageView {
  return {
    id: row.id,
    status: row.status,
    createdAt: row.created_at,
    name: row.name,
    phone: row.phone,
    email: row.email,
    group: { id: row.group_id, name: row.group_name },
    text: row.text,
    cause: row.cause,
    channelId: row.channel_id,
    contactId: row.contact_id,
    conversationId: row.conversation_id,
    page: row.page,
    consent: consentOf(row),
    reply: replyOf(row, mails),
  }
}

function replyOf(row: AnsweredRow, mails: MailStates): OfflineMessageView['reply'] {
  const { reply_how: how, reply_text: text, replied_by: id, replied_by_name: nickname, replied_at: at } = row
  if (how === null || text === null || id === null || nickname === null || at === null) return null
  const mail = row.reply_mail_id === null ? null : (mails.get(row.reply_mail_id) ?? null)
  return { how, text, by: { id, nickname }, at, seenAt: row.reply_seen_at, mail }
}

/** The same for whoever left it. */
export function ownOfflineMessageView(row: AnsweredRow): OwnOfflineMessageView {
  const { reply_text: text, replied_by_name: by, replied_at: at } = row
  const isWritten = row.reply_how === 'message' && text !== null && by !== null && at !== null
  return {
    id: row.id,
    createdAt: row.created_at,
    groupName: row.group_name,
    text: row.text,
    reply: isWritten ? { text, by, at, seen: row.reply_seen_at !== null } : null,
  }
}
