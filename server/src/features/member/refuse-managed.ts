import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { refuse, type Refused } from '../../platform/operations'
import type { MemberParts } from './member.parts'

/**
 * What the merchant's back office keeps is changed there alone: a change here would be undone by its next word, and
 * nobody would know why (ACC-04). Null: nobody keeps it, or nothing of that is asked for.
 */
export async function refuseManaged(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  fields: readonly ('nickname' | 'role' | 'active')[],
  { upstreamOf }: Pick<MemberParts, 'upstreamOf'>,
): Promise<Refused | null> {
  if (fields.length === 0) return null
  const upstream = (await upstreamOf(tx, tenantId, [memberId])).get(memberId)
  return upstream?.managed === true ? refuse('member_from_upstream', { fields }) : null
}
