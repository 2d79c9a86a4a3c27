import { operations } from '@keqiao/contract'
import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { query } from '../../platform/operations'
import { loadMemberActor, readNicknames } from '../member'
import { selectApiKeys } from './api-key.store'
import { apiKeyView, type Maker } from './api-key.view'

/** The merchant's keys, with what they may do now. */
export const listApiKeys = query(operations.apiKey.list, async ({ tenantId }, input, { tx, now }) => {
  const { status, before, limit } = input
  const usableAt = status === 'usable' ? now : null
  const found = await selectApiKeys(tx, tenantId, { usableAt, before, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const makers = await readMakers(tx, tenantId, [...new Set(rows.map((row) => row.member_id))])
  return {
    apiKeys: rows.map((row) => apiKeyView(row, makers.get(row.member_id) ?? nobody, now)),
    more: found.length > limit,
  }
})

const nobody: Maker = { nickname: '', permissions: null }

/** Who made keys, as they are now. */
export async function readMakers(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, Maker>> {
  const nicknames = await readNicknames(tx, tenantId, ids)
  const actors = await Promise.all(ids.map((id) => loadMemberActor(tx, tenantId, id)))
  return new Map(
    ids.map((id, i) => [id, { nickname: nicknames.get(id) ?? '', permissions: actors[i]?.permissions ?? null }]),
  )
}
