import type { ContactId, SystemActor, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import type { Services } from '../../platform/operations'
import {
  deleteContact,
  insertContact,
  lockContact,
  selectContact,
  updateContactName,
  type Contact,
} from './contact.store'
import { insertIdentity, lockIdentity, updateIdentity, type ShopIdentity } from './identity.store'
import { recordContact } from './record-contact'

/** Finds or makes the contact whom a shop names. */
export type IdentifyContact = (tx: Tx, tenantId: TenantId, identity: ShopIdentity) => Promise<Contact>

/**
 * The contact whom the shop names: the same one on every device. His name here follows the shop's, but only when the
 * shop's changes. What changes is told in his stream, so that whoever has him on the screen sees it.
 */
export function identifyContact(services: Services): IdentifyContact {
  return async function identify(tx, tenantId, identity): Promise<Contact> {
    const known = await lockIdentity(tx, tenantId, identity.externalId)
    if (!known) {
      const contact = { id: newId<ContactId>(), name: identity.name }
      await insertContact(tx, tenantId, contact)
      if (await insertIdentity(tx, tenantId, { ...identity, contactId: contact.id })) {
        return tell(services, tx, tenantId, contact.id)
      }
      await deleteContact(tx, tenantId, contact.id)
      return identify(tx, tenantId, identity)
    }
    if (known.name !== identity.name) await updateContactName(tx, tenantId, known.contactId, identity.name)
    if (known.name !== identity.name || known.phone !== identity.phone || known.email !== identity.email) {
      await updateIdentity(tx, tenantId, identity)
      return tell(services, tx, tenantId, known.contactId)
    }
    const contact = await selectContact(tx, tenantId, known.contactId)
    if (!contact) throw new Error('an identity names a contact that does not exist')
    return contact
  }
}

/** Writes down what the shop says now. */
async function tell(services: Services, tx: Tx, tenantId: TenantId, id: ContactId): Promise<Contact> {
  const contact = await lockContact(tx, tenantId, id)
  if (!contact?.shop) throw new Error('an identity names a contact that does not exist')
  const system: SystemActor = { kind: 'system', tenantId, id: 'system', name: 'system' }
  const payload = { contactId: id, nickname: contact.name, shop: contact.shop }
  const context = { tx, services, now: services.clock.now() }
  await recordContact(context, system, contact, { type: 'contact.identified', payload })
  return { id, name: contact.name }
}
