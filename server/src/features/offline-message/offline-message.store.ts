import type { ChannelId, ContactId, ConversationId, GroupId, OfflineMessageId, TenantId } from '@keqiao/domain'
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
}

const columns = `id, status, channel_id, contact_id, conversation_id, group_id, group_name, cause, name, phone, email, text,
  page, created_at, consent_version, consent_at`

export async function insertOfflineMessage(
  tx: Tx,
  tenantId: TenantId,
  row: OfflineMessageRow & { readonly seq: number },
): Promise<void> {
  await tx.rows(
    `insert into offline_messages (tenant_id, ${columns}, seq)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, to_timestamp($15 / 1000.0), $16,
             to_timestamp($17 / 1000.0), $18)`,
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

interface OfflineMessagePage {
  readonly status: 'open' | 'replied' | 'all'
  /** Last of the page before. */
  readonly before: OfflineMessageId | undefined
  readonly limit: number
}

/** Newest first: ids are made in the order of time. */
export function selectOfflineMessages(
  tx: Tx,
  tenantId: TenantId,
  { status, before, limit }: OfflineMessagePage,
): Promise<OfflineMessageRow[]> {
  return tx.rows<OfflineMessageRow>(
    `select ${columns} from offline_messages
      where tenant_id = $1 and ($2 = 'all' or status = $2) and ($3::uuid is null or id < $3)
      order by id desc limit $4`,
    [tenantId, status, before ?? null, limit],
  )
}

export async function selectOfflineMessage(
  tx: Tx,
  tenantId: TenantId,
  id: OfflineMessageId,
): Promise<OfflineMessageRow | null> {
  const text = `select ${columns} from offline_messages where tenant_id = $1 and id = $2`
  return (await tx.rows<OfflineMessageRow>(text, [tenantId, id]))[0] ?? null
}

export async function countOpen(tx: Tx, tenantId: TenantId): Promise<number> {
  const text = `select count(*) as count from offline_messages where tenant_id = $1 and status = 'open'`
  return (await tx.rows<{ count: number }>(text, [tenantId]))[0]?.count ?? 0
}
