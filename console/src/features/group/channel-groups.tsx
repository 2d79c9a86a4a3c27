import type { Output } from '@keqiao/client'
import type { ChannelView } from '@keqiao/contract'
import { App } from 'antd'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChangeChannel } from '../channel/use-channels'

interface ChannelGroupsProps {
  channels: readonly ChannelView[]
  groups: Output<'group.list'>['groups']
}

/** In which line a visitor waits first. Stored at once. */
export function ChannelGroups({ channels, groups }: ChannelGroupsProps) {
  const texts = useTexts()
  const { groups: words } = texts.rules
  const { message } = App.useApp()
  const change = useChangeChannel()
  const set = async ({ id: channelId, version }: ChannelView, groupId: string) => {
    const reply = await change('channel.update', { channelId, version, groupId })
    if (reply.ok) void message.success(texts.rules.saved)
    else void message.error(errorWords(texts, reply.error.code))
  }
  return (
    <section className="rules-form rules-section groups-channels" aria-label={words.channels}>
      <h3>{words.channels}</h3>
      {channels.map((channel) => (
        <label key={channel.id} className="rule">
          <span className="rule-words">{channel.name}</span>
          <select
            className="rules-input"
            aria-label={words.channelGroup(channel.name)}
            value={channel.groupId}
            onChange={(event) => void set(channel, event.target.value)}
          >
            {groups.map((group) => (
              <option key={group.id} value={group.id}>
                {group.name}
              </option>
            ))}
          </select>
        </label>
      ))}
      <p className="rules-hint">{words.channelsHint}</p>
    </section>
  )
}
