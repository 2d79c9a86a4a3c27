import type { ChannelId, ContactId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** Who holds a token. The token itself is stored nowhere, only its SHA-256. */
export interface TokenHolder {
  readonly tenantId: TenantId
  readonly contactId: ContactId
  readonly channelId: ChannelId
  /** Less than the full life is left by a day or more: worth a write to slide it. */
  readonly due: boolean
}

/** Days a token lives from its last use. */
const lifeDays = 180

/** Behind the tenant's door it finds only tokens of that merchant: row-level security stands behind the predicate. */
export async function selectTokenHolder(tx: Tx, hash: Buffer): Promise<TokenHolder | null> {
  const rows = await tx.named<TokenHolder>(
    'visitor token',
    `select tenant_id as "tenantId", contact_id as "contactId", channel_id as "channelId",
            expires_at < now() + make_interval(days => ${lifeDays - 1}) as due
       from visitor_tokens
      where token_hash = $1 and expires_at > now()`,
    [hash],
  )
  return rows[0] ?? null
}

export async function insertToken(
  tx: Tx,
  hash: Buffer,
  holder: Pick<TokenHolder, 'tenantId' | 'contactId' | 'channelId'>,
): Promise<void> {
  await tx.rows(
    `insert into visitor_tokens (token_hash, tenant_id, contact_id, channel_id, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(days => ${lifeDays}))`,
    [hash, holder.tenantId, holder.contactId, holder.channelId],
  )
}

export async function slideToken(tx: Tx, hash: Buffer): Promise<void> {
  await tx.rows(
    `update visitor_tokens set expires_at = now() + make_interval(days => ${lifeDays}) where token_hash = $1`,
    [hash],
  )
}

/** Behind the system door; returns how many. */
export async function deleteExpiredTokens(tx: Tx): Promise<number> {
  const rows = await tx.rows('delete from visitor_tokens where expires_at < now() returning 1')
  return rows.length
}

/** Everybody on the channel whom the shop has named is a stranger again until it names him anew. */
export async function deleteTokensOfIdentified(tx: Tx, tenantId: TenantId, channelId: ChannelId): Promise<void> {
  await tx.rows(
    `delete from visitor_tokens t using contact_identities i
      where t.tenant_id = $1 and t.channel_id = $2 and i.tenant_id = t.tenant_id and i.contact_id = t.contact_id`,
    [tenantId, channelId],
  )
}
