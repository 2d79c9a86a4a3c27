import type { ContactId, MemberActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { refuse, type Person, type Refused } from '../../platform/operations'
import { lockContact, type ContactRow } from './contact.store'

/**
 * Which of the contacts a member may reach: those of conversations that he may. Asked of the feature that has them, which
 * is further right; whoever puts the product together passes it in.
 */
export type ReachableContacts = (
  tx: Tx,
  member: MemberActor,
  ids: readonly ContactId[],
) => Promise<ReadonlySet<ContactId>>

/** The contact, locked. Whoever may not reach him hears `not_found`, byte for byte as if he did not exist. */
export async function accessLocked(
  tx: Tx,
  actor: Person,
  id: ContactId,
  reachable: ReachableContacts,
): Promise<{ contact: ContactRow; member: MemberActor } | Refused> {
  if (actor.kind !== 'member') return refuse('forbidden')
  const reached = await reachable(tx, actor, [id])
  const contact = reached.has(id) ? await lockContact(tx, actor.tenantId, id) : null
  return contact ? { contact, member: actor } : refuse('not_found')
}
