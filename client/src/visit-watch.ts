/** Where the visitor of a conversation is and was: asked with every connection, told by frames in between (CON-19). */
import type { VisitView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { mayRepeat, repeatAfterMs } from './backoff'
import type { Client } from './client'
import { createStore, type Store } from './store'
import { createTimer } from './timer'

/** What is known of the visit. */
export interface VisitState {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly error: WireError | null
  readonly visit: VisitView | null
  /** 第几次咨询; null until the first answer. */
  readonly ordinal: number | null
}

/** The visit of one conversation, as a store. */
export interface VisitWatch extends Store<VisitState> {
  /** Asks again after `failed`. */
  readonly reload: () => void
  readonly release: () => void
}

/** Watches a conversation's visit. Frames come to those who follow the conversation. */
export function watchVisit(client: Client, conversationId: string): VisitWatch {
  const { environment } = client.options
  const store = createStore<VisitState>({ status: 'loading', error: null, visit: null, ordinal: null })
  const timer = createTimer(environment)
  let connection: string | undefined
  let failures = 0
  let over = false
  /** Rises with each frame: an answer that was asked for before it is older. */
  let told = 0

  async function ask() {
    const before = told
    const reply = await client.call('conversation.visit', { conversationId })
    if (over || (!reply.ok && reply.error.code === 'disconnected')) return
    if (reply.ok) {
      failures = 0
      const visit = told === before ? reply.result.visit : store.getSnapshot().visit
      store.set({ status: 'ready', error: null, visit, ordinal: reply.result.ordinal })
    } else if (mayRepeat(reply.error, failures)) {
      failures += 1
      timer.arm(repeatAfterMs(reply.error, failures, environment), () => void ask())
    } else {
      store.set({ ...store.getSnapshot(), status: 'failed', error: reply.error })
    }
  }

  function connected() {
    const state = client.state.getSnapshot()
    if (state.status !== 'connected' || state.connection === connection) return
    connection = state.connection
    timer.cancel()
    void ask()
  }

  const ends = [
    client.state.subscribe(connected),
    client.on('visit', ({ s, visit }) => {
      if (s !== conversationId) return
      told += 1
      store.set({ ...store.getSnapshot(), status: 'ready', error: null, visit })
    }),
  ]
  connected()
  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    reload() {
      store.set({ ...store.getSnapshot(), status: 'loading', error: null })
      void ask()
    },
    release() {
      over = true
      timer.cancel()
      for (const end of ends) end()
    },
  }
}
