import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { Upstream } from '../member'
import { selectTokens } from './provisioning-token.store'
import { selectOrigins } from './upstream.store'

/**
 * Which of these members were not made here. The back office keeps those it has named for as long as it can come in:
 * without a token nobody could change them any more.
 */
export async function upstreamOf(
  tx: Tx,
  tenantId: TenantId,
  memberIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, Upstream>> {
  const rows = await selectOrigins(tx, tenantId, memberIds)
  if (rows.length === 0) return new Map()
  const isOpen = (await selectTokens(tx, tenantId)).length > 0
  return new Map(
    rows.map(({ member_id: id, origin, kept }) => [id, { origin, managed: origin === 'scim' && kept && isOpen }]),
  )
}
