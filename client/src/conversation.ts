/** One conversation as a screen needs it: the replica, the send queue and the drafts of both ends in one store. */
import type { BodyInput, BodyView, ConversationView, EventView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { localError, type Output, type Reply } from './calls'
import type { Client } from './client'
import { createDraftSender } from './drafts'
import type { foldView } from './fold'
import { createKeptMessages } from './kept-messages'
import { watchOtherEnd, type OtherEndState } from './other-end'
import type { PendingMessage } from './pending-message'
import { createReplica, type Replica } from './replica'
import { SendQueue } from './send-queue'
import { createStore, type Store, type WritableStore } from './store'

/** What a screen shows of a conversation. */
export interface ConversationState extends OtherEndState {
  /** `none`: no conversation yet (a visitor who has said nothing). `failed`: see `error`. */
  readonly status: 'none' | 'loading' | 'ready' | 'failed'
  readonly error: WireError | null
  readonly conversation: ConversationView | null
  /** What is loaded, oldest first, gapless for our audience. */
  readonly events: readonly EventView[]
  /** There are older ones: `loadOlder`. */
  readonly more: boolean
  readonly loadingOlder: boolean
  readonly pending: readonly PendingMessage[]
}

/** A conversation as a store, and what one may do in it. Functions may be passed around unbound. */
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
  /** Stops following. What was said is still sent while the client lives, and stays in storage until it is. */
  readonly release: () => void
}

/** Which conversation. */
export interface ConversationOptions {
  /** Null: the visitor's own, opened by the first message. */
  readonly conversationId: string | null
  /** Where the visitor asks from, told when it is opened. */
  readonly page?: (() => { url: string; title: string } | undefined) | undefined
  /** What the other end is told while one writes; the draft unless said otherwise. */
  readonly tellWriting?: typeof createDraftSender
  /** How an event changes the view; as for a visitor unless said otherwise. */
  readonly foldOne?: typeof foldView
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
  readSeq: 0,
}

/** Opens a conversation on a client; it lives until `release`. Two of the same id are independent of each other. */
export function openConversation(client: Client, options: ConversationOptions): Conversation {
  const { environment, as, owner } = client.options
  let id = options.conversationId
  let replica: Replica | null = null
  let released = false
  const store = createStore<ConversationState>(nothingYet)
  const patch = patching(store)
  const connected = () => client.state.getSnapshot().status === 'connected'
  const queue = new SendQueue({
    environment,
    storage: client.storage,
    storageKey: storageKeyOf(owner, id),
    // An earlier page may have gone before it heard the id. What was said there goes first.
    held: id !== null && as === 'visitor' && hasUnopened(client),
    ready: connected,
    deliver: async (item) => (id ? null : await begin()) ?? deliver(client, id ?? '', item),
    changed: (pending) => patch({ pending }),
  })
  const composer = (options.tellWriting ?? createDraftSender)(environment, (text) => tellDraft(client, id, text))
  const otherEnd = watchOtherEnd(client, () => id, patch)

  /** The visitor's first message opens his conversation. The result is a refusal, or null. */
  async function begin() {
    const reply = await openOwn(client, options.page?.())
    if (!reply.ok) return reply
    id = reply.result.conversation.id
    queue.moveTo(storageKeyOf(owner, id))
    if (!released) copy(id)
    return null
  }

  function copy(conversationId: string) {
    replica?.release()
    patch({ status: store.getSnapshot().conversation ? 'ready' : 'loading', error: null })
    replica = createReplica(client, conversationId, {
      foldOne: options.foldOne,
      changed({ conversation, events, more, cursor, online }, news) {
        const lamp = store.getSnapshot().conversation ? {} : { online }
        const readSeq = readByOther(as, conversation, store.getSnapshot())
        patch({ status: 'ready', error: null, conversation, events, more, readSeq, ...lamp })
        queue.free(conversation.status === 'closed' ? null : storageKeyOf(owner, null))
        queue.seen(new Set(news.flatMap(({ key }) => key ?? [])), cursor)
        otherEnd.spoke(news)
      },
      failed(error) {
        patch({ status: 'failed', error })
        queue.free(null)
        queue.seen(new Set(), Infinity) // what is durable will not be shown here: nobody needs to wait for it
      },
    })
  }

  const unsubscribe = client.state.subscribe(() => connected() && queue.wake())
  patch({ pending: queue.pending() })
  if (id) copy(id)
  queue.wake()
  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    id: () => id,
    send(body, shown) {
      composer.clear()
      return queue.submit('message', body, shown ?? (body.kind === 'text' ? body : null))
    },
    addNote: (text) => queue.submit('note', { kind: 'text', text }, { kind: 'text', text }),
    retry: (key) => queue.retry(key),
    discard: (key) => queue.discard(key),
    draft: composer.update,
    loadOlder: () => loadPage(replica, store, patch),
    close: () => end(client, id),
    reload: () => id && copy(id),
    release() {
      released = true
      otherEnd.release()
      queue.release(unsubscribe)
      composer.clear()
      replica?.release()
    },
  }
}

const tellDraft = (client: Client, s: string | null, text: string) => s && client.send({ t: 'draft', s, text })

const storageKeyOf = (owner: string, conversationId: string | null) =>
  `keqiao:${owner}:unsent:${conversationId ?? 'new'}`

/**
 * Whether a visitor said something for a conversation that is not known to be open yet. After a reload such a page begins
 * with `conversationId: null`, unless the server names one that goes on.
 */
export function hasUnopened(client: Client): boolean {
  return createKeptMessages(client.storage, storageKeyOf(client.options.owner, null)).read().length > 0
}

async function end(client: Client, conversationId: string | null): Promise<Reply<Output<'conversation.close'>>> {
  if (conversationId === null) return { ok: false, error: localError('not_found', false) }
  return client.call('conversation.close', { conversationId })
}

async function loadPage(replica: Replica | null, store: Store<ConversationState>, patch: Patch) {
  const { loadingOlder, more } = store.getSnapshot()
  if (!replica || loadingOlder || !more) return
  patch({ loadingOlder: true })
  await replica.loadOlder()
  patch({ loadingOlder: false })
}

/** What was pushed may be newer than a snapshot. */
function readByOther(as: 'visitor' | 'member', view: ConversationView, { readSeq }: ConversationState): number {
  return Math.max(readSeq, as === 'visitor' ? view.agentReadSeq : view.visitorReadSeq)
}

type Patch = (fields: Partial<ConversationState>) => void

/** Changes some fields, and keeps the reference when they are what they were. */
function patching(store: WritableStore<ConversationState>): Patch {
  return (fields) => {
    const state = store.getSnapshot()
    const names = Object.keys(fields) as (keyof ConversationState)[]
    if (names.some((name) => !Object.is(state[name], fields[name]))) store.set({ ...state, ...fields })
  }
}

/** The server returns the one that goes on, so a repetition needs no key of its own. */
const openOwn = (client: Client, page: { url: string; title: string } | undefined) =>
  client.call('conversation.open', page ? { page } : {})

function deliver(client: Client, conversationId: string, { key, kind, body }: PendingMessage) {
  return kind === 'note' && body.kind === 'text'
    ? client.call('conversation.addNote', { conversationId, text: body.text }, key)
    : client.call('conversation.sendMessage', { conversationId, body }, key)
}
