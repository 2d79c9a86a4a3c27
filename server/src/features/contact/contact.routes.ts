import { operations } from '@keqiao/contract'
import { query, refuse, type Bindable } from '../../platform/operations'
import type { ReachableContacts } from './contact.access'
import { selectContacts } from './contact.store'
import { contactView } from './contact.view'
import { addTag, removeTag } from './tag-contact'
import { selectTagPage } from './tag.store'
import { updateContact } from './update-contact'

/** The operations of contacts. */
export function contactOperations(reachable: ReachableContacts): Bindable[] {
  return [
    query(operations.contact.list, async (actor, { contactIds }, { tx }) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const reached = await reachable(tx, actor, contactIds)
      const rows = await selectContacts(tx, actor.tenantId, [...reached])
      return { contacts: rows.map((row) => ({ contact: contactView(row), stream: row.stream_id })) }
    }),
    updateContact(reachable),
    addTag(reachable),
    removeTag(reachable),
    query(operations.contact.tags, async (actor, { search, after, limit }, { tx }) => {
      const rows = await selectTagPage(tx, actor.tenantId, { search, after, limit: limit + 1 })
      const tags = rows.slice(0, limit).map((row) => ({ name: row.name, contactCount: row.contact_count }))
      return { tags, more: rows.length > limit }
    }),
  ]
}
