import type { ConversationView } from '@keqiao/contract'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface Counted {
  readonly view: Pick<ConversationView, 'status' | 'visitorMessageCount'>
  readonly unansweredCount: number
}

/**
 * How many of the visitor's messages this agent has not seen. What this browser never showed counts from the last
 * answer on: somebody read what was answered. Nothing in an ended dialogue waits to be read.
 */
export function unreadCount({ view, unansweredCount }: Counted, seenCount: number | undefined): number {
  if (view.status === 'closed') return 0
  return seenCount === undefined ? unansweredCount : Math.max(0, view.visitorMessageCount - seenCount)
}

interface SeenState {
  /** Conversation id -> how many of its visitor messages were on the screen. */
  seen: Readonly<Record<string, number>>
  see(conversationId: string, visitorMessageCount: number): void
}

/** An agent's dialogues of some days; the ones seen longest ago give way. */
const maxRemembered = 300

function remember(seen: SeenState['seen'], id: string, count: number): SeenState['seen'] {
  const { [id]: _before, ...others } = seen
  return Object.fromEntries([...Object.entries(others), [id, count] as const].slice(-maxRemembered))
}

/** Kept on this device, so that a reload does not mark everything unread again. */
export const useSeen = create<SeenState>()(
  persist(
    (set) => ({
      seen: {},
      see: (id, count) => set(({ seen }) => ((seen[id] ?? 0) >= count ? {} : { seen: remember(seen, id, count) })),
    }),
    { name: 'keqiao.console.seen', partialize: ({ seen }) => ({ seen }) },
  ),
)
