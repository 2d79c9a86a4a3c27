/** The agent's work bar and dialogue list: what desk.get says, kept fresh, and a replica of each own open dialogue. */
import type { DeskView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { mayRepeat, repeatAfterMs } from './backoff'
import type { Input, Output, Reply } from './calls'
import type { Client } from './client'
import { openConversation, type Conversation } from './conversation'
import { createTypingSender } from './drafts'
import { createEarlier, type Earlier } from './earlier'
import { foldStaffView } from './fold-staff'
import { createStore, type Store } from './store'
import { createTimer } from './timer'

/** Changes of the waiting line in a row are asked for at most this often, in milliseconds. */
export const DESK_INTERVAL_MS = 500

/** A conversation with what the same customer asked before it. */
export interface DeskConversation extends Conversation {
  readonly earlier: Earlier
}

/** One of the member's open dialogues. */
export interface OwnDialogue {
  readonly id: string
  readonly conversation: DeskConversation
}

/** What a desk shows. */
export interface DeskState {
  /** Null until the first answer. */
  readonly desk: DeskView | null
  /** The last answer was a refusal for good. */
  readonly error: WireError | null
  /** Own open dialogues, each followed, in the order of `desk.open`. */
  readonly own: readonly OwnDialogue[]
}

/** The work bar and dialogue list of a member, as a store. */
export interface Desk extends Store<DeskState> {
  /** 接收对话 (RTE-07): the longest waiting, or the named one. */
  readonly claim: (conversationId?: string) => Promise<Reply<Output<'conversation.claim'>>>
  /** 转移 (RTE-08), with a reason that only staff see. */
  readonly transfer: (
    conversationId: string,
    to: Input<'conversation.transfer'>['to'],
    reason: string,
  ) => Promise<Reply<Output<'conversation.transfer'>>>
  /** 分配, 接管: says who goes on with any dialogue, if one may decide that. */
  readonly reassign: (
    conversationId: string,
    memberId: string,
    reason: string,
  ) => Promise<Reply<Output<'conversation.reassign'>>>
  /** What a colleague holds; without a colleague, who waits in any line. */
  readonly dialogues: (memberId: string | undefined, limit: number) => Promise<Reply<Output<'desk.dialogues'>>>
  /** Whom a dialogue can be transferred to, this very moment. */
  readonly colleagues: () => Promise<Reply<Output<'desk.colleagues'>>>
  readonly setPresence: (status: DeskView['status']) => Promise<Reply<Output<'desk.setPresence'>>>
  /** Dialogues that ended in own hands since an instant (epoch milliseconds) and were not cleared, latest first. */
  readonly ended: (since: number, before?: string) => Promise<Reply<Output<'desk.ended'>>>
  /** 清除 (CON-04), or its undo. */
  readonly setCleared: (
    conversationIds: readonly string[],
    cleared: boolean,
  ) => Promise<Reply<Output<'desk.setCleared'>>>
  /** The shared replica of any conversation one may read; each `open` needs its own `release`. */
  readonly open: (conversationId: string) => DeskConversation
  readonly refresh: () => void
  /** Releases what it followed itself. */
  readonly release: () => void
}

/** The desk of the signed-in member. */
export function openDesk(client: Client): Desk {
  const store = createStore<DeskState>({ desk: null, error: null, own: [] })
  const share = createSharing(client)
  const view = keepFresh(client, {
    changed(desk) {
      store.set({ desk, error: null, own: follow(desk, store.getSnapshot().own, share) })
    },
    failed: (error) => store.set({ ...store.getSnapshot(), error }),
    version: () => store.getSnapshot().desk?.version,
  })

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    async claim(conversationId) {
      const reply = await client.call('conversation.claim', conversationId ? { conversationId } : {})
      view.refresh()
      return reply
    },
    async transfer(conversationId, to, reason) {
      const reply = await client.call('conversation.transfer', { conversationId, to, reason })
      view.refresh()
      return reply
    },
    async reassign(conversationId, memberId, reason) {
      const reply = await client.call('conversation.reassign', {
        conversationId,
        memberId,
        reason,
      })
      view.refresh()
      return reply
    },
    dialogues: (memberId, limit) =>
      client.call('desk.dialogues', { ...(memberId === undefined ? {} : { memberId }), limit }),
    colleagues: () => client.call('desk.colleagues', {}),
    async setPresence(status) {
      const reply = await client.call('desk.setPresence', { status })
      const { desk } = store.getSnapshot()
      if (reply.ok && desk) store.set({ ...store.getSnapshot(), desk: { ...desk, status: reply.result.status } })
      return reply
    },
    ended: (since, before) => client.call('desk.ended', { since, ...(before === undefined ? {} : { before }) }),
    setCleared: (conversationIds, cleared) =>
      client.call('desk.setCleared', { conversationIds: [...conversationIds], cleared }),
    open: share,
    refresh: view.refresh,
    release() {
      view.release()
      for (const { conversation } of store.getSnapshot().own) conversation.release()
    },
  }
}

interface FreshListener {
  readonly changed: (desk: DeskView) => void
  readonly failed: (error: WireError) => void
  /** Of the view we have. */
  readonly version: () => number | undefined
}

/** Asks for the desk on every connect and whenever there is reason to think it changed. */
function keepFresh(client: Client, listener: FreshListener) {
  const { environment } = client.options
  const timer = createTimer(environment)
  let asking = false
  let again = false
  let failures = 0
  let askedAt = -Infinity
  let released = false

  function refresh() {
    // The answer under way may be older than what we were just told.
    again = asking
    if (asking || released || client.state.getSnapshot().status !== 'connected') return
    const waitMs = askedAt + DESK_INTERVAL_MS - environment.now()
    if (waitMs > 0) timer.arm(waitMs, refresh)
    else void ask()
  }

  async function ask() {
    asking = true
    askedAt = environment.now()
    timer.cancel()
    const reply = await client.call('desk.get', {})
    asking = false
    if (released) return
    if (reply.ok) {
      failures = 0
      listener.changed(reply.result)
      if (again) refresh()
    } else if (reply.error.code === 'disconnected') {
      refresh()
    } else if (mayRepeat(reply.error, failures)) {
      failures += 1
      timer.arm(repeatAfterMs(reply.error, failures, environment), refresh)
    } else {
      listener.failed(reply.error)
    }
  }

  const ends = [
    client.state.subscribe(refresh),
    // Without a version it is the waiting line that changed.
    client.on('desk', ({ version }) => {
      if (version === undefined || version !== listener.version()) refresh()
    }),
    client.on('beat', ({ load }) => {
      if (load !== undefined && load !== listener.version()) refresh()
    }),
  ]
  refresh()
  return {
    refresh,
    release() {
      released = true
      timer.cancel()
      for (const end of ends) end()
    },
  }
}

/** The same replicas for the dialogues that stay, new ones for the new; those that went are released. */
function follow(
  desk: DeskView,
  own: readonly OwnDialogue[],
  share: (conversationId: string) => DeskConversation,
): readonly OwnDialogue[] {
  const next = desk.open.map(({ id }) => own.find((dialogue) => dialogue.id === id) ?? { id, conversation: share(id) })
  for (const dialogue of own) if (!next.includes(dialogue)) dialogue.conversation.release()
  const unchanged = next.length === own.length && next.every((dialogue, index) => dialogue === own[index])
  return unchanged ? own : next
}

/** One replica for everybody who looks at the same conversation; it goes when the last one released it. */
function createSharing(client: Client): (conversationId: string) => DeskConversation {
  const shared = new Map<string, { readonly conversation: DeskConversation; holders: number }>()
  return (conversationId) => {
    const entry = shared.get(conversationId) ?? {
      conversation: {
        ...openConversation(client, { conversationId, tellWriting: createTypingSender, foldOne: foldStaffView }),
        earlier: createEarlier(client, conversationId),
      },
      holders: 0,
    }
    shared.set(conversationId, entry)
    entry.holders += 1
    // Whoever asks for it now may be allowed what he was not before: somebody else's dialogue has become his.
    if (entry.conversation.getSnapshot().status === 'failed') entry.conversation.reload()
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
