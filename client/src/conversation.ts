/** One conversation as a screen needs it: the replica, the send queue and the drafts of both ends in one store. */
import type { BodyInput, BodyView, ConversationSnapshot, ConversationView, EventView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { localError, type Output, type Reply } from './calls'
import type { Client } from './client'
import { createDraftSender, createExpiring, createTypingSender, DRAFT_EXPIRY_MS, TYPING_EXPIRY_MS } from './drafts'
import { createReplica, type Replica } from './replica'
import { createSendQueue, type PendingMessage } from './send-queue'
import { createStore, type Store } from './store'

export interface ConversationState {
  /** `none`: no conversation yet (a visitor who has said nothing). `failed`: see `error`. */
  readonly status: 'none' | 'loading' | 'ready' | 'failed'
  readonly error: WireError | null
  readonly conversation: ConversationView | null
  /** What is loaded, oldest first, gapless for our audience. */
  readonly events: readonly EventView[]
  /** There are older ones: `loadOlder`. */
  readonly more: boolean
  readonly loadingOlder: boolean
  /** CON-03: the visitor has a connection. */
  readonly online: boolean
  readonly pending: readonly PendingMessage[]
  /** CON-13: the visitor's unsent text; empty when there is none (members only). */
  readonly draft: string
  /** Who types at the other end, for some seconds; null nobody (visitors only). */
  readonly typing: string | null
}

export interface Conversation extends Store<ConversationState> {
  /** Null until the first message opened it. */
  readonly id: () => string | null
  /** Keeps it, shows it, sends it. Returns its key. `shown` draws a file before its event is there. */
  readonly send: (body: BodyInput, shown?: BodyView) => string
  /** The same for a note (members only). */
  readonly addNote: (text: string) => string
  /** A failed one again, at the end of the line. Returns its new key (the same where the outcome is unknown). */
  readonly retry: (key: string) => string
  /** Forgets a failed one. */
  readonly discard: (key: string) => void
  /** CON-13: what stands in the composer now; throttled, empty clears. */
  readonly draft: (text: string) => void
  /** The page before the oldest event; nothing when there is none or one is being fetched. */
  readonly loadOlder: () => Promise<void>
  /** Ends it, by visitor or agent. */
  readonly close: () => Promise<Reply<Output<'conversation.close'>>>
  /** Asks again after `failed`. */
  readonly reload: () => void
  /** Stops following. What is not acknowledged stays in storage. */
  readonly release: () => void
}

export interface ConversationOptions {
  /** Null: the visitor's own, opened by the first message. */
  readonly conversationId: string | null
  /** Where the visitor asks from, told when it is opened. */
  readonly page?: (() => { url: string; title: string } | undefined) | undefined
}

const nothingYet: ConversationState = {
  status: 'none',
  error: null,
  conversation: null,
  events: [],
  more: false,
  loadingOlder: false,
  online: false,
  pending: [],
  draft: '',
  typing: null,
}

/** Opens a conversation on a client; it lives until `release`. Two of the same id are independent of each other. */
export function openConversation(client: Client, options: ConversationOptions): Conversation {
  const { environment, as, owner } = client.options
  let id = options.conversationId
  let replica: Replica | null = null
  const store = createStore<ConversationState>(nothingYet)
  const patch = (fields: Partial<ConversationState>) => store.set({ ...store.getSnapshot(), ...fields })
  const connected = () => client.state.getSnapshot().status === 'connected'
  const placeOf = (conversationId: string | null) => `keqiao:${owner}:unsent:${conversationId ?? 'new'}`

  const showDraft = createExpiring<string>(environment, '', (draft) => patch({ draft }))
  const showTyping = createExpiring<string | null>(environment, null, (typing) => patch({ typing }))
  const composer = (as === 'visitor' ? createDraftSender : createTypingSender)(environment, (text) => {
    if (id) client.sendDraft(id, text)
  })

  const queue = createSendQueue({
    environment,
    storage: client.storage,
    storageKey: placeOf(id),
    ready: connected,
    deliver,
    changed: (pending) => patch({ pending }),
  })

  async function deliver({ key, kind, body }: PendingMessage): Promise<Reply<{ seq: number }>> {
    if (!id) {
      const page = options.page?.()
      // The server returns the one that goes on, so a repetition needs no key of its own.
      const reply = await client.call('conversation.open', page ? { page } : {})
      if (!reply.ok) return reply
      id = reply.result.conversation.id
      queue.moveTo(placeOf(id))
      copy(id)
    }
    if (kind === 'note') {
      return client.call(
        'conversation.addNote',
        { conversationId: id, text: body.kind === 'text' ? body.text : '' },
        key,
      )
    }
    return client.call('conversation.sendMessage', { conversationId: id, body }, key)
  }

  function copy(conversationId: string) {
    replica?.release()
    patch({ status: store.getSnapshot().conversation ? 'ready' : 'loading', error: null })
    replica = createReplica(client, conversationId, {
      changed: (snapshot, news) => take(snapshot, news),
      failed: (error) => patch({ status: 'failed', error }),
    })
  }

  function take(snapshot: ConversationSnapshot, news: readonly EventView[]) {
    const { conversation, events, more, cursor } = snapshot
    const online = store.getSnapshot().conversation ? store.getSnapshot().online : snapshot.online
    patch({ status: 'ready', error: null, conversation, events, more, online })
    queue.seen(new Set(news.flatMap(({ key }) => key ?? [])), cursor)
    // What was typed has been said.
    const spoke = news.flatMap((event) => (event.type === 'message.sent' ? event.payload.from : []))
    if (spoke.includes('visitor') && store.getSnapshot().draft) showDraft('', 0)
    if (spoke.includes('agent') && store.getSnapshot().typing) showTyping(null, 0)
  }

  const submit = (kind: PendingMessage['kind'], body: BodyInput, shown: BodyView | null) => {
    composer.clear()
    return queue.submit(kind, body, shown)
  }

  const ends = [
    client.state.subscribe(() => {
      if (connected()) queue.wake()
    }),
    client.on('lamp', (frame) => {
      if (frame.s !== id || frame.online === store.getSnapshot().online) return
      patch({ online: frame.online })
      if (!frame.online) showDraft('', 0)
    }),
    client.on('draft', (frame) => frame.s === id && showDraft(frame.text, DRAFT_EXPIRY_MS)),
    client.on('typing', (frame) => frame.s === id && showTyping(frame.name, TYPING_EXPIRY_MS)),
  ]
  patch({ pending: queue.items() })
  if (id) copy(id)
  queue.wake()

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    id: () => id,
    send: (body, shown) => submit('message', body, shown ?? (body.kind === 'text' ? body : null)),
    addNote: (text) => submit('note', { kind: 'text', text }, { kind: 'text', text }),
    retry: queue.retry,
    discard: queue.discard,
    draft: composer.update,
    async loadOlder() {
      if (!replica || store.getSnapshot().loadingOlder || !store.getSnapshot().more) return
      patch({ loadingOlder: true })
      await replica.loadOlder()
      patch({ loadingOlder: false })
    },
    close: async () =>
      id
        ? client.call('conversation.close', { conversationId: id })
        : { ok: false, error: localError('not_found', false) },
    reload: () => id && copy(id),
    release() {
      for (const end of ends) end()
      queue.release()
      composer.clear()
      replica?.release()
    },
  }
}
