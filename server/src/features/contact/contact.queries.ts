import type { ContactId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { selectContact, type Contact } from './contact.store'

/** A person of the merchant; null if it has none of this id. */
export function readContact(tx: Tx, tenantId: TenantId, id: ContactId): Promise<Contact | null> {
  return selectContact(tx, tenantId, id)
}
