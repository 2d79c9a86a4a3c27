import { channelSettings, type ChannelSettings } from '@keqiao/contract'
import type { ChannelId, GroupId, TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import {
  countChannelsOfGroup,
  lockChannelRow,
  selectChannel,
  selectChannelPage,
  selectChannelByKey,
  type ChannelRow,
} from './channel.store'

/** 渠道: one way in, here a widget on a shop. */
export interface Channel {
  readonly tenantId: TenantId
  readonly id: ChannelId
  /** Public; stands in the shop's page. */
  readonly key: string
  readonly name: string
  /** Whose queue its visitors join. */
  readonly groupId: GroupId
  readonly settings: ChannelSettings
  /** Rises with each change; head of its stream in the log. */
  readonly seq: number
}

/** A channel of the merchant; null if it has none of this id. */
export async function readChannel(tx: Tx, tenantId: TenantId, id: ChannelId): Promise<Channel | null> {
  const row = await selectChannel(tx, tenantId, id)
  return row && channelOf(row)
}

/** The same, locked until the transaction ends. */
export async function lockChannel(tx: Tx, tenantId: TenantId, id: ChannelId): Promise<Channel | null> {
  const row = await lockChannelRow(tx, tenantId, id)
  return row && channelOf(row)
}

/** A page of the merchant's channels, oldest first. */
export async function readChannels(
  tx: Tx,
  tenantId: TenantId,
  page: { readonly after: ChannelId | undefined; readonly limit: number },
): Promise<Channel[]> {
  return (await selectChannelPage(tx, tenantId, page)).map(channelOf)
}

/** The key of the merchant's oldest channel; null: he has none. */
export async function readFirstChannelKey(tx: Tx, tenantId: TenantId): Promise<string | null> {
  const [first] = await selectChannelPage(tx, tenantId, { after: undefined, limit: 1 })
  return first?.key ?? null
}

/** The channel with this key, whose merchant it tells. */
export async function findChannelByKey(doors: Doors, key: string): Promise<Channel | null> {
  const row = await doors.withSystem('channel lookup by key', (tx) => selectChannelByKey(tx, key))
  return row && channelOf(row)
}

/** How many channels lead to a group. */
export function countChannelsOf(tx: Tx, tenantId: TenantId, groupId: GroupId): Promise<number> {
  return countChannelsOfGroup(tx, tenantId, groupId)
}

function channelOf({ tenant_id, id, key, name, group_id, settings, seq }: ChannelRow): Channel {
  return { tenantId: tenant_id, id, key, name, groupId: group_id, settings: channelSettings.parse(settings), seq }
}
