/**
 * The copy of one conversation: a snapshot first, then the events since. It asks again whenever a connection is there
 * and it has nothing yet; once it has a snapshot, cursors keep it right over any number of reconnects.
 */
import type { ConversationSnapshot, EventView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { mayRepeat, repeatAfterMs } from './backoff'
import type { Client } from './client'
import { fold, withoutRecalled, type foldView } from './fold'
import { createTimer } from './timer'

/** Events of the first page and of each older one. */
const PAGE_SIZE = 50

/** Who hears of a replica. */
export interface ReplicaListener {
  /** The copy changed. `news` are the events that came with it, the whole first page at first. */
  readonly changed: (snapshot: ConversationSnapshot, news: readonly EventView[]) => void
  /** It cannot be had. */
  readonly failed: (error: WireError) => void
  /** How an event changes the view, where the reader is shown more than a visitor. */
  readonly foldOne?: typeof foldView | undefined
}

/** The copy of one conversation. */
export interface Replica {
  /** Null until the first answer. */
  readonly snapshot: () => ConversationSnapshot | null
  /** The page before the oldest event. False when it could not be had. */
  readonly loadOlder: () => Promise<boolean>
  readonly release: () => void
}

/** Begins to copy a conversation. */
export function createReplica(client: Client, conversationId: string, listener: ReplicaListener): Replica {
  const { environment } = client.options
  let snapshot: ConversationSnapshot | null = null
  let asking = false
  let over = false
  let failures = 0
  let unfollow: (() => void) | null = null
  const timer = createTimer(environment)

  function load() {
    if (!over && !asking && !snapshot && client.state.getSnapshot().status === 'connected') void ask()
  }

  async function ask() {
    asking = true
    timer.cancel()
    const reply = await client.call('conversation.get', { conversationId, limit: PAGE_SIZE })
    asking = false
    if (over) return
    if (reply.ok) return begin(reply.result)
    const { error } = reply
    if (error.code === 'disconnected') return load()
    if (!mayRepeat(error, failures)) return listener.failed(error)
    failures += 1
    timer.arm(repeatAfterMs(error, failures, environment), load)
  }

  function begin(first: ConversationSnapshot) {
    snapshot = first
    unfollow = client.follow(conversationId, first.cursor, {
      events(events) {
        if (!snapshot) return
        snapshot = fold(snapshot, events, listener.foldOne)
        listener.changed(snapshot, events)
      },
      failed: listener.failed,
    })
    listener.changed(first, first.events)
  }

  async function loadOlder() {
    const oldest = snapshot?.events[0]
    if (!snapshot?.more || !oldest) return true
    const reply = await client.call('conversation.history', {
      conversationId,
      beforeSeq: oldest.seq,
      limit: PAGE_SIZE,
    })
    if (!reply.ok) return false
    // Events may have arrived at the other end meanwhile, recalls of what this page still shows among them.
    const older = withoutRecalled(reply.result.events, snapshot.events)
    snapshot = { ...snapshot, events: [...older, ...snapshot.events], more: reply.result.more }
    if (!over) listener.changed(snapshot, [])
    return true
  }

  const unsubscribe = client.state.subscribe(load)
  load()
  return {
    snapshot: () => snapshot,
    loadOlder,
    release() {
      over = true
      unsubscribe()
      timer.cancel()
      unfollow?.()
    },
  }
}
