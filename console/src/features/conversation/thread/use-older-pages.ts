import type { ConversationState, DeskConversation, EarlierState } from '@keqiao/client'
import { useEffect } from 'react'

/** Rows from the top at which the page before is asked for. */
const askOlderWithin = 8

interface OlderPages {
  readonly conversation: DeskConversation
  readonly state: ConversationState
  readonly earlier: EarlierState
  readonly firstIndex: number | undefined
  readonly itemCount: number
}

/** Near the top, the page before is fetched: of this conversation first, then of what the customer asked before it. */
export function useOlderPages({ conversation, state, earlier, firstIndex, itemCount }: OlderPages): void {
  const near = firstIndex !== undefined && firstIndex <= askOlderWithin
  const { more } = state
  const moreEarlier = !more && earlier.more && earlier.error === null
  useEffect(() => {
    if (near && more) void conversation.loadOlder()
    // After a page of this conversation that could not be had, the next movement of the reader asks again.
  }, [conversation, near, more, itemCount, firstIndex])
  useEffect(() => {
    if (near && moreEarlier) void conversation.earlier.load()
  }, [conversation, near, moreEarlier, itemCount])
}
