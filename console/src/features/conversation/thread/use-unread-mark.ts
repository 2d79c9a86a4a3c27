import type { ConversationState } from '@keqiao/client'
import type { ConversationView, EventView } from '@keqiao/contract'
import { useMemo, useState } from 'react'
import { useDesk } from '../../desk/desk-context'
import { countUnanswered } from '../../desk/dialogue-book'
import { unreadCount, useSeen } from '../../desk/unread'
import type { ThreadItem } from './thread-items'

export interface UnreadMark {
  /** Messages of the visitor that were unread when the dialogue was opened; what comes while one looks is not unread. */
  readonly count: number
  /** The first of them; null when there is none or it is not loaded yet. */
  readonly seq: number | null
}

/** Where the unread messages began when the agent turned to the dialogue. It stays there as long as he does. */
export function useUnreadMark(view: ConversationView, { events }: ConversationState): UnreadMark {
  const { me } = useDesk()
  const mine = view.agent?.id === me.member.id
  const [{ count, seenCount }] = useState(() => {
    const seen = useSeen.getState().seen[view.id]
    const unread = mine ? unreadCount({ view, unansweredCount: countUnanswered(events) }, seen) : 0
    return { count: unread, seenCount: view.visitorMessageCount - unread }
  })
  const sinceCount = count === 0 ? 0 : view.visitorMessageCount - seenCount
  const seq = useMemo(() => seqOfVisitorMessage(events, sinceCount), [events, sinceCount])
  return { count, seq }
}

/** The `count`-th message of the visitor from the end. */
function seqOfVisitorMessage(events: readonly EventView[], count: number): number | null {
  let left = count
  for (let at = events.length - 1; left > 0 && at >= 0; at -= 1) {
    const event = events[at]
    if (event?.type !== 'message.sent' || event.payload.from !== 'visitor') continue
    left -= 1
    if (left === 0) return event.seq
  }
  return null
}

/**
 * How many unread messages begin above the window, for the way there; 0 as soon as their beginning was in sight once, or
 * there are none. `atEnd`: the window stands at the end, where a thread begins unless one was
 * reading further up (`beginsAbove`): then they are below.
 */
export function useUnreadAbove(
  { count }: UnreadMark,
  items: readonly ThreadItem[],
  firstIndex: number | undefined,
  { atEnd, beginsAbove }: { atEnd: boolean; beginsAbove: boolean },
): number {
  const [progress, setProgress] = useState<'placing' | 'placed' | 'met'>(beginsAbove ? 'met' : 'placing')
  if (progress === 'placing' && atEnd && firstIndex !== undefined) setProgress('placed')
  if (progress !== 'placed' || count === 0 || firstIndex === undefined) return 0
  const isAbove = items.findIndex(({ kind }) => kind === 'unread') < firstIndex
  if (!isAbove) setProgress('met')
  return isAbove ? count : 0
}
