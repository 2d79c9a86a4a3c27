/** Read marks: how far somebody has read travels to the other end, seldom, and only forwards. */
import type { Client } from './client'
import { createTimer } from './timer'

/** At most one mark in this many milliseconds. */
export const READ_INTERVAL_MS = 2_000

/** What tells the other end how far one has read. */
export interface ReadMarks {
  /** Everything up to this seq is on a visible screen in front of somebody. */
  readonly read: (seq: number) => void
  readonly release: () => void
}

/**
 * Throttled; the last place is always told in the end. What could not be told is told again with the next place or the
 * next connection.
 */
export function createReadMarks(client: Client, conversationId: string): ReadMarks {
  const { environment } = client.options
  let wanted = 0
  let told = 0
  let toldAt = -Infinity
  const timer = createTimer(environment)

  function plan() {
    timer.cancel()
    if (wanted <= told || client.state.getSnapshot().status !== 'connected') return
    const waitMs = toldAt + READ_INTERVAL_MS - environment.now()
    if (waitMs > 0) return timer.arm(waitMs, plan)
    void tell(wanted)
  }

  async function tell(seq: number) {
    const before = told
    told = seq
    toldAt = environment.now()
    const reply = await client.call('conversation.markRead', { conversationId, seq })
    if (!reply.ok && told === seq) told = before
  }

  const unsubscribe = client.state.subscribe(plan)
  return {
    read(seq) {
      wanted = Math.max(wanted, seq)
      plan()
    },
    release() {
      unsubscribe()
      timer.cancel()
    },
  }
}
