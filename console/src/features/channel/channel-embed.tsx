import type { ChannelView } from '@keqiao/contract'
import { useChannelTexts } from '../../i18n/channel-texts'
import { Icon } from '../../icons/icon'
import { CopyText } from './copy-text'
import './channels.css'

/** How the channel gets onto the shop's pages, under a heading. */
export function ChannelEmbed({ channel }: { channel: ChannelView }) {
  const words = useChannelTexts()
  return (
    <section className="channel-part" aria-labelledby="channel-embed">
      <h3 id="channel-embed">{words.embed}</h3>
      <EmbedCode channel={channel} />
    </section>
  )
}

/** The line for the shop's pages, and the address of the page the channel has by itself. */
export function EmbedCode({ channel: { key } }: { channel: ChannelView }) {
  const words = useChannelTexts()
  const { origin } = window.location
  const code = `<script async src="${origin}/widget/loader.js" data-channel="${key}"></script>`
  const address = `${origin}/chat/${encodeURIComponent(key)}`
  return (
    <>
      <p>{words.embedHint}</p>
      <div className="channel-code">
        <code>{code}</code>
        <CopyText text={code} label={words.copyCode} />
      </div>
      <p>{words.link}</p>
      <div className="channel-code">
        <a href={address} target="_blank" rel="noopener noreferrer">
          <span className="ellipsis">{address}</span>
          <Icon name="external" small />
        </a>
        <CopyText text={address} label={words.copyLink} />
      </div>
    </>
  )
}
