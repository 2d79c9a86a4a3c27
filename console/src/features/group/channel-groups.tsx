import type { Output } from '@keqiao/client'
import { App } from 'antd'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'

interface ChannelGroupsProps {
  channels: Output<'channel.list'>['channels']
  groups: Output<'group.list'>['groups']
}

/** In which line a visitor waits first. Stored at once. */
export function ChannelGroups({ channels, groups }: ChannelGroupsProps) {
  const texts = useTexts()
  const { groups: words } = texts.rules
  const { message } = App.useApp()
  const change = useChange('channel.list')
  const set = async (channelId: string, groupId: string) => {
    const reply = await change('channel.change', { channelId, groupId })
    if (reply.ok) void message.success(texts.rules.saved)
    else void message.error(errorWords(texts, reply.error.code))
  }
  return (
    <section className="rules-form rules-section groups-channels" aria-label={words.channels}>
      <h3>{words.channels}</h3>
      {channels.map(({ id, name, groupId }) => (
        <label key={id} className="rule">
          <span className="rule-words">{name}</span>
          <select
            className="rules-input"
            aria-label={words.channelGroup(name)}
            value={groupId}
            onChange={(event) => void set(id, event.target.value)}
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
