import type { Client, Conversation } from '@keqiao/client'
import type { VisitorSessionView } from '@keqiao/contract'
import type { ComponentChildren } from 'preact'
import type { ChosenFiles } from './chosen-files'
import { Composer } from './composer'
import type { Composing } from './composing'
import { describeError } from './describe-error'
import type * as emojiPart from './emoji-picker'
import { retryMessage } from './retry-message'
import type { RichPart } from './message'
import type { Panel } from './panel'
import type { ScrollKeeping } from './scroll-keeping'
import { say } from './texts'
import { Thread, Trouble } from './thread'
import type { ThreadItem } from './thread-items'

export interface ChatProps {
  panel: Panel
  session: VisitorSessionView
  client: Client
  conversation: Conversation
  items: readonly ThreadItem[]
  scroll: ScrollKeeping
  composing: Composing
  files: ChosenFiles
  rich: RichPart
  /** The emoji, while one picks. */
  emoji: typeof emojiPart | undefined
  /** What stands below the last message: the place in the line, the question how it was. */
  below: ComponentChildren
  picking: boolean
  /** What he looks at, and his orders: to be sent. */
  cards: ComponentChildren
  /** Conversations before this one. */
  earlier: ComponentChildren
  /** What stands in place of the input until the visitor has agreed to it. */
  consent: ComponentChildren
  onPick(emoji?: string): void
}

/** A conversation from the first word to the end, and what to write the next one with. */
export function Chat(props: ChatProps) {
  const { panel, session, conversation, items, scroll, composing, files, rich, emoji, picking, onPick } = props
  const { openError } = panel.getSnapshot()
  const { notice, greeting, draftPreview } = session.channel
  const state = conversation.getSnapshot()
  const status = state.conversation?.status
  const failure = openError ?? (state.status === 'failed' ? state.error : null)
  return (
    <>
      {notice && <p class="notices">{notice}</p>}
      <Thread
        items={items}
        conversation={conversation}
        state={state}
        greeting={greeting}
        earlier={props.earlier}
        scroll={scroll}
        uploads={files.uploads()}
        attachments={files.part()}
        rich={rich}
        onRetry={(key) => retryMessage(panel, key)}
      >
        {props.below}
        {failure && (
          <Trouble onRetry={openError ? panel.retry : conversation.reload}>
            {describeError(failure) ?? say(openError ? 'openFailed' : 'loadFailed')}
          </Trouble>
        )}
      </Thread>
      {status === 'closed' ? (
        <footer>
          {say('askAgain')}
          <button onClick={() => panel.again()}>{say('again')}</button>
        </footer>
      ) : (
        props.consent || (
          <Composer
            text={composing.text}
            placeholder={say(status === 'queued' ? 'placeholderWaiting' : 'placeholder')}
            preview={draftPreview}
            picking={picking}
            onText={composing.write}
            onSend={composing.send}
            onPick={onPick}
            onFiles={files.add}
          >
            {props.cards}
            {emoji && <emoji.EmojiPicker onPick={onPick} />}
          </Composer>
        )
      )}
    </>
  )
}
