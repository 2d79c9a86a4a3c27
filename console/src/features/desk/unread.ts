import type { ConversationView } from '@keqiao/contract'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

type Counted = Pick<ConversationView, 'visitorMessageCount' | 'agentMessageCount' | 'unansweredSince'>

/**
 * How many of the visitor's messages this agent has not seen. What this browser never showed counts in full while
 * nobody answered; once somebody did, only that something is waiting is known.
 */
export function unreadCount(view: Counted, seenCount: number | undefined): number {
  if (seenCount !== undefined) return Math.max(0, view.visitorMessageCount - seenCount)
  if (view.unansweredSince === null) return 0
  return view.agentMessageCount === 0 ? view.visitorMessageCount : 1
}

interface SeenState {
  /** Conversation id -> how many of its visitor messages were on the screen. */
  seen: Readonly<Record<string, number>>
  see(conversationId: string, visitorMessageCount: number): void
  forget(conversationId: string): void
}

/** Kept on this device, so that a reload does not mark everything unread again. */
export const useSeen = create<SeenState>()(
  persist(
    (set) => ({
      seen: {},
      see: (id, count) => set(({ seen }) => ((seen[id] ?? 0) >= count ? {} : { seen: { ...seen, [id]: count } })),
      forget: (id) => set(({ seen: { [id]: _gone, ...rest } }) => ({ seen: rest })),
    }),
    { name: 'keqiao.console.seen', partialize: ({ seen }) => ({ seen }) },
  ),
)
