import type { ChannelView } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { Channel } from './channel.queries'
import { readSecretFacts } from './channel-secrets'

/** Channels for their administrator. */
export async function channelViews(
  tx: Tx,
  tenantId: TenantId,
  channels: readonly Channel[],
  now: number,
): Promise<ChannelView[]> {
  const secrets = await readSecretFacts(
    tx,
    tenantId,
    channels.map(({ id }) => id),
    now,
  )
  return channels.map(({ id, key, name, groupId, settings, seq }) => ({
    id,
    key,
    name,
    groupId,
    settings,
    version: seq,
    secret: secrets.get(id) ?? null,
  }))
}

/** The same of one. */
export async function channelView(tx: Tx, channel: Channel, now: number): Promise<ChannelView> {
  const [view] = await channelViews(tx, channel.tenantId, [channel], now)
  if (!view) throw new Error('one channel has one view')
  return view
}
