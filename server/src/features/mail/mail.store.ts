import type { MailFaultView, MailView } from '@keqiao/contract'
import type { MailId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

export type MailStatus = MailView['status']
export type MailPurpose = MailView['purpose']

/** What goes out by mail. Instants are epoch milliseconds. */
export interface MailRow {
  readonly id: MailId
  readonly purpose: MailPurpose
  readonly subject_id: string
  readonly recipient: string
  readonly title: string
  readonly status: MailStatus
  readonly attempts: number
  readonly fault: MailFaultView | null
  readonly created_at: number
  readonly settled_at: number | null
}

const columns = 'id, purpose, subject_id, recipient, title, status, attempts, fault, created_at, settled_at'

/** Its words beside it. */
export interface MailWords {
  readonly title: string
  readonly body_text: string
  readonly body_html: string
  readonly attachments: readonly MailFileRow[]
  readonly unsubscribe_url: string | null
}

/** A file that goes along, by its id: its content is read when it is sent. */
export interface MailFileRow {
  readonly fileId: string
  readonly name: string
  readonly mime: string
  readonly cid: string
}

export type NewMail = Pick<MailRow, 'id' | 'purpose' | 'subject_id' | 'recipient' | 'created_at'> &
  MailWords & { readonly key: string }

/** False: a mail of the same cause is there already. */
export async function insertMail(tx: Tx, tenantId: TenantId, mail: NewMail): Promise<boolean> {
  const inserted = await tx.rows(
    `insert into mails (tenant_id, id, purpose, subject_id, key, recipient, title, body_text, body_html, attachments, created_at,
                        unsubscribe_url)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11 / 1000.0), $12) on conflict (tenant_id, key) do nothing
     returning id`,
    [
      tenantId,
      mail.id,
      mail.purpose,
      mail.subject_id,
      mail.key,
      mail.recipient,
      mail.title,
      mail.body_text,
      mail.body_html,
      JSON.stringify(mail.attachments),
      mail.created_at,
      mail.unsubscribe_url,
    ],
  )
  return inserted.length > 0
}

/** One that still is to be handed over; null: it was, or was given up. */
export async function selectQueued(tx: Tx, tenantId: TenantId, id: MailId): Promise<(MailRow & MailWords) | null> {
  const [row] = await tx.rows<MailRow & MailWords>(
    `select ${columns}, body_text, body_html, attachments, unsubscribe_url from mails
      where tenant_id = $1 and id = $2 and status = 'queued'`,
    [tenantId, id],
  )
  return row ?? null
}

/** It was taken. What was said goes from here: it stands where it was said. */
export async function updateSent(tx: Tx, tenantId: TenantId, id: MailId, attempts: number, at: number): Promise<void> {
  await tx.rows(
    `update mails set status = 'sent', attempts = $3, fault = null, settled_at = to_timestamp($4 / 1000.0),
            body_text = null, body_html = null, attachments = '[]'
      where tenant_id = $1 and id = $2 and status = 'queued'`,
    [tenantId, id, attempts, at],
  )
}

/** It was not; `settledAt` when it is given up. */
export async function updateFault(
  tx: Tx,
  tenantId: TenantId,
  id: MailId,
  { attempts, fault, settledAt }: { attempts: number; fault: MailFaultView; settledAt: number | null },
): Promise<void> {
  await tx.rows(
    `update mails set status = case when $5::float8 is null then 'queued' else 'failed' end, attempts = $3, fault = $4,
            settled_at = to_timestamp($5 / 1000.0)
      where tenant_id = $1 and id = $2 and status = 'queued'`,
    [tenantId, id, attempts, JSON.stringify(fault), settledAt],
  )
}

/** One that was given up is to be tried again; null: there is none such. */
export async function updateQueued(tx: Tx, tenantId: TenantId, id: MailId): Promise<MailRow | null> {
  const [row] = await tx.rows<MailRow>(
    `update mails set status = 'queued', attempts = 0, settled_at = null
      where tenant_id = $1 and id = $2 and status = 'failed' returning ${columns}`,
    [tenantId, id],
  )
  return row ?? null
}

export async function selectMail(tx: Tx, tenantId: TenantId, id: MailId): Promise<MailRow | null> {
  const rows = await tx.rows<MailRow>(`select ${columns} from mails where tenant_id = $1 and id = $2`, [tenantId, id])
  return rows[0] ?? null
}

/** These of them, in no particular order. */
export function selectMailsOf(tx: Tx, tenantId: TenantId, ids: readonly MailId[]): Promise<MailRow[]> {
  return tx.rows<MailRow>(`select ${columns} from mails where tenant_id = $1 and id = any($2)`, [tenantId, ids])
}

interface MailPage {
  readonly status: MailStatus | 'all'
  readonly before: MailId | undefined
  readonly limit: number
}

/** Newest first: ids are made in the order of time. */
export function selectMails(tx: Tx, tenantId: TenantId, { status, before, limit }: MailPage): Promise<MailRow[]> {
  return tx.rows<MailRow>(
    `select ${columns} from mails
      where tenant_id = $1 and ($2 = 'all' or status = $2) and ($3::uuid is null or id < $3)
      order by id desc limit $4`,
    [tenantId, status, before ?? null, limit],
  )
}

export async function countFailed(tx: Tx, tenantId: TenantId): Promise<number> {
  const text = `select count(*) as count from mails where tenant_id = $1 and status = 'failed'`
  return (await tx.rows<{ count: number }>(text, [tenantId]))[0]?.count ?? 0
}
