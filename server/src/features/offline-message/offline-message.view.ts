import type { OfflineMessageView } from '@keqiao/contract'
import type { OfflineMessageRow } from './offline-message.store'

/** What he agreed to before he left it; null: nothing was asked. */
export function consentOf({ consent_version: version, consent_at: acceptedAt }: OfflineMessageRow) {
  return version === null || acceptedAt === null ? null : { version, acceptedAt }
}

/** 留言 for staff. */
export function offlineMessageView(row: OfflineMessageRow): OfflineMessageView {
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
  }
}
