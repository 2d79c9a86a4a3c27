import { operations, securitySettings, type SecuritySettings } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { command, isRefused, query, refuse, type Bindable } from '../../platform/operations'
import { changeSetting, defineSetting, readSetting } from './setting'

/** 安全设置. It stands here since whoever signs people in goes by it. */
const securitySetting = defineSetting('security', securitySettings)

/** What the merchant has decided about safety; of the open transaction, either door. */
export async function readSecuritySettings(tx: Tx, tenantId: TenantId): Promise<SecuritySettings> {
  return (await readSetting(tx, tenantId, securitySetting)).value
}

/** Reading and changing it. */
export const securityOperations: Bindable[] = [
  query(operations.settings.getSecurity, async (actor, _input, { tx }) => {
    const { version, value } = await readSetting(tx, actor.tenantId, securitySetting)
    return { version, settings: value }
  }),
  command(operations.settings.changeSecurity, async (actor, { version, settings }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const changed = await changeSetting(context, actor, securitySetting, { version, value: settings })
    return isRefused(changed) ? changed : { version: changed.version, settings: changed.value }
  }),
]
