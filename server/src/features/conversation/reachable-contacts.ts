import type { ContactId, MemberActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { groupIdsOf } from '../group'
import { selectReachableContacts } from './contact-reach.store'

/** Whom a member may reach: all of the merchant's by his scope, else those whose conversations he reaches. */
export async function reachableContacts(
  tx: Tx,
  { tenantId, id, scope }: MemberActor,
  contactIds: readonly ContactId[],
): Promise<ReadonlySet<ContactId>> {
  if (scope === 'tenant') return new Set(contactIds)
  const groupIds = await groupIdsOf(tx, tenantId, id)
  return selectReachableContacts(tx, tenantId, contactIds, { memberId: id, groupIds, wholeGroups: scope === 'group' })
}
