import type { ClientId, TenantId } from '@keqiao/domain'
import type { Tx } from '../database/tx'

interface RequestKey {
  readonly tenantId: TenantId
  readonly actorId: string
  readonly clientId: ClientId
  readonly requestHash: Buffer
}

/** What the first call with a client id answered. */
export type EarlierRequest = { readonly sameRequest: boolean; readonly result: unknown }

/**
 * Claims the client id for this transaction; a concurrent repeat waits here until the first one has committed or rolled
 * back. Returns what the first one answered when there was one.
 */
export async function claimRequest(tx: Tx, key: RequestKey): Promise<EarlierRequest | null> {
  const claimed = await tx.named(
    'request.claim',
    `insert into requests (tenant_id, actor_id, client_id, request_hash) values ($1, $2, $3, $4)
     on conflict do nothing returning client_id`,
    [key.tenantId, key.actorId, key.clientId, key.requestHash],
  )
  if (claimed.length > 0) return null
  const [row] = await tx.named<{ request_hash: Buffer; result: unknown }>(
    'request.find',
    'select request_hash, result from requests where tenant_id = $1 and actor_id = $2 and client_id = $3',
    [key.tenantId, key.actorId, key.clientId],
  )
  if (!row) throw new Error('a request conflicts with one that is not there')
  return { sameRequest: row.request_hash.equals(key.requestHash), result: row.result }
}

/** Stores what the first call answered. */
export async function storeResult(tx: Tx, key: RequestKey, result: unknown): Promise<void> {
  await tx.named(
    'request.store',
    'update requests set result = $4 where tenant_id = $1 and actor_id = $2 and client_id = $3',
    [key.tenantId, key.actorId, key.clientId, JSON.stringify(result)],
  )
}
