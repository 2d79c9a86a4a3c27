import type {
  ChannelId,
  ContactId,
  ConversationId,
  GroupId,
  MailId,
  MemberId,
  OfflineMessageId,
  TenantId,
} from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** 留言. Instants are epoch milliseconds. */
export interface OfflineMessageRow {
  readonly id: OfflineMessageId
  readonly status: 'open' | 'replied'
  readonly channel_id: ChannelId
  readonly contact_id: ContactId
  readonly conversation_id: ConversationId | null
  readonly group_id: GroupId
  readonly group_name: string
  readonly cause: 'outside-hours' | 'unstaffed' | 'queue'
  readonly name: string
  readonly phone: string | null
  readonly email: string | null
  readonly text: string
  readonly page: { readonly url: string; readonly title: string } | null
  readonly created_at: number
  readonly consent_version: number | null
  readonly consent_at: number | null
  readonly language: string
}

/** The same with what was answered; all of it null while it is open, but for the mail also where he was called. */
export interface AnsweredRow extends OfflineMessageRow {
  readonly seq: number
  readonly reply_how: 'message' | 'phone' | null
  readonly reply_text: string | null
  readonly replied_by: MemberId | null
  readonly replied_by_name: string | null
  readonly replied_at: number | null
  readonly reply_seen_at: number | null
  readonly reply_mail_id: MailId | null
}

const leftColumns = `id, status, channel_id, contact_id, conversation_id, group_id, group_name, cause, name, phone, email, text,
  page, created_at, consent_version, consent_at, language`
/** All that is read. */
export const columns = `${leftColumns}, seq, reply_how, reply_text, replied_by, replied_by_name, replied_at, reply_seen_at,
  reply_mail_id`

export async function insertOfflineMessage(
  tx: Tx,
  tenantId: TenantId,
  row: OfflineMessageRow & { readonly seq: number },
): Promise<void> {
  await tx.rows(
    `insert into offline_messages (tenant_id, ${leftColumns}, seq)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, to_timestamp($15 / 1000.0), $16,
             to_timestamp($17 / 1000.0), $18, $19)`,
    [
      tenantId,
      row.id,
      row.status,
      row.channel_id,
      row.contact_id,
      row.conversation_id,
      row.group_id,
      row.group_name,
      row.cause,
      row.name,
      row.phone,
      row.email,
      row.text,
      row.page === null ? null : JSON.stringify(row.page),
      row.created_at,
      row.consent_version,
      row.consent_at,
      row.language,
      row.seq,
    ],
  )
}

/** One message of a contact at a time, until the transaction ends: what is counted then stays true. */
export async function holdContact(tx: Tx, contactId: ContactId): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('offline message ' || $1, 0))`, [contactId])
}

/** When a contact left his last messages, latest first, none before `since`. */
export async function selectLeftAt(tx: Tx, tenantId: TenantId, contactId: ContactId, since: number): Promise<number[]> {
  const rows = await tx.rows<{ created_at: number }>(
    `select created_at from offline_messages where tenant_id = $1 and contact_id = $2 and created_at > to_timestamp($3 / 1000.0)
      order by created_at desc`,
    [tenantId, contactId, since],
  )
  return rows.map((row) => row.created_at)
}

export async function selectOfflineMessage(
  tx: Tx,
  tenantId: TenantId,
  id: OfflineMessageId,
): Promise<AnsweredRow | null> {
  const text = `select ${columns} from offline_messages where tenant_id = $1 and id = $2`
  return (await tx.rows<AnsweredRow>(text, [tenantId, id]))[0] ?? null
}

/** The same, locked until the transaction ends: of two who answer it, one is first. */
export async function lockOfflineMessage(
  tx: Tx,
  tenantId: TenantId,
  id: OfflineMessageId,
): Promise<AnsweredRow | null> {
  const text = `select ${columns} from offline_messages where tenant_id = $1 and id = $2 for no key update`
  return (await tx.rows<AnsweredRow>(text, [tenantId, id]))[0] ?? null
}

/** What an answer writes. */
export interface Reply {
  readonly how: 'message' | 'phone'
  readonly text: string
  readonly by: { readonly id: MemberId; readonly name: string }
  readonly at: number
  readonly mailId: MailId | null
}

/** 未回复 becomes 已回复. */
export async function updateReplied(
  tx: Tx,
  tenantId: TenantId,
  { id, seq }: { readonly id: OfflineMessageId; readonly seq: number },
  { how, text, by, at, mailId }: Reply,
): Promise<AnsweredRow> {
  const [row] = await tx.rows<AnsweredRow>(
    `update offline_messages
        set status = 'replied', seq = $3, reply_how = $4, reply_text = $5, replied_by = $6, replied_by_name = $7,
            replied_at = to_timestamp($8 / 1000.0), reply_mail_id = $9
      where tenant_id = $1 and id = $2 and status = 'open' returning ${columns}`,
    [tenantId, id, seq, how, text, by.id, by.name, at, mailId],
  )
  if (!row) throw new Error('a locked offline message was not open')
  return row
}

/** What a contact left last, latest first, but for what was settled by telephone. */
export function selectOwn(tx: Tx, tenantId: TenantId, contactId: ContactId, limit: number): Promise<AnsweredRow[]> {
  return tx.rows<AnsweredRow>(
    `select ${columns} from offline_messages where tenant_id = $1 and contact_id = $2
        and reply_how is distinct from 'phone' order by created_at desc limit $3`,
    [tenantId, contactId, limit],
  )
}

/** He has seen the answers to these, if they are his. */
export async function updateSeen(
  tx: Tx,
  tenantId: TenantId,
  contactId: ContactId,
  ids: readonly OfflineMessageId[],
  at: number,
): Promise<void> {
  await tx.rows(
    `update offline_messages set reply_seen_at = to_timestamp($4 / 1000.0)
      where tenant_id = $1 and contact_id = $2 and id = any($3) and reply_how = 'message' and reply_seen_at is null`,
    [tenantId, contactId, ids, at],
  )
}

export async function countOpen(tx: Tx, tenantId: TenantId): Promise<number> {
  const text = `select count(*) as count from offline_messages where tenant_id = $1 and status = 'open'`
  return (await tx.rows<{ count: number }>(text, [tenantId]))[0]?.count ?? 0
}
