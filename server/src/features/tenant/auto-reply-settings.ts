import { autoReplySettings, type AutoReplySettings } from '@keqiao/contract'
import type { AutoReplyRules, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { defineSetting, readSetting } from './setting'

/** 自动回复. It stands here since conversation says farewell by it and automation all else. */
export const autoReplySetting = defineSetting('auto-replies', autoReplySettings)

/** A merchant's, with the defaults for what he has not set; either door. */
export async function readAutoReplies(tx: Tx, tenantId: TenantId): Promise<AutoReplySettings> {
  return (await readSetting(tx, tenantId, autoReplySetting)).value
}

/** When each of them is said. */
export function autoReplyRulesOf(settings: AutoReplySettings): AutoReplyRules {
  const rule = ({ on, afterSeconds = 0 }: { on: boolean; afterSeconds?: number }) => ({
    on,
    afterMs: afterSeconds * 1_000,
  })
  return {
    unstaffed: rule(settings.unstaffed),
    waiting: rule(settings.waiting),
    accepted: rule(settings.accepted),
    agentSilent: rule(settings.agentSilent),
    beforeClose: rule(settings.beforeClose),
    ended: rule(settings.ended),
  }
}
