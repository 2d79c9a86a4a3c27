import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { EmptyDrawing } from '../desk/empty-drawing'
import { RefusedError } from '../session/session'
import { ChannelEmbed } from './channel-embed'
import { ChannelForm } from './channel-form'
import { ChannelSecret } from './channel-secret'
import { NewChannel } from './new-channel'
import { useChannels } from './use-channels'
import './channels.css'

/** CHN-01: the merchant's ways in, one beside the other, and how each looks and speaks. */
export function ChannelsPage() {
  const { channels: texts } = useTexts()
  const search = useSearch({ from: '/staff/manage/channels' })
  const navigate = useNavigate()
  const { channels, groups } = useChannels()
  const [adding, setAdding] = useState(false)
  const show = (channel: string) => void navigate({ to: '/manage/channels', search: { channel } })
  const shown = channels.data?.find(({ id }) => id === search.channel) ?? channels.data?.[0]

  return (
    <>
      <header className="channels-head">
        <h2>{texts.title}</h2>
        <span className="spacer" />
        <Button type="primary" size="small" disabled={!groups.data} onClick={() => setAdding(true)}>
          {texts.add}
        </Button>
      </header>
      {channels.isError && <Failed error={channels.error} onRetry={() => void channels.refetch()} />}
      {channels.isPending && (
        <div role="status" aria-label={texts.loading} className="channels-loading">
          {Array.from({ length: 6 }, (_, index) => (
            <span key={index} />
          ))}
        </div>
      )}
      {channels.data && !shown && (
        <div className="channels-none">
          <EmptyDrawing />
          <p>{texts.none}</p>
        </div>
      )}
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
            <ChannelForm channel={shown} groups={groups.data ?? []} onReread={() => void channels.refetch()} />
            <ChannelEmbed channel={shown} />
            <ChannelSecret channel={shown} />
          </div>
        </div>
      )}
      <NewChannel open={adding} groups={groups.data ?? []} onAdded={show} onDone={() => setAdding(false)} />
    </>
  )
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const texts = useTexts()
  const code = error instanceof RefusedError ? error.error.code : 'unknown'
  return (
    <div className="channels-none" role="alert">
      <p>{texts.channels.loadFailed}</p>
      <p>{errorWords(texts, code)}</p>
      <Button size="small" onClick={onRetry}>
        {texts.conversation.retry}
      </Button>
      <small>{code}</small>
    </div>
  )
}
