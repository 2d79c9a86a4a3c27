import { rightsOfKey, type MemberActor } from '@keqiao/domain'
import type { Clock } from '../../platform/clock'
import type { Doors } from '../../platform/database/doors'
import { refuse, type Refused } from '../../platform/operations'
import { loadMemberActor } from '../member'
import { readTenant } from '../tenant'
import { hashApiKeyToken, isApiKeyToken } from './api-key-token'
import { selectByToken, touchApiKey, type ApiKeyRow } from './api-key.store'

/** How old the time of last use may be before it is written again. */
const touchEveryMs = 60_000

/** Finds who acts by a key; null: it is not written like one. */
export type ApiKeyOwner = (token: string) => Promise<MemberActor | Refused | null>

/**
 * Looked up anew for each request, so that a key that was revoked opens nothing any more on any node, and one whose maker
 * has lost a permission has lost it too.
 */
export function createApiKeyOwner({ doors, clock }: { readonly doors: Doors; readonly clock: Clock }): ApiKeyOwner {
  return async (token) => {
    if (!isApiKeyToken(token)) return null
    const now = clock.now()
    return doors.withSystem('api key', async (tx) => {
      const row = await selectByToken(tx, hashApiKeyToken(token))
      if (!row) return refuse('api_key_invalid', { reason: 'unknown' })
      const ended = endOf(row, now)
      if (ended) return refuse('api_key_invalid', { reason: ended })
      const { tenant_id: tenantId, id: key } = row
      if ((await readTenant(tx, tenantId))?.status !== 'active') return refuse('tenant_suspended')
      const maker = await loadMemberActor(tx, tenantId, row.member_id)
      if (!maker) return refuse('api_key_invalid', { reason: 'maker' })
      if (row.last_used_at === null || row.last_used_at < now - touchEveryMs) await touchApiKey(tx, row, now)
      return { ...maker, permissions: rightsOfKey(row.scopes, maker.permissions), key }
    })
  }
}

function endOf(row: ApiKeyRow, now: number): 'revoked' | 'expired' | null {
  if (row.revoked_at !== null) return 'revoked'
  return row.expires_at !== null && row.expires_at <= now ? 'expired' : null
}
