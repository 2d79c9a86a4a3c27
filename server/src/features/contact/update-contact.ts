import { operations, type StoredPayload } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { readAfter } from '../../platform/event-log'
import { command, isRefused, refuse, type Bindable, type Refused } from '../../platform/operations'
import { accessLocked, type ReachableContacts } from './contact.access'
import type { ContactRow } from './contact.store'
import { contactView } from './contact.view'
import { recordContact } from './record-contact'

type Changes = Omit<StoredPayload<'contact.changed'>, 'contactId'>
type Field = keyof Changes

const columnOf = { displayName: 'display_name', phone: 'phone', email: 'email', remark: 'remark' } as const
const fields = Object.keys(columnOf) as Field[]
/** Who has missed more than this cannot know what he would overwrite. */
const mostMissed = 200

/**
 * Changes fields of a contact. What somebody else has changed since the caller's version is not overwritten: that is
 * `contact_changed`, and nothing is written. Other people's changes of other fields, and tags, are in nobody's way.
 */
export function updateContact(reachable: ReachableContacts): Bindable {
  return command(operations.contact.update, async (actor, input, context) => {
    const reached = await accessLocked(context.tx, actor, input.contactId, reachable)
    if (isRefused(reached)) return reached
    const { contact, member } = reached
    const changes = differing(contact, input)
    const changed = fields.filter((field) => changes[field])
    if (changed.length === 0) return { contact: contactView(contact) }
    const overtaken = await refuseToOverwrite(context.tx, contact, input.version, changed)
    if (overtaken) return overtaken
    const payload = { contactId: contact.id, ...changes }
    const next = applied(contact, changes, member, context.now)
    return { contact: contactView(await recordContact(context, member, next, { type: 'contact.changed', payload })) }
  })
}

function differing(contact: ContactRow, input: { readonly [Name in Field]?: string | null | undefined }): Changes {
  const changes: Changes = {}
  for (const field of fields) {
    const [from, to] = [contact[columnOf[field]], input[field]]
    if (to !== undefined && to !== from) changes[field] = { from, to }
  }
  return changes
}

async function refuseToOverwrite(
  tx: Tx,
  contact: ContactRow,
  version: number,
  wanted: readonly Field[],
): Promise<Refused | null> {
  if (version >= contact.version) return null
  const since = await readAfter(tx, contact.stream_id, 'staff', version, mostMissed)
  const theirs = since.filter(({ type }) => type === 'contact.changed').toReversed()
  const overwritten = (field: Field) => theirs.some(({ payload }) => (payload as Changes)[field])
  const clashing = since.length < mostMissed ? wanted.filter(overwritten) : wanted
  if (clashing.length === 0) return null
  const by = theirs.find(({ payload }) => clashing.some((field) => (payload as Changes)[field]))?.actor.name ?? null
  return refuse('contact_changed', { fields: clashing, by, version: contact.version })
}

function applied(contact: ContactRow, changes: Changes, by: MemberActor, now: number): ContactRow {
  const { displayName, phone, email, remark } = changes
  return {
    ...contact,
    ...(displayName && { display_name: displayName.to }),
    ...(phone && { phone: phone.to }),
    ...(email && { email: email.to }),
    ...(remark && { remark: remark.to, remark_by: by.id, remark_by_name: by.name, remark_at: now }),
  }
}
