import type { ContactId, MemberId, TenantId } from '@keqiao/domain'
import { sqlFor, type Tx } from '../../platform/database/tx'

/** 顾客: a person, known or not yet. */
export interface Contact {
  readonly id: ContactId
  /** What he calls himself. */
  readonly name: string
}

/** What can be changed of a contact, as it is stored. */
export interface Profile {
  readonly display_name: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly remark: string | null
  readonly remark_by: MemberId | null
  readonly remark_by_name: string | null
  readonly remark_at: number | null
}

/** A contact with all that staff know of him. */
export interface ContactRow extends Contact, Profile {
  readonly stream_id: string
  /** Seq of the last event of his stream. */
  readonly version: number
  /** What the shop says of him; null: it has not vouched for him. */
  readonly shop: {
    readonly customerId: string
    readonly name: string
    readonly phone: string | null
    readonly email: string | null
  } | null
  /** In the order in which they were added. */
  readonly tags: readonly string[]
}

const db = sqlFor<{ contacts: Contact & { readonly tenant_id: TenantId } }>()

export async function insertContact(tx: Tx, tenantId: TenantId, contact: Contact): Promise<void> {
  await tx.run(db.insertInto('contacts').values({ tenant_id: tenantId, ...contact }))
}

export async function updateContactName(tx: Tx, tenantId: TenantId, id: ContactId, name: string): Promise<void> {
  await tx.run(db.updateTable('contacts').set({ name }).where('tenant_id', '=', tenantId).where('id', '=', id))
}

/** What he reads; written where it differs. */
export async function updateLanguage(tx: Tx, tenantId: TenantId, id: ContactId, language: string): Promise<void> {
  await tx.rows('update contacts set language = $3 where tenant_id = $1 and id = $2 and language <> $3', [
    tenantId,
    id,
    language,
  ])
}

/** What he reads. */
export async function selectLanguage(tx: Tx, tenantId: TenantId, id: ContactId): Promise<string> {
  const text = 'select language from contacts where tenant_id = $1 and id = $2'
  return (await tx.rows<{ language: string }>(text, [tenantId, id]))[0]?.language ?? 'zh-CN'
}

/** Only one that nothing refers to. */
export async function deleteContact(tx: Tx, tenantId: TenantId, id: ContactId): Promise<void> {
  await tx.run(db.deleteFrom('contacts').where('tenant_id', '=', tenantId).where('id', '=', id))
}

export async function selectContact(tx: Tx, tenantId: TenantId, id: ContactId): Promise<Contact | null> {
  const text = 'select id, name from contacts where tenant_id = $1 and id = $2'
  return (await tx.named<Contact>('contact by id', text, [tenantId, id]))[0] ?? null
}

const columns = `c.id, c.name, c.display_name, c.phone, c.email, c.remark, c.remark_by, c.remark_by_name, c.remark_at,
  c.stream_id, c.version,
  (select jsonb_build_object('customerId', i.external_id, 'name', i.name, 'phone', i.phone, 'email', i.email)
     from contact_identities i where i.tenant_id = c.tenant_id and i.contact_id = c.id) as shop,
  array(select t.name from contact_tags ct join tags t on t.tenant_id = ct.tenant_id and t.id = ct.tag_id
         where ct.tenant_id = c.tenant_id and ct.contact_id = c.id order by ct.added_at, t.id) as tags`

/** Those of the contacts that the merchant has, in no particular order. */
export function selectContacts(tx: Tx, tenantId: TenantId, ids: readonly ContactId[]): Promise<ContactRow[]> {
  const text = `select ${columns} from contacts c where c.tenant_id = $1 and c.id = any($2)`
  return tx.named('contacts by id', text, [tenantId, ids])
}

/** Whose stream it is, and where it stands. */
export async function selectContactOfStream(
  tx: Tx,
  tenantId: TenantId,
  streamId: string,
): Promise<{ id: ContactId; version: number } | null> {
  const text = 'select id, version from contacts where tenant_id = $1 and stream_id = $2'
  return (
    (await tx.named<{ id: ContactId; version: number }>('contact by stream', text, [tenantId, streamId]))[0] ?? null
  )
}

/** Last seq of each of the streams; behind the system door. */
export async function selectContactHeads(tx: Tx, streamIds: readonly string[]): Promise<Map<string, number>> {
  const text = 'select stream_id, version from contacts where stream_id = any($1)'
  const rows = await tx.named<{ stream_id: string; version: number }>('contact heads', text, [streamIds])
  return new Map(rows.map((row) => [row.stream_id, row.version]))
}

/** The contact, locked until the transaction ends. */
export async function lockContact(tx: Tx, tenantId: TenantId, id: ContactId): Promise<ContactRow | null> {
  const text = `select ${columns} from contacts c where c.tenant_id = $1 and c.id = $2 for no key update of c`
  return (await tx.named<ContactRow>('contact lock', text, [tenantId, id]))[0] ?? null
}

/** Stores a locked contact as he is now. */
export async function updateContact(tx: Tx, tenantId: TenantId, contact: ContactRow): Promise<void> {
  await tx.named(
    'contact update',
    `update contacts set display_name = $3, phone = $4, email = $5, remark = $6, remark_by = $7, remark_by_name = $8,
            remark_at = to_timestamp($9 / 1000.0), version = $10
      where tenant_id = $1 and id = $2`,
    [
      tenantId,
      contact.id,
      contact.display_name,
      contact.phone,
      contact.email,
      contact.remark,
      contact.remark_by,
      contact.remark_by_name,
      contact.remark_at,
      contact.version,
    ],
  )
}
