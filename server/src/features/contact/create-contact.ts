import type { ContactId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { insertContact, type Contact } from './contact.store'

/** A person of whom nothing is known yet; the number of the conversation's room tells one from another (CON-02). */
export const unknownName = '访客'

/** Creates an unknown person. */
export async function createContact(tx: Tx, tenantId: TenantId): Promise<Contact> {
  const contact = { id: newId<ContactId>(), name: unknownName }
  await insertContact(tx, tenantId, contact)
  return contact
}
