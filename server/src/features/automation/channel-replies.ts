import { operations } from '@keqiao/contract'
import { command, isRefused, query, refuse, type Bindable } from '../../platform/operations'
import { readChannel } from '../channel'
import { changeSetting, channelAutoReplySetting, readSetting } from '../tenant'

const getReplies = query(operations.settings.getChannelAutoReplies, async (actor, _input, { tx }) => {
  const { version, value } = await readSetting(tx, actor.tenantId, channelAutoReplySetting)
  return { version, channels: value.channels }
})

/** One channel's at a time; the version is that of all of them. */
const changeReplies = command(
  operations.settings.changeChannelAutoReplies,
  async (actor, { version, channelId, replies }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const { tx } = context
    if (!(await readChannel(tx, actor.tenantId, channelId))) return refuse('not_found')
    const { value: before } = await readSetting(tx, actor.tenantId, channelAutoReplySetting)
    const { [channelId]: _former, ...others } = before.channels
    const channels = Object.keys(replies).length === 0 ? others : { ...others, [channelId]: replies }
    const changed = await changeSetting(context, actor, channelAutoReplySetting, { version, value: { channels } })
    return isRefused(changed) ? changed : { version: changed.version, channels: changed.value.channels }
  },
)

/** 自动回复 of single channels. */
export const automationOperations: Bindable[] = [getReplies, changeReplies]
