import type { Conversation } from '@keqiao/client'
import type { BodyView } from '@keqiao/contract'
import { memo } from 'react'
import { errorWords } from '../../../i18n/error-words'
import { clockTime, fileSize, useLanguageTag } from '../../../i18n/format'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import { OrderCard } from '../../card/order-card'
import { ProductCard } from '../../card/product-card'
import { initial } from '../../contact/short-name'
import { Avatar } from '../../member/avatar'
import { MessageImage } from './message-image'
import { StyledText } from './styled-text'
import type { Delivery, MessageItem } from './thread-items'
import './thread.css'

interface MessageRowProps {
  item: MessageItem
  conversation: Conversation
}

/** One bubble, image or file; the visitor's at the left, the house's at the right. */
export const MessageRow = memo(function MessageRow({ item, conversation }: MessageRowProps) {
  const language = useLanguageTag()
  const { side, author, first, body } = item
  return (
    <div className="message" data-side={side} data-first={first} data-seq={item.seq ?? undefined}>
      {first ? <Speaker item={item} /> : <span className="message-indent" />}
      <div className="message-column">
        {first && (
          <div className="message-head">
            {author} <time>{clockTime(item.at, language)}</time>
          </div>
        )}
        <div className="message-line">
          <Body body={body} side={side} />
          <DeliveryMark item={item} />
        </div>
        <Failure delivery={item.delivery} conversation={conversation} />
      </div>
    </div>
  )
})

function Speaker({ item: { side, author, authorId, mine } }: { item: MessageItem }) {
  if (side === 'agent') return <Avatar memberId={authorId} name={author} mine={mine} />
  return (
    <span className="avatar" aria-hidden="true">
      {initial(author)}
    </span>
  )
}

function Body({ body, side }: { body: BodyView | null; side: 'visitor' | 'agent' }) {
  const texts = useTexts()
  if (!body) return <div className="bubble">…</div>
  switch (body.kind) {
    case 'text':
      return (
        <div className="bubble">
          <StyledText body={body} side={side} />
        </div>
      )
    case 'recalled':
      return <div className="bubble bubble-recalled">{texts.message.recalled}</div>
    case 'image':
      return <MessageImage image={body} />
    case 'product':
      return <ProductCard product={body} />
    case 'order':
      return <OrderCard order={body} />
    case 'file':
      return (
        <a
          className="bubble file-card"
          href={body.url}
          download={body.name}
          aria-label={texts.message.download(body.name)}
        >
          <Icon name="file" />
          <span className="ellipsis" title={body.name}>
            {body.name}
          </span>
          <span className="file-card-size">{fileSize(body.size)}</span>
        </a>
      )
  }
}

/** Beside the bubble, so that nothing moves when it changes. */
function DeliveryMark({ item: { delivery, mark } }: { item: MessageItem }) {
  const { message } = useTexts()
  if (delivery.state === 'queued') return <Mark icon="clock" words={message.waitingForNetwork} />
  if (delivery.state === 'sending') return <Mark icon="clock" words={message.sending} />
  if (mark === 'read') return <Mark icon="ticks" words={message.read} />
  return mark === 'sent' ? <Mark icon="check" words={message.sent} /> : null
}

function Mark({ icon, words }: { icon: 'clock' | 'check' | 'ticks'; words: string }) {
  return (
    <span className="message-mark" data-mark={icon} title={words}>
      <Icon name={icon} small />
      <span className="heard-only">{words}</span>
    </span>
  )
}

interface FailureProps {
  delivery: Delivery
  conversation: Conversation
}

/** What was refused for good, why, and the two ways on. */
export function Failure({ delivery, conversation }: FailureProps) {
  const texts = useTexts()
  if (delivery.state !== 'failed') return null
  const { pendingKey, code } = delivery
  return (
    <div className="message-failure" role="alert">
      <Icon name="alert" small />
      <span>
        {texts.message.failed} · {errorWords(texts, code)}
      </span>
      <button type="button" onClick={() => conversation.retry(pendingKey)}>
        {texts.conversation.retry}
      </button>
      <button type="button" onClick={() => conversation.discard(pendingKey)}>
        {texts.message.discard}
      </button>
    </div>
  )
}
