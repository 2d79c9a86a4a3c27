import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../../platform/database/tx'

export interface StoredFactor {
  readonly sealed: Buffer
  readonly enabled_at: number
}

export async function selectFactor(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<StoredFactor | null> {
  const text = 'select sealed, enabled_at from second_factors where tenant_id = $1 and member_id = $2'
  return (await tx.rows<StoredFactor>(text, [tenantId, memberId]))[0] ?? null
}

/** Who of these has one. */
export async function selectHolders(
  tx: Tx,
  tenantId: TenantId,
  memberIds: readonly MemberId[],
): Promise<ReadonlySet<MemberId>> {
  const rows = await tx.rows<{ member_id: MemberId }>(
    'select member_id from second_factors where tenant_id = $1 and member_id = any($2::uuid[])',
    [tenantId, memberIds],
  )
  return new Set(rows.map(({ member_id }) => member_id))
}

/** False when he has one already. */
export async function insertFactor(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  { sealed, step, now }: { readonly sealed: Buffer; readonly step: number; readonly now: number },
): Promise<boolean> {
  const rows = await tx.rows(
    `insert into second_factors (tenant_id, member_id, sealed, last_step, enabled_at)
     values ($1, $2, $3, $4, to_timestamp($5 / 1000.0)) on conflict do nothing returning member_id`,
    [tenantId, memberId, sealed, step, now],
  )
  return rows.length === 1
}

/** Uses up a half minute; false when this one or a later one was used already. */
export async function advanceStep(tx: Tx, tenantId: TenantId, memberId: MemberId, step: number): Promise<boolean> {
  const rows = await tx.rows(
    `update second_factors set last_step = $3
     where tenant_id = $1 and member_id = $2 and last_step < $3 returning member_id`,
    [tenantId, memberId, step],
  )
  return rows.length === 1
}

/** The recovery codes go with it. False when there was none. */
export async function deleteFactor(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<boolean> {
  const rows = await tx.rows('delete from second_factors where tenant_id = $1 and member_id = $2 returning member_id', [
    tenantId,
    memberId,
  ])
  return rows.length === 1
}

export async function replaceRecoveryCodes(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  hashes: readonly Buffer[],
): Promise<void> {
  await tx.rows('delete from recovery_codes where tenant_id = $1 and member_id = $2', [tenantId, memberId])
  await tx.rows('insert into recovery_codes (tenant_id, member_id, code_hash) select $1, $2, unnest($3::bytea[])', [
    tenantId,
    memberId,
    hashes,
  ])
}

/** False when there is no such code, or it was used. */
export async function useRecoveryCode(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  hash: Buffer,
  now: number,
): Promise<boolean> {
  const rows = await tx.rows(
    `update recovery_codes set used_at = to_timestamp($4 / 1000.0)
     where tenant_id = $1 and member_id = $2 and code_hash = $3 and used_at is null returning member_id`,
    [tenantId, memberId, hash, now],
  )
  return rows.length === 1
}

export async function countRecoveryCodes(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<number> {
  const [row] = await tx.rows<{ left_count: number }>(
    `select count(*)::int as left_count from recovery_codes
     where tenant_id = $1 and member_id = $2 and used_at is null`,
    [tenantId, memberId],
  )
  return row?.left_count ?? 0
}
