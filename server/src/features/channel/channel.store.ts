import type { ChannelSettings } from '@keqiao/contract'
import type { ChannelId, GroupId, TenantId } from '@keqiao/domain'
import type { Generated } from 'kysely'
import { sqlFor, type Tx } from '../../platform/database/tx'

export interface ChannelRow {
  readonly tenant_id: TenantId
  readonly id: ChannelId
  readonly key: string
  readonly name: string
  readonly group_id: GroupId
  /** As it was stored, maybe by an older release. */
  readonly settings: unknown
  readonly seq: number
}

const db = sqlFor<{ channels: Omit<ChannelRow, 'seq'> & { readonly seq: Generated<number> } }>()
const columns = 'tenant_id, id, key, name, group_id, settings, seq'

/** False when the key is taken, by whichever merchant. */
export async function insertChannel(tx: Tx, channel: Omit<ChannelRow, 'seq'>): Promise<boolean> {
  const insert = db.insertInto('channels').values(channel)
  const once = insert.onConflict((conflict) => conflict.column('key').doNothing())
  return (await tx.run(once.returning('id'))).length === 1
}

export async function selectChannel(tx: Tx, tenantId: TenantId, id: ChannelId): Promise<ChannelRow | null> {
  const text = `select ${columns} from channels where tenant_id = $1 and id = $2`
  return (await tx.named<ChannelRow>('channel by id', text, [tenantId, id]))[0] ?? null
}

/** Behind the system door: the key is all that a shop's page tells. */
export async function selectChannelByKey(tx: Tx, key: string): Promise<ChannelRow | null> {
  const text = `select ${columns} from channels where key = $1`
  return (await tx.named<ChannelRow>('channel by key', text, [key]))[0] ?? null
}

/** Locked until the transaction ends. */
export async function lockChannelRow(tx: Tx, tenantId: TenantId, id: ChannelId): Promise<ChannelRow | null> {
  const text = `select ${columns} from channels where tenant_id = $1 and id = $2 for no key update`
  return (await tx.named<ChannelRow>('channel lock', text, [tenantId, id]))[0] ?? null
}

export function selectChannelPage(
  tx: Tx,
  tenantId: TenantId,
  { after, limit }: { readonly after: ChannelId | undefined; readonly limit: number },
): Promise<ChannelRow[]> {
  const text = `select ${columns} from channels where tenant_id = $1 and ($2::uuid is null or id > $2) order by id limit $3`
  return tx.named<ChannelRow>('channel page', text, [tenantId, after ?? null, limit])
}

export async function updateChannel(
  tx: Tx,
  tenantId: TenantId,
  {
    id,
    name,
    groupId,
    settings,
    seq,
  }: { id: ChannelId; name: string; groupId: GroupId; settings: ChannelSettings; seq: number },
): Promise<void> {
  const changes = { name, group_id: groupId, settings, seq }
  await tx.run(db.updateTable('channels').set(changes).where('tenant_id', '=', tenantId).where('id', '=', id))
}

export async function countChannelsOfGroup(tx: Tx, tenantId: TenantId, groupId: GroupId): Promise<number> {
  const query = db.selectFrom('channels').select('id').where('tenant_id', '=', tenantId).where('group_id', '=', groupId)
  return (await tx.run(query)).length
}
