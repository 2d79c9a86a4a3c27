/** The agent's work bar and dialogue list: what desk.get says, kept fresh, and a replica of each own open dialogue. */
import type { DeskView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { mayRepeat, repeatAfterMs } from './backoff'
import type { Output, Reply } from './calls'
import type { Client } from './client'
import { openConversation, type Conversation } from './conversation'
import { createStore, type Store } from './store'
import { createTimer } from './timer'

/** Changes of the waiting line in a row are asked for at most this often, in milliseconds. */
export const DESK_INTERVAL_MS = 500

export interface OwnDialogue {
  readonly id: string
  readonly conversation: Conversation
}

export interface DeskState {
  /** Null until the first answer. */
  readonly desk: DeskView | null
  /** The last answer was a refusal for good. */
  readonly error: WireError | null
  /** Own open dialogues, each followed, in the order of `desk.open`. */
  readonly own: readonly OwnDialogue[]
}

export interface Desk extends Store<DeskState> {
  /** 接收对话 (RTE-07): the longest waiting, or the named one. */
  readonly claim: (conversationId?: string) => Promise<Reply<Output<'conversation.claim'>>>
  readonly setPresence: (status: DeskView['status']) => Promise<Reply<Output<'desk.setPresence'>>>
  /** The shared replica of any conversation one may read; each `open` needs its own `release`. */
  readonly open: (conversationId: string) => Conversation
  readonly refresh: () => void
  /** Releases what it followed itself. */
  readonly release: () => void
}

/** The desk of the signed-in member. */
export function openDesk(client: Client): Desk {
  const { environment } = client.options
  const store = createStore<DeskState>({ desk: null, error: null, own: [] })
  const share = createSharing(client)
  let asking = false
  let again = false
  let failures = 0
  let askedAt = -Infinity
  let released = false
  const timer = createTimer(environment)

  function refresh() {
    if (released || client.state.getSnapshot().status !== 'connected') return
    if (asking) {
      // The answer under way may be older than what we were just told.
      again = true
      return
    }
    timer.cancel()
    const waitMs = askedAt + DESK_INTERVAL_MS - environment.now()
    if (waitMs > 0) {
      timer.arm(waitMs, refresh)
      return
    }
    void ask()
  }

  async function ask() {
    asking = true
    again = false
    askedAt = environment.now()
    const reply = await client.call('desk.get', {})
    asking = false
    if (released) return
    if (reply.ok) {
      failures = 0
      store.set({ desk: reply.result, error: null, own: follow(reply.result) })
      if (again) refresh()
    } else if (reply.error.code === 'disconnected') {
      refresh()
    } else if (mayRepeat(reply.error, failures)) {
      failures += 1
      timer.arm(repeatAfterMs(reply.error, failures, environment), refresh)
    } else {
      store.set({ ...store.getSnapshot(), error: reply.error })
    }
  }

  function follow(desk: DeskView): readonly OwnDialogue[] {
    const { own } = store.getSnapshot()
    const next = desk.open.map(
      ({ id }) => own.find((dialogue) => dialogue.id === id) ?? { id, conversation: share(id) },
    )
    for (const dialogue of own) if (!next.includes(dialogue)) dialogue.conversation.release()
    const unchanged = next.length === own.length && next.every((dialogue, index) => dialogue === own[index])
    return unchanged ? own : next
  }

  const ends = [
    client.state.subscribe(refresh),
    // Without a version it is the waiting line that changed.
    client.on('desk', ({ version }) => {
      if (version === undefined || version !== store.getSnapshot().desk?.version) refresh()
    }),
    client.on('beat', ({ load }) => {
      if (load !== undefined && load !== store.getSnapshot().desk?.version) refresh()
    }),
  ]
  refresh()

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    async claim(conversationId) {
      const reply = await client.call('conversation.claim', conversationId ? { conversationId } : {})
      refresh()
      return reply
    },
    async setPresence(status) {
      const reply = await client.call('desk.setPresence', { status })
      const { desk } = store.getSnapshot()
      if (reply.ok && desk) store.set({ ...store.getSnapshot(), desk: { ...desk, status: reply.result.status } })
      return reply
    },
    open: share,
    refresh,
    release() {
      released = true
      timer.cancel()
      for (const end of ends) end()
      for (const { conversation } of store.getSnapshot().own) conversation.release()
    },
  }
}

/** One replica for everybody who looks at the same conversation; it goes when the last one released it. */
function createSharing(client: Client): (conversationId: string) => Conversation {
  const shared = new Map<string, { readonly conversation: Conversation; holders: number }>()
  return (conversationId) => {
    const entry = shared.get(conversationId) ?? {
      conversation: openConversation(client, { conversationId }),
      holders: 0,
    }
    shared.set(conversationId, entry)
    entry.holders += 1
    let held = true
    return {
      ...entry.conversation,
      release() {
        if (!held) return
        held = false
        entry.holders -= 1
        if (entry.holders > 0) return
        shared.delete(conversationId)
        entry.conversation.release()
      },
    }
  }
}
