import type { ChannelId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** One secret of a channel. Instants are epoch milliseconds; `endsAt` null: until it is replaced. */
export interface SecretRow {
  readonly id: string
  readonly channelId: ChannelId
  readonly sealed: Buffer
  readonly createdAt: number
  readonly endsAt: number | null
}

/** Those of the channels that are accepted at the instant, newest first. */
export function selectSecrets(
  tx: Tx,
  tenantId: TenantId,
  channelIds: readonly ChannelId[],
  now: number,
): Promise<SecretRow[]> {
  return tx.named<SecretRow>(
    'channel.secrets',
    `select id, channel_id as "channelId", sealed, created_at as "createdAt", ends_at as "endsAt" from channel_secrets
      where tenant_id = $1 and channel_id = any($2) and (ends_at is null or ends_at > to_timestamp($3 / 1000.0))
      order by id desc`,
    [tenantId, channelIds, now],
  )
}

/** Those that are accepted end at the instant at the latest; those that have ended are forgotten. */
export async function endSecrets(
  tx: Tx,
  tenantId: TenantId,
  channelId: ChannelId,
  now: number,
  endsAt: number,
): Promise<void> {
  await tx.named(
    'channel.endSecrets',
    `update channel_secrets set ends_at = least(ends_at, to_timestamp($3 / 1000.0)) where tenant_id = $1 and channel_id = $2`,
    [tenantId, channelId, endsAt],
  )
  await tx.named(
    'channel.forgetSecrets',
    'delete from channel_secrets where tenant_id = $1 and channel_id = $2 and ends_at <= to_timestamp($3 / 1000.0)',
    [tenantId, channelId, now],
  )
}

export async function insertSecret(tx: Tx, tenantId: TenantId, secret: Omit<SecretRow, 'endsAt'>): Promise<void> {
  await tx.named(
    'channel.insertSecret',
    `insert into channel_secrets (tenant_id, id, channel_id, sealed, created_at)
     values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))`,
    [tenantId, secret.id, secret.channelId, secret.sealed, secret.createdAt],
  )
}
