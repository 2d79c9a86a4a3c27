import { randomBytes } from 'node:crypto'
import { channelSettings } from '@keqiao/contract'
import type { ChannelId, GroupId, TenantId } from '@keqiao/domain'
import type { z } from 'zod'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { issuesOf, refuse, type Refused } from '../../platform/operations'
import type { Channel } from './channel.queries'
import { insertChannel } from './channel.store'

export interface NewChannel {
  readonly name: string
  readonly groupId: GroupId
  /** Random when absent. */
  readonly key?: string
  readonly settings?: z.input<typeof channelSettings>
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
  return (await insertChannel(tx, row)) ? { tenantId, id, key, name, groupId, settings: settings.data, seq: 0 } : null
}
