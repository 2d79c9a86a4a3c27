import type { Conversation, ConversationState } from '@keqiao/client'
import type { ComponentChildren } from 'preact'
import type * as attachmentsPart from './attachments'
import { dayTime } from './day-time'
import { Message, type RichPart } from './message'
import type { ScrollKeeping } from './scroll-keeping'
import { locale, say } from './texts'
import type { ThreadItem } from './thread-items'
import type { Uploads } from './uploads'

interface ThreadProps {
  items: readonly ThreadItem[]
  conversation: Conversation
  state: ConversationState
  greeting: string
  /** What stands above the beginning of the conversation. */
  earlier: ComponentChildren
  scroll: ScrollKeeping
  uploads: Uploads | undefined
  attachments: typeof attachmentsPart | undefined
  rich: RichPart
  /** Sends one again that was refused. */
  onRetry(key: string): void
  /** What stands below the last message. */
  children: ComponentChildren
}

/** The messages. */
export function Thread(props: ThreadProps) {
  const { state, conversation, greeting, scroll, children } = props
  return (
    <div class="thread">
      {/* It scrolls, so a keyboard must reach it. */}
      <div class="scroll" ref={scroll.attach} tabIndex={0} role="group" aria-label={say('message')}>
        {state.more ? (
          <button class="older" disabled={state.loadingOlder} onClick={() => void conversation.loadOlder()}>
            {say(state.loadingOlder ? 'loadingOlder' : 'older')}
          </button>
        ) : (
          [
            props.earlier,
            state.status === 'ready' && greeting && (
              <div class="msg">
                <div class="bubble">{greeting}</div>
              </div>
            ),
          ]
        )}
        {props.items.map((item) => (
          <div key={item.key}>{drawItem(item, props)}</div>
        ))}
        {children}
      </div>
      {scroll.unseen && (
        <button class="newest" onClick={scroll.toEnd}>
          {say('newest')}
        </button>
      )}
    </div>
  )
}

function drawItem(item: ThreadItem, { conversation, uploads, attachments, rich, onRetry }: ThreadProps) {
  const { key } = item
  switch (item.kind) {
    case 'time':
      return <p class="line">{dayTime(locale, item.at, Date.now())}</p>
    case 'line':
      return <p class="line">{say(item.line, { name: item.name })}</p>
    case 'message': {
      const remedy = { retry: () => onRetry(key), discard: () => conversation.discard(key) }
      return <Message item={item} remedy={remedy} rich={rich} />
    }
    case 'upload': {
      if (!attachments) return null
      const remedy = { retry: () => uploads?.retry(key), discard: () => uploads?.discard(key) }
      return <attachments.UploadingFile upload={item.upload} remedy={remedy} />
    }
  }
}

/** Says what is wrong, and offers to try again where that may help. */
export function Trouble({ children, onRetry }: { children: string; onRetry: (() => void) | undefined }) {
  return (
    <div class="trouble" role="status">
      <p>{children}</p>
      {onRetry && <button onClick={onRetry}>{say('retry')}</button>}
    </div>
  )
}
