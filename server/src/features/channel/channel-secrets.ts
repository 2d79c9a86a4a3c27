import { randomBytes } from 'node:crypto'
import type { ChannelId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import type { SecretBox } from '../../platform/secret-box'
import { endSecrets, insertSecret, selectSecrets } from './channel-secret.store'

/** How long the secret before the newest is accepted, unless it is ended at once. */
export const previousLivesMs = 24 * 60 * 60 * 1_000

const contextOf = (channelId: ChannelId) => `channel secret ${channelId}`

/** The secrets of a channel that are accepted now, newest first. */
export async function readSecrets(
  tx: Tx,
  box: SecretBox,
  tenantId: TenantId,
  channelId: ChannelId,
  now: number,
): Promise<string[]> {
  const rows = await selectSecrets(tx, tenantId, [channelId], now)
  return rows.map(({ sealed }) => box.open(sealed, contextOf(channelId)))
}

/** What may be shown of secrets without opening them, by channel. */
export async function readSecretFacts(
  tx: Tx,
  tenantId: TenantId,
  channelIds: readonly ChannelId[],
  now: number,
): Promise<ReadonlyMap<ChannelId, { createdAt: number; previousEndsAt: number | null }>> {
  const facts = new Map<ChannelId, { createdAt: number; previousEndsAt: number | null }>()
  for (const { channelId, createdAt, endsAt } of await selectSecrets(tx, tenantId, channelIds, now)) {
    const newest = facts.get(channelId)
    if (!newest) facts.set(channelId, { createdAt, previousEndsAt: null })
    else newest.previousEndsAt ??= endsAt
  }
  return facts
}

/** Draws a new secret; those before are accepted until `previousEndsAt`. Returns that, or null where there were none. */
export async function drawSecret(
  tx: Tx,
  box: SecretBox,
  tenantId: TenantId,
  channelId: ChannelId,
  { now, previousEndsAt }: { readonly now: number; readonly previousEndsAt: number },
): Promise<number | null> {
  const hadOne = (await selectSecrets(tx, tenantId, [channelId], now)).length > 0
  await endSecrets(tx, tenantId, channelId, now, previousEndsAt)
  // 32 random bytes as text: shops sign with its characters, so nobody has to decode anything first.
  const sealed = box.seal(randomBytes(32).toString('base64url'), contextOf(channelId))
  await insertSecret(tx, tenantId, { id: newId(), channelId, sealed, createdAt: now })
  return hadOne ? previousEndsAt : null
}
