import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useChannelTexts } from '../../i18n/channel-texts'
import { PageEmpty, PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { ChannelEmbed } from './channel-embed'
import { ChannelForm } from './channel-form'
import { ChannelSecret } from './channel-secret'
import { NewChannel } from './new-channel'
import { useChannels } from './use-channels'
import './channels.css'

/** CHN-01: the merchant's ways in, one beside the other, and how each looks and speaks. */
export function ChannelsPage() {
  const texts = useChannelTexts()
  const search = useSearch({ from: '/staff/manage/channels' })
  const navigate = useNavigate()
  const { channels, groups } = useChannels()
  const [adding, setAdding] = useState(false)
  const show = (channel: string) => void navigate({ to: '/manage/channels', search: { channel } })
  const shown = channels.data?.find(({ id }) => id === search.channel) ?? channels.data?.[0]

  return (
    <>
      <PageHead title={texts.title}>
        <Button type="primary" size="small" disabled={!groups.data} onClick={() => setAdding(true)}>
          {texts.add}
        </Button>
      </PageHead>
      {channels.isError && <PageFailed error={channels.error} onRetry={() => void channels.refetch()} />}
      {channels.isPending && <PageLoading />}
      {channels.data && !shown && <PageEmpty text={texts.none} />}
      {shown && (
        <div className="channels-body">
          <nav className="channels-list" aria-label={texts.title}>
            {channels.data?.map(({ id, name, settings }) => (
              <button key={id} type="button" aria-current={id === shown.id} onClick={() => show(id)}>
                <svg className="channels-dot" viewBox="0 0 10 10" aria-hidden="true">
                  <circle cx="5" cy="5" r="5" fill={settings.color} />
                </svg>
                <span className="ellipsis">{name}</span>
              </button>
            ))}
          </nav>
          <div className="channels-detail" key={shown.id}>
            <ChannelForm channel={shown} groups={groups.data ?? []} onReread={() => void channels.refetch()}>
              <ChannelEmbed channel={shown} />
              <ChannelSecret channel={shown} />
            </ChannelForm>
          </div>
        </div>
      )}
      <NewChannel open={adding} groups={groups.data ?? []} onAdded={show} onDone={() => setAdding(false)} />
    </>
  )
}
