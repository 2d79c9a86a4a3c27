import type { ConversationState, EarlierState } from '@keqiao/client'
import type { ConversationView } from '@keqiao/contract'
import { useMemo, useState } from 'react'
import { useDesk } from '../../desk/desk-context'
import { historyItems, historyTop } from './history-items'
import { firstRowKey, threadItems, type ThreadItem } from './thread-items'

const dayOf = (at: number) => new Date(at).setHours(0, 0, 0, 0)

interface ThreadItemsOptions {
  readonly view: ConversationView
  readonly state: ConversationState
  readonly earlier: EarlierState
  readonly unreadSeq: number | null
}

/** All rows of a thread: what the customer asked before, as far as it is loaded, and the conversation itself. */
export function useThreadItems({ view, state, earlier, unreadSeq }: ThreadItemsOptions): readonly ThreadItem[] {
  const { me } = useDesk()
  const { id: memberId, nickname } = me.member
  const { events, pending, more, readSeq } = state
  const { parts, ordinal } = earlier
  const pageTops = usePageTops(more ? firstRowKey(events) : historyTop(parts))
  const { openedAt } = view
  const history = useMemo(
    () => historyItems({ parts, ordinal, openedAt, reader: { memberId, nickname }, dayOf, pageTops }),
    [parts, ordinal, openedAt, memberId, nickname, pageTops],
  )
  const present = useMemo(
    () => threadItems({ events, pending, more, reader: { memberId, nickname }, dayOf, pageTops, readSeq, unreadSeq }),
    [events, pending, more, memberId, nickname, pageTops, readSeq, unreadSeq],
  )
  return useMemo(() => (history.length === 0 ? present : [...history, ...present]), [history, present])
}

/** The rows that were the oldest loaded ones at some time. */
function usePageTops(top: string | undefined): ReadonlySet<string> {
  const [tops, setTops] = useState<ReadonlySet<string>>(new Set())
  if (top !== undefined && !tops.has(top)) setTops(new Set([...tops, top]))
  return tops
}
