import type { ContactId, TenantId } from '@keqiao/domain'
import { sqlFor, type Tx } from '../../platform/database/tx'

/** 顾客: a person, known or not yet. */
export interface Contact {
  readonly id: ContactId
  readonly name: string
}

const db = sqlFor<{ contacts: Contact & { readonly tenant_id: TenantId } }>()

export async function insertContact(tx: Tx, tenantId: TenantId, contact: Contact): Promise<void> {
  await tx.run(db.insertInto('contacts').values({ tenant_id: tenantId, ...contact }))
}

export async function updateContactName(tx: Tx, tenantId: TenantId, id: ContactId, name: string): Promise<void> {
  await tx.run(db.updateTable('contacts').set({ name }).where('tenant_id', '=', tenantId).where('id', '=', id))
}

/** Only one that nothing refers to. */
export async function deleteContact(tx: Tx, tenantId: TenantId, id: ContactId): Promise<void> {
  await tx.run(db.deleteFrom('contacts').where('tenant_id', '=', tenantId).where('id', '=', id))
}

export async function selectContact(tx: Tx, tenantId: TenantId, id: ContactId): Promise<Contact | null> {
  const text = 'select id, name from contacts where tenant_id = $1 and id = $2'
  return (await tx.named<Contact>('contact by id', text, [tenantId, id]))[0] ?? null
}
