import type { ContactId, GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

interface Reach {
  readonly memberId: MemberId
  /** His groups: whoever waits in one of them he may claim. */
  readonly groupIds: readonly GroupId[]
  /** He sees everything of his groups, not only who waits. */
  readonly wholeGroups: boolean
}

/** Of the contacts those who have a conversation that the member holds, held, or may see by his groups. */
export async function selectReachableContacts(
  tx: Tx,
  tenantId: TenantId,
  contactIds: readonly ContactId[],
  { memberId, groupIds, wholeGroups }: Reach,
): Promise<Set<ContactId>> {
  const rows = await tx.named<{ id: ContactId }>(
    'contact.reach',
    `select t.id from unnest($2::uuid[]) as t (id)
      where exists (
        select 1 from conversations c
         where c.tenant_id = $1 and c.contact_id = t.id
           and (c.member_id = $3 or (c.group_id = any($4) and ($5 or c.status = 'queued'))
                or exists (select 1 from legs l
                            where l.tenant_id = $1 and l.conversation_id = c.id and l.member_id = $3)))`,
    [tenantId, contactIds, memberId, groupIds, wholeGroups],
  )
  return new Set(rows.map((row) => row.id))
}
