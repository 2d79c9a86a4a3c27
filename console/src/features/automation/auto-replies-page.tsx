import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTexts } from '../../i18n/language'
import { useChannels } from '../channel/use-channels'
import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { AutoRepliesForm } from './auto-replies-form'
import { ChannelRepliesForm } from './channel-replies-form'
import './auto-replies.css'

/** 自动回复 (CON-21): what is said by itself, by situation, on all channels or on one. */
export function AutoRepliesPage() {
  const { autoReplies: words } = useTexts()
  const { channel: channelId } = useSearch({ from: '/staff/manage/auto-replies' })
  const navigate = useNavigate()
  const ofAll = useAsked('settings.getAutoReplies', {})
  const own = useAsked('settings.getChannelAutoReplies', {})
  const { channels } = useChannels()
  const failed = [ofAll, own, channels].find((one) => one.isError)
  const reload = () => void Promise.all([ofAll.refetch(), own.refetch(), channels.refetch()])
  const channel = channels.data?.find(({ id }) => id === channelId)
  return (
    <>
      <PageHead title={words.title} />
      <div className="page-scroll">
        {ofAll.data && own.data && channels.data ? (
          <>
            <label className="auto-channel">
              <span>{words.channel}</span>
              <select
                className="rules-input"
                value={channel?.id ?? ''}
                onChange={({ target: { value } }) =>
                  void navigate({ to: '/manage/auto-replies', search: value === '' ? {} : { channel: value } })
                }
              >
                <option value="">{words.allChannels}</option>
                {channels.data.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {words.ofChannel(name, Object.keys(own.data.channels[id] ?? {}).length)}
                  </option>
                ))}
              </select>
            </label>
            {channel ? (
              <ChannelRepliesForm
                key={channel.id}
                channelId={channel.id}
                ofAll={ofAll.data.settings}
                stored={own.data}
                onReload={reload}
              />
            ) : (
              <AutoRepliesForm stored={ofAll.data} onReload={reload} />
            )}
          </>
        ) : failed ? (
          <PageFailed error={failed.error} onRetry={reload} />
        ) : (
          <PageLoading />
        )}
      </div>
    </>
  )
}
