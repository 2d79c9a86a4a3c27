import type { Conversation, ConversationState } from '@keqiao/client'
import type { EventView } from '@keqiao/contract'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type MouseEvent } from 'react'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import { useDesk } from '../../desk/desk-context'
import { estimateHeight } from './estimate-height'
import { MessageMenu, type MenuPlace } from './message-menu'
import { MessageRow } from './message-row'
import { DayRow, NoteRow, SystemRow } from './plain-rows'
import { firstRowKey, threadItems, type ThreadItem } from './thread-items'
import { useNewBelow } from './use-new-below'
import { useRecall } from './use-recall'
import './thread.css'

/** Pixels from the end within which the reader is following the conversation. */
const followWithin = 48

/** Rows from the top at which the page before is asked for. */
const askOlderWithin = 8

const dayOf = (at: number) => new Date(at).setHours(0, 0, 0, 0)

interface ThreadProps {
  conversation: Conversation
  state: ConversationState
}

/** The conversation itself: only what is near the window is in the page, and older pages come without a jump. */
export function Thread({ conversation, state }: ThreadProps) {
  const texts = useTexts()
  const { me } = useDesk()
  const { events, pending, more, readSeq } = state
  const { id: memberId, nickname } = me.member
  const pageTops = usePageTops(events, more)
  const items = useMemo(
    () => threadItems({ events, pending, more, reader: { memberId, nickname }, dayOf, pageTops, readSeq }),
    [events, pending, more, memberId, nickname, pageTops, readSeq],
  )
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => items[index]?.key ?? index, [items]),
    estimateSize: (index) => (items[index] ? estimateHeight(items[index]) : 40),
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: followWithin,
    overscan: 6,
    paddingStart: 12,
    paddingEnd: 12,
  })
  useKeepEndInSight(scroller, virtualizer)
  useOlderPages(conversation, more, virtualizer.range?.startIndex, items.length)
  const below = useNewBelow(items, virtualizer.isAtEnd(followWithin))
  const toEnd = () => virtualizer.scrollToEnd()
  useFollowOwn(items, toEnd)
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
        onContextMenu={(event) => {
          const place = menuPlace(event, events, mayRecall)
          if (!place) return
          event.preventDefault()
          setMenu(place)
        }}
      >
        {/* Its position is absolute: as a row it would have to come and go with the page it announces. */}
        {state.loadingOlder && <div className="thread-older">{texts.conversation.older}</div>}
        <div className="thread-rows" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ key, index, start }) => {
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
                  <Row item={item} conversation={conversation} />
                </div>
              )
            )
          })}
        </div>
      </div>
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
  events: readonly EventView[],
  mayRecall: (seq: number) => boolean,
): MenuPlace | null {
  const message = target instanceof Element ? target.closest<HTMLElement>('[data-seq]') : null
  const selecting = !window.getSelection()?.isCollapsed
  if (!message || selecting || (target instanceof Element && target.closest('a'))) return null
  const seq = Number(message.dataset['seq'])
  const event = events.find((one) => one.seq === seq)
  if (event?.type !== 'message.sent') return null
  const { body } = event.payload
  const text = body.kind === 'text' ? body.text : ''
  const recallable = mayRecall(seq)
  return text === '' && !recallable ? null : { x, y, seq, text, recallable }
}

function Row({ item, conversation }: { item: ThreadItem; conversation: Conversation }) {
  switch (item.kind) {
    case 'day':
      return <DayRow at={item.at} />
    case 'system':
      return <SystemRow at={item.at} event={item.event} />
    case 'note':
      return <NoteRow item={item} conversation={conversation} />
    case 'message':
      return <MessageRow item={item} conversation={conversation} />
  }
}

type ThreadVirtualizer = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>

/** Begins at the end, and stays there when the window, the composer or the draft preview changes its height. */
function useKeepEndInSight(
  scroller: { readonly current: HTMLDivElement | null },
  virtualizer: ThreadVirtualizer,
): void {
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    virtualizer.scrollToEnd()
    let height = element.clientHeight
    const observer = new ResizeObserver(() => {
      const lost = height - element.clientHeight
      height = element.clientHeight
      const distance = element.scrollHeight - element.clientHeight - element.scrollTop
      if (distance <= followWithin + Math.max(0, lost)) virtualizer.scrollToEnd()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, virtualizer])
}

function useOlderPages(conversation: Conversation, more: boolean, firstIndex: number | undefined, count: number): void {
  const near = firstIndex !== undefined && firstIndex <= askOlderWithin
  useEffect(() => {
    if (near && more) void conversation.loadOlder()
    // After a page that could not be had, the next movement of the reader asks again.
  }, [conversation, near, more, count, firstIndex])
}

/** The rows that were the oldest loaded ones at some time. */
function usePageTops(events: readonly EventView[], more: boolean): ReadonlySet<string> {
  const [tops, setTops] = useState<ReadonlySet<string>>(new Set())
  const top = more ? firstRowKey(events) : undefined
  if (top !== undefined && !tops.has(top)) setTops(new Set([...tops, top]))
  return tops
}

/** What one says oneself is always shown, wherever one was reading. */
function useFollowOwn(items: readonly ThreadItem[], toEnd: () => void): void {
  const last = items.at(-1)
  const ownKey = last?.kind === 'message' && last.mine && last.delivery.state !== 'arrived' ? last.key : undefined
  const follow = useRef(toEnd)
  useEffect(() => {
    follow.current = toEnd
  })
  useEffect(() => {
    if (ownKey !== undefined) follow.current()
  }, [ownKey])
}
