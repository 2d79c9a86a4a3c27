import type { ChannelId, GroupId, TenantId } from '@keqiao/domain'
import { sqlFor, type Tx } from '../../platform/database/tx'
import type { ChannelSettings } from './channel-settings'

export interface ChannelRow {
  readonly tenant_id: TenantId
  readonly id: ChannelId
  readonly key: string
  readonly name: string
  readonly group_id: GroupId
  readonly settings: Partial<ChannelSettings>
}

const db = sqlFor<{ channels: ChannelRow }>()
const columns = ['tenant_id', 'id', 'key', 'name', 'group_id', 'settings'] as const

/** False when the key is taken, by whichever merchant. */
export async function insertChannel(tx: Tx, channel: ChannelRow): Promise<boolean> {
  const insert = db.insertInto('channels').values(channel)
  const once = insert.onConflict((conflict) => conflict.column('key').doNothing())
  return (await tx.run(once.returning('id'))).length === 1
}

export async function selectChannel(tx: Tx, tenantId: TenantId, id: ChannelId): Promise<ChannelRow | null> {
  const text = 'select tenant_id, id, key, name, group_id, settings from channels where tenant_id = $1 and id = $2'
  return (await tx.named<ChannelRow>('channel by id', text, [tenantId, id]))[0] ?? null
}

/** Behind the system door: the key is all that a shop's page tells. */
export async function selectChannelByKey(tx: Tx, key: string): Promise<ChannelRow | null> {
  const text = 'select tenant_id, id, key, name, group_id, settings from channels where key = $1'
  return (await tx.named<ChannelRow>('channel by key', text, [key]))[0] ?? null
}

export async function updateChannelSettings(
  tx: Tx,
  tenantId: TenantId,
  id: ChannelId,
  settings: ChannelSettings,
): Promise<boolean> {
  const update = db.updateTable('channels').set({ settings }).where('tenant_id', '=', tenantId).where('id', '=', id)
  return (await tx.run(update.returning(columns))).length === 1
}
