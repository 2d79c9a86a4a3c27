import { operations, visitorMailSettings, type VisitorMailSettings } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { command, isRefused, query, refuse } from '../../platform/operations'
import { changeSetting, defineSetting, readSetting } from '../tenant'

/** The name by which a change of it is told. */
export const visitorMailSettingName = 'visitor-mail'
const visitorMailSetting = defineSetting(visitorMailSettingName, visitorMailSettings)

/** What of their conversations a merchant's visitors get by mail; either door. */
export async function readVisitorMail(tx: Tx, tenantId: TenantId): Promise<VisitorMailSettings> {
  return (await readSetting(tx, tenantId, visitorMailSetting)).value
}

export const getVisitorMail = query(operations.mail.getVisitorMail, async (actor, _input, { tx }) => {
  const { version, value } = await readSetting(tx, actor.tenantId, visitorMailSetting)
  return { version, settings: value }
})

export const changeVisitorMail = command(
  operations.mail.changeVisitorMail,
  async (actor, { version, settings }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const changed = await changeSetting(context, actor, visitorMailSetting, { version, value: settings })
    return isRefused(changed) ? changed : { version: changed.version, settings: changed.value }
  },
)
