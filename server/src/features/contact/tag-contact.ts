import { operations } from '@keqiao/contract'
import { maxTagsOfContact, maxTagsOfTenant, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { command, isRefused, refuse, type Bindable, type Refused } from '../../platform/operations'
import { accessLocked, type ReachableContacts } from './contact.access'
import { contactView } from './contact.view'
import { recordContact } from './record-contact'
import { countTags, deleteContactTag, insertContactTag, insertTag, selectTag, type Tag } from './tag.store'

/** Puts a tag on a contact. Two agents who add tags are in nobody's way, so this needs no version. */
export function addTag(reachable: ReachableContacts): Bindable {
  return command(operations.contact.addTag, async (actor, input, context) => {
    const reached = await accessLocked(context.tx, actor, input.contactId, reachable)
    if (isRefused(reached)) return reached
    const { contact, member } = reached
    const tag = await findOrMake(context.tx, member.tenantId, input.tag)
    if (isRefused(tag)) return tag
    if (contact.tags.includes(tag.name)) return { contact: contactView(contact) }
    if (contact.tags.length >= maxTagsOfContact) {
      return refuse('too_many_tags', { of: 'contact', max: maxTagsOfContact })
    }
    await insertContactTag(context.tx, member.tenantId, contact.id, tag.id)
    const payload = { contactId: contact.id, tag: tag.name }
    const tagged = { ...contact, tags: [...contact.tags, tag.name] }
    return { contact: contactView(await recordContact(context, member, tagged, { type: 'contact.tagged', payload })) }
  })
}

async function findOrMake(tx: Tx, tenantId: TenantId, name: string): Promise<Tag | Refused> {
  const known = await selectTag(tx, tenantId, name)
  if (known) return known
  if ((await countTags(tx, tenantId)) >= maxTagsOfTenant) {
    return refuse('too_many_tags', { of: 'tenant', max: maxTagsOfTenant })
  }
  return insertTag(tx, tenantId, { id: newId(), name })
}

/** Takes a tag off. The tag itself stays with the merchant. */
export function removeTag(reachable: ReachableContacts): Bindable {
  return command(operations.contact.removeTag, async (actor, input, context) => {
    const reached = await accessLocked(context.tx, actor, input.contactId, reachable)
    if (isRefused(reached)) return reached
    const { contact, member } = reached
    const tag = await selectTag(context.tx, member.tenantId, input.tag)
    const removed = tag !== null && (await deleteContactTag(context.tx, member.tenantId, contact.id, tag.id))
    if (!removed) return { contact: contactView(contact) }
    const payload = { contactId: contact.id, tag: tag.name }
    const left = { ...contact, tags: contact.tags.filter((name) => name !== tag.name) }
    return { contact: contactView(await recordContact(context, member, left, { type: 'contact.untagged', payload })) }
  })
}
