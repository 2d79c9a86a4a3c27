import { slaSettings, type SlaSettings } from '@keqiao/contract'
import type { ReplyTimes, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { defineSetting, readSetting } from '../tenant'

/** 响应时限. */
export const slaSetting = defineSetting('sla', slaSettings)

/** A merchant's, with the defaults for what he has not set; either door. */
export async function readSlaSettings(tx: Tx, tenantId: TenantId): Promise<SlaSettings> {
  return (await readSetting(tx, tenantId, slaSetting)).value
}

/** When an answer is too late. */
export const replyTimesOf = ({ firstRedSeconds, laterRedSeconds }: SlaSettings): ReplyTimes => ({
  first: firstRedSeconds * 1_000,
  later: laterRedSeconds * 1_000,
})
