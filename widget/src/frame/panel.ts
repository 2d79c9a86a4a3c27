import {
  createClient,
  openConversation,
  request,
  type Client,
  type Conversation,
  type Environment,
  type HttpOptions,
} from '@keqiao/client'
import { createStore, type Store } from '@keqiao/client/store'
import type { BodyInput, VisitorSessionView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { KEPT, type Page, type ToFrame } from '../bridge'
import type { Host } from './host'
import { countUnread, lastSeq } from './unread'

export interface PanelState {
  /** `unreachable` is retried by itself, `refused` is not. */
  readonly status: 'starting' | 'unreachable' | 'refused' | 'ready'
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
  /** Asks again after `unreachable`, `refused`, `openError` or a stopped connection. */
  retry(): void
  /** 继续咨询: a new conversation after one that ended; `body` becomes its first message. */
  again(body?: BodyInput): void
  close(): void
}

/** Which conversation this shop's tabs are in, and up to where it was read. */
const OWN = { conversation: 'conversation', seen: 'seen' } as const
const FIRST_RETRY_MS = 1_500
const LAST_RETRY_MS = 30_000

/**
 * Makes the visitor known, connects, and follows the conversation that goes on. Opening the panel opens a conversation
 * (reading G8a); a panel that was loaded only for the badge does not.
 *
 * @param origin of our own server, without a slash at the end
 */
export function startPanel(host: Host, environment: Environment, origin: string): Panel {
  const { storage } = host
  let page: Page = host.start.page
  let retryMs = FIRST_RETRY_MS
  let openKey: string | undefined
  let told = 0
  let forgetConversation: (() => void) | undefined
  const token = (): string | undefined => storage.get(KEPT.token) ?? undefined
  const http: HttpOptions = { base: '', token, newId: environment.newId }
  const store = createStore<PanelState>({
    status: 'starting',
    error: null,
    session: null,
    client: null,
    conversation: null,
    openError: null,
    shown: host.start.shown,
  })
  const change = (part: Partial<PanelState>): void => store.set({ ...store.getSnapshot(), ...part })

  async function identify(): Promise<void> {
    const known = token()
    const reply = await request(http, 'visitor.identify', {
      channelKey: host.start.channel,
      ...(known === undefined ? {} : { token: known }),
    })
    if (!reply.ok) {
      const passing = reply.error.retryable === true || reply.error.code === 'disconnected'
      change({ status: passing ? 'unreachable' : 'refused', error: reply.error })
      if (passing) environment.setTimer(reply.error.retryAfterMs ?? retryMs, () => void identify())
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
      return
    }
    retryMs = FIRST_RETRY_MS
    const session = reply.result
    storage.set(KEPT.token, session.token)
    connect(session)
  }

  function connect(session: VisitorSessionView): void {
    store.getSnapshot().client?.stop()
    const url = `${origin.replace(/^http/, 'ws')}/ws`
    const client = createClient({ url, as: 'visitor', token, owner: session.contactId, environment })
    change({ status: 'ready', error: null, session, client, conversation: null })
    client.state.subscribe(() => {
      const state = client.state.getSnapshot()
      if (state.status === 'connected') void openIfWanted()
      // Revoked, or made by a database that was reset: be somebody new rather than nobody.
      if (state.status === 'stopped' && state.error?.code === 'unauthenticated') {
        storage.remove(KEPT.token)
        void identify()
      }
    })
    if (session.conversationId) follow(session.conversationId)
    else if (store.getSnapshot().shown) follow(null)
  }

  /** @param id null: a conversation still to be opened */
  function follow(id: string | null): void {
    const { client, conversation: before } = store.getSnapshot()
    if (!client) return
    forgetConversation?.()
    before?.release()
    const conversation = openConversation(client, { conversationId: id, page: () => page })
    forgetConversation = conversation.subscribe(noticeConversation)
    openKey = id === null ? environment.newId() : undefined
    change({ conversation, openError: null })
    noticeConversation()
    void openIfWanted()
  }

  /** Opens what `follow(null)` promised, as soon as there is a connection. The key makes a repeat harmless. */
  async function openIfWanted(): Promise<void> {
    const { client, conversation } = store.getSnapshot()
    const key = openKey
    if (!key || !client || conversation?.id() !== null || client.state.getSnapshot().status !== 'connected') return
    const reply = await client.call('conversation.open', { page }, key)
    if (key !== openKey || store.getSnapshot().conversation !== conversation) return
    if (!reply.ok) {
      if (reply.error.code !== 'disconnected') change({ openError: reply.error })
      return
    }
    openKey = undefined
    // One that already has a message to send opens itself, with the same answer.
    if (conversation.getSnapshot().pending.length === 0) follow(reply.result.conversation.id)
  }

  function noticeConversation(): void {
    const { conversation, shown } = store.getSnapshot()
    const state = conversation?.getSnapshot()
    const id = conversation?.id()
    if (!state?.conversation || !id) return
    storage.set(OWN.conversation, id)
    if (shown) storage.set(OWN.seen, `${id}:${lastSeq(state.events)}`)
    const unread = countUnread(state.events, seenOf(id))
    if (unread !== told) host.send({ t: 'unread', count: unread })
    told = unread
    if (state.conversation.status !== 'closed' || unread > 0) storage.set(KEPT.ongoing, '1')
    else storage.remove(KEPT.ongoing)
  }

  function seenOf(id: string): number {
    const [seenIn, seq] = storage.get(OWN.seen)?.split(':') ?? []
    return seenIn === id ? Number(seq) : 0
  }

  function hear(message: ToFrame): void {
    switch (message.t) {
      case 'shown':
        page = message.page
        change({ shown: true })
        if (store.getSnapshot().conversation) noticeConversation()
        else follow(null)
        return
      case 'hidden':
        change({ shown: false })
        return
      case 'kept':
        hearOtherTab(message.key, message.value)
        return
      case 'start':
    }
  }

  /** What is read in one tab is read in all; what is opened in one tab is open in all. */
  function hearOtherTab(key: string, value: string | null): void {
    const { conversation } = store.getSnapshot()
    if (key === OWN.seen) noticeConversation()
    if (key !== OWN.conversation || value === null || !store.getSnapshot().client) return
    const status = conversation?.getSnapshot().conversation?.status
    if (conversation?.id() !== value && (!conversation || conversation.id() === null || status === 'closed'))
      follow(value)
  }

  host.listen(hear)
  void identify()
  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    http,
    retry() {
      const { status, client, openError } = store.getSnapshot()
      if (status === 'unreachable' || status === 'refused') void identify()
      else if (openError) follow(null)
      else client?.start()
    },
    again(body) {
      follow(null)
      if (body) store.getSnapshot().conversation?.send(body)
    },
    close: () => host.send({ t: 'close' }),
  }
}
