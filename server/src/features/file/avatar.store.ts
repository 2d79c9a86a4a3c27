import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

export interface AvatarRow {
  readonly content: Buffer
  readonly etag: string
}

/** Puts a member's picture in place of the one he had. */
export async function storeAvatar(tx: Tx, tenantId: TenantId, memberId: MemberId, avatar: AvatarRow): Promise<void> {
  await tx.rows(
    `insert into member_avatars (tenant_id, member_id, content, etag) values ($1, $2, $3, $4)
     on conflict (tenant_id, member_id) do update set content = excluded.content, etag = excluded.etag, changed_at = now()`,
    [tenantId, memberId, avatar.content, avatar.etag],
  )
}

/** Takes it away. */
export async function removeAvatar(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<void> {
  await tx.rows('delete from member_avatars where tenant_id = $1 and member_id = $2', [tenantId, memberId])
}

/** By the member's id alone, behind the system's door: whoever reads it has no tenant. */
export async function findAvatar(tx: Tx, memberId: string): Promise<AvatarRow | null> {
  const text = 'select content, etag from member_avatars where member_id = $1'
  return (await tx.named<AvatarRow>('avatar.find', text, [memberId]))[0] ?? null
}
