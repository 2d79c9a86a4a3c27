import type { ContactId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { deleteContact, insertContact, selectContact, updateContactName, type Contact } from './contact.store'
import { insertIdentity, lockIdentity, updateIdentity, type ShopIdentity } from './identity.store'

/**
 * The contact whom the shop names: the same one on every device. His name here follows the shop's, but only when the
 * shop's changes: what an agent calls him stays otherwise.
 */
export async function identifyContact(tx: Tx, tenantId: TenantId, identity: ShopIdentity): Promise<Contact> {
  const known = await lockIdentity(tx, tenantId, identity.externalId)
  if (!known) {
    const contact = { id: newId<ContactId>(), name: identity.name }
    await insertContact(tx, tenantId, contact)
    if (await insertIdentity(tx, tenantId, { ...identity, contactId: contact.id })) return contact
    await deleteContact(tx, tenantId, contact.id)
    return identifyContact(tx, tenantId, identity)
  }
  if (known.name !== identity.name) await updateContactName(tx, tenantId, known.contactId, identity.name)
  if (known.name !== identity.name || known.phone !== identity.phone || known.email !== identity.email) {
    await updateIdentity(tx, tenantId, identity)
  }
  const contact = await selectContact(tx, tenantId, known.contactId)
  if (!contact) throw new Error('an identity names a contact that does not exist')
  return contact
}
