import { App } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { PageFailed, PageLoading } from '../manage/page-states'
import { useAsked, useChange } from '../manage/use-asked'
import { ChoiceRule } from './routing-form'

/** CON-13: whether agents see what a visitor has not sent, channel by channel. Stored at once: nothing belongs together. */
export function ChannelPreviews() {
  const texts = useTexts()
  const { routing: words } = texts.rules
  const { message } = App.useApp()
  const asked = useAsked('channel.list', {})
  const change = useChange('channel.list')
  /** What was chosen and is not stored yet: it shows at once. */
  const [chosen, setChosen] = useState<{ readonly id: string; readonly draftPreview: boolean } | null>(null)
  if (asked.isError && !asked.data) return <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <PageLoading rows={1} />

  const set = async (channelId: string, draftPreview: boolean) => {
    setChosen({ id: channelId, draftPreview })
    const reply = await change('channel.change', { channelId, draftPreview })
    setChosen(null)
    if (reply.ok) void message.success(texts.rules.saved)
    else void message.error(errorWords(texts, reply.error.code))
  }
  const { channels } = asked.data
  return (
    <section className="rules-form rules-section" aria-label={words.channels}>
      <h3>{words.channels}</h3>
      {channels.map(({ id, name, draftPreview }) => (
        <ChoiceRule
          key={id}
          label={channels.length > 1 ? `${words.preview} · ${name}` : words.preview}
          hint={words.previewHint}
          checked={chosen?.id === id ? chosen.draftPreview : draftPreview}
          disabled={chosen !== null}
          onChange={(checked) => void set(id, checked)}
        />
      ))}
      <p className="rules-hint">{words.channelsHint}</p>
    </section>
  )
}
