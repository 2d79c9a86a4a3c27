import type { ContactId, ConversationId, MailId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** Somebody mail can go to. `id` cannot be guessed: whoever knows it got a mail there. */
export interface Recipient {
  readonly id: string
  readonly address: string
  readonly muted: boolean
}

/** The recipient of an address, made where it is new, locked until the transaction ends: limits are counted under it. */
export async function holdRecipient(tx: Tx, tenantId: TenantId, address: string): Promise<Recipient> {
  const [row] = await tx.rows<Recipient>(
    `insert into mail_recipients (tenant_id, address) values ($1, $2)
     on conflict (tenant_id, address) do update set address = excluded.address
     returning id, address, muted_at is not null as muted`,
    [tenantId, address],
  )
  if (!row) throw new Error('no recipient')
  return row
}

/** A recipient by his link, and his merchant; behind the system door. */
export async function selectRecipient(
  tx: Tx,
  id: string,
): Promise<(Recipient & { readonly tenant_id: TenantId; readonly shop: string }) | null> {
  const [row] = await tx.rows<Recipient & { tenant_id: TenantId; shop: string }>(
    `select r.id, r.address, r.muted_at is not null as muted, r.tenant_id, t.name as shop
       from mail_recipients r join tenants t on t.id = r.tenant_id where r.id = $1`,
    [id],
  )
  return row ?? null
}

export async function updateMuted(tx: Tx, tenantId: TenantId, id: string, at: number | null): Promise<void> {
  await tx.rows('update mail_recipients set muted_at = to_timestamp($3 / 1000.0) where tenant_id = $1 and id = $2', [
    tenantId,
    id,
    at,
  ])
}

/** What he gave himself, for answers he does not read. */
export async function upsertAddress(
  tx: Tx,
  tenantId: TenantId,
  contactId: ContactId,
  address: string,
  at: number,
): Promise<void> {
  await tx.rows(
    `insert into visitor_addresses (tenant_id, contact_id, address, given_at)
     values ($1, $2, $3, to_timestamp($4 / 1000.0))
     on conflict (tenant_id, contact_id) do update set address = excluded.address, given_at = excluded.given_at`,
    [tenantId, contactId, address, at],
  )
}

/** The addresses that are known of somebody, by how they came; null where there is none. */
export interface KnownAddresses {
  /** In the widget, for this. */
  readonly given: string | null
  /** Written down by staff. */
  readonly noted: string | null
  /** His shop vouches for it. */
  readonly shop: string | null
  /** With the last offline message he left. */
  readonly left: string | null
}

/** `contactIds`: who he is, and who he was before his shop said so. */
export async function selectAddresses(
  tx: Tx,
  tenantId: TenantId,
  contactIds: readonly ContactId[],
): Promise<KnownAddresses> {
  const [row] = await tx.rows<KnownAddresses>(
    `select (select address from visitor_addresses where tenant_id = $1 and contact_id = any($2)
              order by given_at desc limit 1) as given,
            (select email from contacts where tenant_id = $1 and id = $3) as noted,
            (select email from contact_identities where tenant_id = $1 and contact_id = $3) as shop,
            (select email from offline_messages where tenant_id = $1 and contact_id = any($2) and email is not null
              order by created_at desc limit 1) as left`,
    [tenantId, contactIds, contactIds[0]],
  )
  return row ?? { given: null, noted: null, shop: null, left: null }
}

/** What of a conversation went out. */
export interface MailingRow {
  readonly mail_id: MailId
  readonly purpose: 'transcript' | 'unread'
  readonly asked_by: 'visitor' | 'member' | 'system'
  readonly address: string
  readonly sent_at: number
}

export type NewMailing = MailingRow & {
  readonly conversation_id: ConversationId
  readonly contact_id: ContactId
}

export async function insertMailing(tx: Tx, tenantId: TenantId, mailing: NewMailing): Promise<void> {
  await tx.rows(
    `insert into visitor_mailings (tenant_id, mail_id, conversation_id, contact_id, purpose, asked_by, address, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0))`,
    [
      tenantId,
      mailing.mail_id,
      mailing.conversation_id,
      mailing.contact_id,
      mailing.purpose,
      mailing.asked_by,
      mailing.address,
      mailing.sent_at,
    ],
  )
}

/** Of a conversation, newest first. */
export function selectMailings(
  tx: Tx,
  tenantId: TenantId,
  conversationId: ConversationId,
  askedBy: MailingRow['asked_by'] | null,
): Promise<MailingRow[]> {
  return tx.rows<MailingRow>(
    `select mail_id, purpose, asked_by, address, sent_at from visitor_mailings
      where tenant_id = $1 and conversation_id = $2 and ($3::text is null or asked_by = $3)
      order by sent_at desc, mail_id desc limit 50`,
    [tenantId, conversationId, askedBy],
  )
}

/** When transcripts went to the address, of the conversation, or to the customer since then, each newest first. */
export async function selectTranscriptsSince(
  tx: Tx,
  tenantId: TenantId,
  { conversationId, contactId, address }: { conversationId: ConversationId; contactId: ContactId; address: string },
  since: number,
): Promise<{ readonly conversation: number[]; readonly contact: number[]; readonly address: number[] }> {
  const rows = await tx.rows<{ conversation: boolean; contact: boolean; address: boolean; sent_at: number }>(
    `select conversation_id = $2 as conversation, contact_id = $3 as contact, address = $4 as address, sent_at
       from visitor_mailings
      where tenant_id = $1 and purpose = 'transcript' and sent_at > to_timestamp($5 / 1000.0)
        and (conversation_id = $2 or contact_id = $3 or address = $4)
      order by sent_at desc`,
    [tenantId, conversationId, contactId, address, since],
  )
  const of = (what: 'conversation' | 'contact' | 'address') => rows.filter((row) => row[what]).map((row) => row.sent_at)
  return { conversation: of('conversation'), contact: of('contact'), address: of('address') }
}
