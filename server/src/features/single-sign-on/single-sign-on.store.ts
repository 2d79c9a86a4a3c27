import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

export async function selectSecret(tx: Tx, tenantId: TenantId): Promise<Buffer | null> {
  const rows = await tx.rows<{ sealed: Buffer }>('select sealed from sso_secrets where tenant_id = $1', [tenantId])
  return rows[0]?.sealed ?? null
}

export async function upsertSecret(tx: Tx, tenantId: TenantId, sealed: Buffer): Promise<void> {
  await tx.rows(
    `insert into sso_secrets (tenant_id, sealed) values ($1, $2)
     on conflict (tenant_id) do update set sealed = excluded.sealed`,
    [tenantId, sealed],
  )
}

export async function deleteSecret(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.rows('delete from sso_secrets where tenant_id = $1', [tenantId])
}

/** Whom a provider's person is here; null: he has never come. */
export async function selectIdentity(
  tx: Tx,
  tenantId: TenantId,
  issuer: string,
  subject: string,
): Promise<MemberId | null> {
  const text = 'select member_id from sso_identities where tenant_id = $1 and issuer = $2 and subject = $3'
  return (await tx.rows<{ member_id: MemberId }>(text, [tenantId, issuer, subject]))[0]?.member_id ?? null
}

/** False when the member is somebody else for this provider. */
export async function insertIdentity(
  tx: Tx,
  tenantId: TenantId,
  identity: { readonly issuer: string; readonly subject: string; readonly memberId: MemberId; readonly now: number },
): Promise<boolean> {
  const { issuer, subject, memberId, now } = identity
  const rows = await tx.rows(
    `insert into sso_identities (tenant_id, issuer, subject, member_id, created_at)
     values ($1, $2, $3, $4, to_timestamp($5 / 1000.0)) on conflict do nothing returning member_id`,
    [tenantId, issuer, subject, memberId, now],
  )
  return rows.length === 1
}
