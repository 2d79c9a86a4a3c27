import { routingSettings, type RoutingSettings } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { defineSetting, readSetting } from './setting'
import { selectSettingOf } from './setting.store'

/** 接待设置. It stands here since conversation and routing both go by it. */
export const routingSetting = defineSetting('routing', routingSettings)

/** A merchant's routing settings, with the defaults for what he has not set; of the open transaction, either door. */
export async function readRoutingSettings(tx: Tx, tenantId: TenantId): Promise<RoutingSettings> {
  return (await readSetting(tx, tenantId, routingSetting)).value
}

/** The same of several merchants; behind the system door. */
export async function readRoutingSettingsOf(
  tx: Tx,
  tenantIds: readonly TenantId[],
): Promise<(tenantId: TenantId) => RoutingSettings> {
  const values = await selectSettingOf(tx, tenantIds, routingSetting.name)
  const parsed = new Map(tenantIds.map((id) => [id, routingSetting.stored.parse(values.get(id) ?? {})]))
  return (tenantId) => parsed.get(tenantId) ?? routingSetting.stored.parse({})
}
