import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { updateMemberStatus } from './member.store'

/** A disabled member is refused from his next request on, at most a second later. False when there is no such member. */
export function disableMember(tx: Tx, tenantId: TenantId, id: MemberId): Promise<boolean> {
  return updateMemberStatus(tx, tenantId, id, 'disabled')
}

/** Takes it back. */
export function enableMember(tx: Tx, tenantId: TenantId, id: MemberId): Promise<boolean> {
  return updateMemberStatus(tx, tenantId, id, 'active')
}
