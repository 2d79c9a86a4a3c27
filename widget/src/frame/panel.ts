import {
  createClient,
  openConversation,
  type Client,
  type Conversation,
  type Environment,
  type HttpOptions,
} from '@keqiao/client'
import { createStore, type Store, type WritableStore } from '@keqiao/client/store'
import type { BodyInput, VisitorSessionView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { KEPT, READING, type Page, type ToFrame } from '../bridge'
import type { Host } from './host'
import { identifier } from './identify'

export interface PanelState {
  /** Why the visitor could not be made known; null while that goes on, and when it is done. */
  readonly error: WireError | null
  readonly session: VisitorSessionView | null
  readonly client: Client | null
  /** The one on screen; null until the panel was opened for the first time. */
  readonly conversation: Conversation | null
  /** Why the conversation could not be opened. */
  readonly openError: WireError | null
  readonly shown: boolean
}

/** Everything the frame does that is not drawing. */
export interface Panel extends Store<PanelState> {
  readonly http: HttpOptions
  /** Asks again after `error`, `openError` or a stopped connection. */
  retry(): void
  /** 继续咨询: a new conversation after one that ended; `body` becomes its first message. */
  again(body?: BodyInput): void
  close(): void
}

/**
 * Makes the visitor known, connects, and follows the conversation that goes on. Opening the panel opens a conversation
 * (reading G8a); a panel that was loaded only for the badge does not.
 *
 * @param origin of our own server, without a slash at the end
 */
export function startPanel(host: Host, environment: Environment, origin: string): Panel {
  const { storage, start } = host
  const token = (): string | undefined => storage.get(KEPT.token) ?? undefined
  const http: HttpOptions = { base: '', token, newId: environment.newId }
  const store = createStore<PanelState>({
    error: null,
    session: null,
    client: null,
    conversation: null,
    openError: null,
    shown: start.shown,
  })
  const change = changer(store)
  const current = createCurrent(host, store, environment)
  const identify = identifier(host, http, environment, {
    known: connect,
    failed: (error) => change({ error }),
  })

  function connect(session: VisitorSessionView): void {
    store.getSnapshot().client?.stop()
    const url = `${origin.replace(/^http/, 'ws')}/ws`
    const client = createClient({ url, as: 'visitor', token, owner: session.contactId, environment })
    change({ error: null, session, client, conversation: null })
    client.state.subscribe(() => {
      const state = client.state.getSnapshot()
      if (state.status === 'connected') {
        // The merchant may have changed since whether his agents see what is not sent: it must be said before it is so.
        session.channel.draftPreview = state.preview
        void current.open()
      }
      // Revoked, or made by a database that was reset: be somebody new rather than nobody.
      if (state.status === 'stopped' && state.error?.code === 'unauthenticated') {
        storage.remove(KEPT.token)
        void identify()
      }
    })
    if (session.conversationId) current.follow(session.conversationId)
    // Where there is something to read first (VIS-07), a conversation is asked for.
    else if (store.getSnapshot().shown && !session.channel.faq) current.follow(null)
  }

  host.listen((message) => {
    if (message.t === 'shown' || message.t === 'hidden') change({ shown: message.t === 'shown' })
    current.hear(message)
  })
  void identify()
  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    http,
    retry() {
      const { error, client, openError } = store.getSnapshot()
      if (error) void identify()
      else if (openError) current.follow(null)
      else client?.start()
    },
    again(body) {
      current.follow(null)
      if (body) store.getSnapshot().conversation?.send(body)
    },
    close: () => host.send({ t: 'close' }),
  }
}

const changer = (store: WritableStore<PanelState>) => (part: Partial<PanelState>) =>
  store.set({ ...store.getSnapshot(), ...part })

/** The conversation on screen: which one it is, opening it, and what the other tabs of the shop have to say about it. */
function createCurrent(host: Host, store: WritableStore<PanelState>, environment: Environment) {
  let page: Page = host.start.page
  /** Client id of the opening that is still to be done; kept over reconnects, so that a repeat is harmless. */
  let openKey: string | undefined
  const change = changer(store)

  /** @param id null: a conversation still to be opened */
  function follow(id: string | null): void {
    const { client, conversation: before } = store.getSnapshot()
    if (!client) return
    before?.release()
    const conversation = openConversation(client, { conversationId: id, page: () => page })
    openKey = id === null ? environment.newId() : undefined
    change({ conversation, openError: null })
    void open()
  }

  /** Opens what `follow(null)` promised, as soon as there is a connection. */
  async function open(): Promise<void> {
    const { client, conversation } = store.getSnapshot()
    const key = openKey
    if (!key || !client || conversation?.id() !== null || client.state.getSnapshot().status !== 'connected') return
    const reply = await client.call('conversation.open', { page }, key)
    if (key !== openKey) return
    if (!reply.ok) {
      if (reply.error.code !== 'disconnected') change({ openError: reply.error })
      return
    }
    openKey = undefined
    // One that already has a message to send opens itself, with the same answer.
    if (conversation.getSnapshot().pending.length === 0) follow(reply.result.conversation.id)
  }

  /** What is opened in one tab is open in all. */
  function hear(message: ToFrame): void {
    const { client, conversation, session } = store.getSnapshot()
    if (message.t === 'shown') {
      page = message.page
      if (!conversation && !session?.channel.faq) follow(null)
    }
    if (message.t !== 'kept') return
    if (message.key !== READING.conversation || !message.value || !client) return
    const status = conversation?.getSnapshot().conversation?.status
    const isOver = !conversation || conversation.id() === null || status === 'closed'
    if (isOver && conversation?.id() !== message.value) follow(message.value)
  }

  return { follow, open, hear }
}
