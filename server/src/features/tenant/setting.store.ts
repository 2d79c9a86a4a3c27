import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** A setting as it is stored. */
export interface SettingRow {
  readonly stream_id: string
  readonly value: unknown
  /** Last seq of its stream; each change is one event, so it is the version as well. */
  readonly seq: number
}

export async function selectSetting(tx: Tx, tenantId: TenantId, name: string): Promise<SettingRow | null> {
  const [row] = await tx.named<SettingRow>(
    'setting.find',
    'select stream_id, value, seq from settings where tenant_id = $1 and name = $2',
    [tenantId, name],
  )
  return row ?? null
}

/** Values of several merchants at once; who has set nothing is left out. Behind the system door. */
export async function selectSettingOf(
  tx: Tx,
  tenantIds: readonly TenantId[],
  name: string,
): Promise<Map<TenantId, unknown>> {
  const rows = await tx.named<{ tenant_id: TenantId; value: unknown }>(
    'setting.findAll',
    'select tenant_id, value from settings where tenant_id = any($1) and name = $2',
    [tenantIds, name],
  )
  return new Map(rows.map((row) => [row.tenant_id, row.value]))
}

/** The row, locked until the transaction ends; made with `streamId` where nothing was ever set. */
export async function lockSetting(tx: Tx, tenantId: TenantId, name: string, streamId: string): Promise<SettingRow> {
  await tx.rows('insert into settings (tenant_id, name, stream_id) values ($1, $2, $3) on conflict do nothing', [
    tenantId,
    name,
    streamId,
  ])
  const [row] = await tx.rows<SettingRow>(
    'select stream_id, value, seq from settings where tenant_id = $1 and name = $2 for no key update',
    [tenantId, name],
  )
  if (!row) throw new Error('a setting is not there after it was made')
  return row
}

export async function storeSetting(
  tx: Tx,
  tenantId: TenantId,
  name: string,
  { value, seq }: Pick<SettingRow, 'value' | 'seq'>,
): Promise<void> {
  await tx.rows('update settings set value = $3, seq = $4 where tenant_id = $1 and name = $2', [
    tenantId,
    name,
    JSON.stringify(value),
    seq,
  ])
}
