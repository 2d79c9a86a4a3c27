import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** What a set-up link is good for. */
export interface SetUpLink {
  readonly tenant_id: TenantId
  /** Who came by it; null: nobody yet. */
  readonly member_id: MemberId | null
}

/** Stores a link by the hash of its token. Those the merchant had before and nobody used are void from then on. */
export async function insertSetUpLink(tx: Tx, tenantId: TenantId, tokenHash: Buffer, lastsMs: number): Promise<void> {
  await tx.rows('delete from set_up_links where tenant_id = $1 and (member_id is null or expires_at < now())', [
    tenantId,
  ])
  await tx.rows(
    `insert into set_up_links (token_hash, tenant_id, expires_at)
     values ($1, $2, now() + make_interval(secs => $3::float8 / 1000))`,
    [tokenHash, tenantId, lastsMs],
  )
}

/** The link, locked until the transaction ends; null when there is none or its day is over. */
export async function lockSetUpLink(tx: Tx, tokenHash: Buffer): Promise<SetUpLink | null> {
  const text = 'select tenant_id, member_id from set_up_links where token_hash = $1 and expires_at > now() for update'
  return (await tx.rows<SetUpLink>(text, [tokenHash]))[0] ?? null
}

/** Notes who came by it. */
export async function useSetUpLink(tx: Tx, tokenHash: Buffer, memberId: MemberId): Promise<void> {
  await tx.rows('update set_up_links set member_id = $2 where token_hash = $1', [tokenHash, memberId])
}
