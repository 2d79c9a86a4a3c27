import { allChannelAutoReplies, autoReplySettings, type AutoReplySettings } from '@keqiao/contract'
import type { AutoReplyRules, ChannelId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { defineSetting, readSetting } from './setting'

/** 自动回复. It stands here since conversation says farewell by it and automation all else. */
export const autoReplySetting = defineSetting('auto-replies', autoReplySettings)

/** What single channels have of their own. */
export const channelAutoReplySetting = defineSetting('channel-auto-replies', allChannelAutoReplies)

/** Of a channel, with the merchant's for what it has not of its own, and the defaults for what he has not set; either door. */
export async function readAutoReplies(tx: Tx, tenantId: TenantId, channelId: ChannelId): Promise<AutoReplySettings> {
  const { value: settings } = await readSetting(tx, tenantId, autoReplySetting)
  const { value: own } = await readSetting(tx, tenantId, channelAutoReplySetting)
  const replies = own.channels[channelId] ?? {}
  return {
    unstaffed: replies.unstaffed ?? settings.unstaffed,
    waiting: replies.waiting ?? settings.waiting,
    accepted: replies.accepted ?? settings.accepted,
    agentSilent: replies.agentSilent ?? settings.agentSilent,
    beforeClose: replies.beforeClose ?? settings.beforeClose,
    ended: replies.ended ?? settings.ended,
    outsideHours: replies.outsideHours ?? settings.outsideHours,
  }
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
