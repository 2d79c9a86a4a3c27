import type { ApiKeyView } from '@keqiao/contract'
import { rightsOfKey, type Permission } from '@keqiao/domain'
import type { ApiKeyRow } from './api-key.store'

/** Who made it, as he is now; `permissions` null: he is disabled. */
export interface Maker {
  readonly nickname: string
  readonly permissions: ReadonlySet<Permission> | null
}

/** A key for whoever looks after keys. */
export function apiKeyView(row: ApiKeyRow, maker: Maker, now: number): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: [...row.scopes],
    activeScopes: [...rightsOfKey(row.scopes, maker.permissions ?? new Set())],
    maker: { id: row.member_id, nickname: maker.nickname },
    status: statusOf(row, maker, now),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}

function statusOf(row: ApiKeyRow, maker: Maker, now: number): ApiKeyView['status'] {
  if (row.revoked_at !== null) return 'revoked'
  if (row.expires_at !== null && row.expires_at <= now) return 'expired'
  return maker.permissions === null ? 'idle' : 'active'
}
