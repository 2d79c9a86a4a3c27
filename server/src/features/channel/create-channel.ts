import { randomBytes } from 'node:crypto'
import type { ChannelId, GroupId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { issuesOf, refuse, type Refused } from '../../platform/operations'
import { channelSettings, type ChannelSettingsInput } from './channel-settings'
import type { Channel } from './channel.queries'
import { insertChannel, updateChannelSettings } from './channel.store'

export interface NewChannel {
  readonly name: string
  readonly groupId: GroupId
  /** Random when absent. */
  readonly key?: string
  readonly settings?: ChannelSettingsInput
}

/** Creates a way in. Refuses settings that do not fit (`input_invalid`); null when the key is taken. */
export async function createChannel(
  tx: Tx,
  tenantId: TenantId,
  channel: NewChannel,
): Promise<Channel | Refused | null> {
  const settings = channelSettings.safeParse(channel.settings ?? {})
  if (!settings.success) return refuse('input_invalid', { issues: issuesOf(settings.error) })
  const { name, groupId, key = randomBytes(12).toString('base64url') } = channel
  const id = newId<ChannelId>()
  const row = { tenant_id: tenantId, id, key, name, group_id: groupId, settings: settings.data }
  return (await insertChannel(tx, row)) ? { tenantId, id, key, name, groupId, settings: settings.data } : null
}

/** Replaces the settings of a channel, with the same refusals; `not_found` when the merchant has no such channel. */
export async function changeChannelSettings(
  tx: Tx,
  tenantId: TenantId,
  id: ChannelId,
  input: ChannelSettingsInput,
): Promise<Refused | null> {
  const settings = channelSettings.safeParse(input)
  if (!settings.success) return refuse('input_invalid', { issues: issuesOf(settings.error) })
  return (await updateChannelSettings(tx, tenantId, id, settings.data)) ? null : refuse('not_found')
}
