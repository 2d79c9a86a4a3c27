import type { ChannelView, Locale } from '@keqiao/contract'
import type { FromPreview, PreviewLook, ToPreview } from '@keqiao/contract/widget-preview'
import { Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useChannelTexts } from '../../i18n/channel-texts'
import { languages } from '../../i18n/language'
import { useAppearance } from '../../theme/appearance'
import type { ChannelDraft } from './channel-draft'
import { usePreviewLook } from './use-preview-look'

/** A page of these sizes is looked at, made smaller where there is less room: from 480 pixels on it is a desktop's. */
const screens = { desktop: 500, phone: 375 }
const heightPx = 700

interface ChannelPreviewProps {
  channel: ChannelView
  draft: ChannelDraft
  groupName: string
}

/** The widget as visitors get it, with what stands in the form now: launcher and panel, and nobody behind them. */
export function ChannelPreview({ channel, draft, groupName }: ChannelPreviewProps) {
  const channels = useChannelTexts()
  const { preview: words } = channels
  const lookOf = usePreviewLook(channel, draft, groupName)
  const [locale, setLocale] = useState<Locale>('zh-CN')
  const [screen, setScreen] = useState<keyof typeof screens>('desktop')
  // Whatever the hour: most of the form is seen in a conversation.
  const [hours, setHours] = useState<'open' | 'closed'>('open')
  return (
    <aside className="channel-preview" aria-label={words.title}>
      <div className="channel-preview-head">
        <h3>{words.title}</h3>
        <span className="spacer" />
        <Segmented
          size="small"
          aria-label={words.language}
          value={locale}
          options={languages.map(({ tag }) => ({ value: tag, label: channels.languages[tag] }))}
          onChange={setLocale}
        />
      </div>
      <div className="channel-preview-head">
        <Segmented
          size="small"
          aria-label={words.hours}
          value={hours}
          options={(['open', 'closed'] as const).map((value) => ({ value, label: words.moments[value] }))}
          onChange={setHours}
        />
        <span className="spacer" />
        <Segmented
          size="small"
          aria-label={words.screen}
          value={screen}
          options={(['desktop', 'phone'] as const).map((value) => ({ value, label: words.screens[value] }))}
          onChange={setScreen}
        />
      </div>
      <Screen look={lookOf(locale, hours === 'closed')} locale={locale} widthPx={screens[screen]} />
      <small>{words.hint}</small>
    </aside>
  )
}

interface ScreenProps {
  look: PreviewLook
  locale: Locale
  widthPx: number
}

function Screen({ look, locale, widthPx }: ScreenProps) {
  const channels = useChannelTexts()
  const { theme } = useAppearance()
  const frame = useRef<HTMLIFrameElement>(null)
  const [room, roomPx] = useWidth()
  const [open, setOpen] = useState(true)
  const told = JSON.stringify(look)

  useEffect(() => {
    const send = (message: ToPreview) => frame.current?.contentWindow?.postMessage(message, window.location.origin)
    const show = () => send({ t: 'keqiao:look', look: JSON.parse(told) as PreviewLook })
    const hear = ({ origin, source, data }: MessageEvent<FromPreview>) => {
      if (origin !== window.location.origin || source !== frame.current?.contentWindow) return
      if (data.t === 'keqiao:panel') return setOpen(data.open)
      show()
      send({ t: 'keqiao:panel', open })
    }
    window.addEventListener('message', hear)
    show()
    return () => window.removeEventListener('message', hear)
  }, [told, open])

  const scale = Math.min(1, roomPx / widthPx)
  return (
    <div className="channel-preview-room" ref={room} style={{ height: heightPx * scale }}>
      <iframe
        // Another language is another page: the widget chooses its words once.
        key={`${locale} ${theme}`}
        ref={frame}
        title={channels.preview.title}
        src={`/widget/preview/index.html?lang=${locale}&theme=${theme}`}
        width={widthPx}
        height={heightPx}
        style={{ transform: `scale(${scale})`, marginLeft: Math.max(0, (roomPx - widthPx) / 2) }}
      />
    </div>
  )
}

/** How wide an element is, as long as it is there. */
function useWidth() {
  const element = useRef<HTMLDivElement>(null)
  const [widthPx, setWidthPx] = useState(0)
  useEffect(() => {
    const { current } = element
    if (!current) return
    const observer = new ResizeObserver(() => setWidthPx(current.clientWidth))
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return [element, widthPx] as const
}
