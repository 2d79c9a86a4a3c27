import type { ConversationState, DeskConversation } from '@keqiao/client'
import type { ConversationView } from '@keqiao/contract'
import { useCallback, useRef, useState, type MouseEvent } from 'react'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import { useStore } from '../../desk/use-store'
import { MessageMenu, type MenuPlace } from './message-menu'
import { MessageRow } from './message-row'
import { ConsultationRow, DayRow, NoteRow, SystemRow, UnreadRow } from './plain-rows'
import { ThreadStatus } from './thread-status'
import type { ThreadItem } from './thread-items'
import { followWithin, useFollowOwn, useThreadVirtualizer } from './thread-virtualizer'
import { useJump } from './use-jump'
import { useNewBelow } from './use-new-below'
import { useOlderPages } from './use-older-pages'
import { useKeepPlace, useKnownPlace } from './use-reading-place'
import { useRecall } from './use-recall'
import { useThreadItems } from './use-thread-items'
import { useThreadKeys } from './use-thread-keys'
import { useUnreadAbove, useUnreadMark } from './use-unread-mark'
import { WhisperRow } from './whisper-row'
import './thread.css'

interface ThreadProps {
  conversation: DeskConversation
  view: ConversationView
  state: ConversationState
}

/**
 * The conversation, and above it what the same customer asked before: only what is near the window is in the page, and
 * older pages come without a jump.
 */
export function Thread({ conversation, view, state }: ThreadProps) {
  const texts = useTexts()
  const earlier = useStore(conversation.earlier)
  const unread = useUnreadMark(view, state)
  const items = useThreadItems({ view, state, earlier, unreadSeq: unread.seq })
  const scroller = useRef<HTMLDivElement>(null)
  const known = useKnownPlace(view.id, items)
  const beginsAt = known.begins ? known.place : null
  const virtualizer = useThreadVirtualizer(scroller, items, beginsAt)
  // In this order: the range is that of the rows.
  const rows = virtualizer.getVirtualItems()
  const firstIndex = virtualizer.range?.startIndex
  const atEnd = virtualizer.isAtEnd(followWithin)
  useOlderPages({ conversation, state, earlier, firstIndex, itemCount: items.length })
  const unreadAbove = useUnreadAbove(unread, items, firstIndex, { atEnd, beginsAbove: known.begins })
  const jump = useJump({ conversation, items, virtualizer })
  const below = useNewBelow(items, { atEnd, drawn: firstIndex !== undefined, place: beginsAt })
  useKeepPlace(known, {
    scroller,
    virtualizer,
    conversationId: view.id,
    readKey: below.readKey,
    onFarPlace: jump.toRow,
  })
  const toEnd = () => {
    jump.stay()
    virtualizer.scrollToEnd()
  }
  useFollowOwn(items, toEnd)
  const onKeyDown = useThreadKeys(scroller, { toBeginning: jump.toBeginning, toEnd, stay: jump.stay })
  const { mayRecall, recall } = useRecall(conversation, state)
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const closeMenu = useCallback(() => setMenu(null), [])

  return (
    <div className="thread">
      <div
        className="thread-scroller"
        ref={scroller}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={texts.conversation.log}
        onKeyDown={onKeyDown}
        onWheel={jump.stay}
        onTouchMove={jump.stay}
        onContextMenu={(event) => {
          const place = menuPlace(event, items, mayRecall)
          if (!place) return
          event.preventDefault()
          setMenu(place)
        }}
      >
        <div className="thread-rows" style={{ height: virtualizer.getTotalSize() }}>
          {rows.map(({ key, index, start }) => {
            const item = items[index]
            return (
              item && (
                <div
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  className="thread-row"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <Row item={item} conversation={conversation} landed={item.key === jump.landedOn} />
                </div>
              )
            )
          })}
        </div>
      </div>
      <ThreadStatus
        loading={state.loadingOlder || earlier.loading}
        failed={earlier.error?.code ?? null}
        unreadAbove={unreadAbove}
        onRetry={() => void conversation.earlier.load()}
        onUnread={jump.toUnread}
      />
      {menu && <MessageMenu place={menu} onRecall={recall} onClose={closeMenu} />}
      {below.away && (
        <button type="button" className="thread-to-end" onClick={toEnd}>
          <Icon name="arrowDown" small />
          {below.count > 0 ? texts.conversation.newMessages(below.count) : texts.conversation.toEnd}
        </button>
      )}
    </div>
  )
}

/** What the menu of the message under the pointer offers; null where the browser's own is better. */
function menuPlace(
  { target, clientX: x, clientY: y }: MouseEvent,
  items: readonly ThreadItem[],
  mayRecall: (seq: number) => boolean,
): MenuPlace | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  const item = items[Number(row?.dataset['index'] ?? -1)]
  const selecting = !window.getSelection()?.isCollapsed
  if (item?.kind !== 'message' || selecting || (target instanceof Element && target.closest('a'))) return null
  const { body, seq } = item
  if (seq === null) return null
  const text = body?.kind === 'text' ? body.text : ''
  const recallable = !item.past && mayRecall(seq)
  return text === '' && !recallable ? null : { x, y, seq, text, recallable }
}

interface RowProps {
  item: ThreadItem
  conversation: DeskConversation
  /** One was brought here. */
  landed: boolean
}

function Row({ item, conversation, landed }: RowProps) {
  switch (item.kind) {
    case 'day':
      return <DayRow at={item.at} />
    case 'consultation':
      return <ConsultationRow item={item} landed={landed} />
    case 'unread':
      return <UnreadRow />
    case 'system':
      return <SystemRow at={item.at} event={item.event} />
    case 'note':
      return <NoteRow item={item} conversation={conversation} />
    case 'whisper':
      return <WhisperRow item={item} />
    case 'message':
      return <MessageRow item={item} conversation={conversation} />
  }
}
