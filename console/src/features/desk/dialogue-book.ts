import type { Desk, DeskConversation, Environment, Store } from '@keqiao/client'
import { createStore } from '@keqiao/client/store'
import type { ConversationView, EventView } from '@keqiao/contract'

/** One row of the dialogue list. */
export interface Dialogue {
  readonly id: string
  /** Null: it is over, and only its last state is known; whoever opens it gets a replica. */
  readonly conversation: DeskConversation | null
  readonly view: ConversationView
  /** CON-03. */
  readonly online: boolean
  /** Messages of the visitor since an agent last said something, as far as the log is loaded. */
  readonly unansweredCount: number
}

export interface DialogueBook extends Store<readonly Dialogue[]> {
  /**
   * Takes ended dialogues out of the list, here and after a reload (CON-04). The code of the refusal, after which they
   * stand in the list again: the merchant may want a 小结 of each. Null: done.
   */
  clear(ids: readonly string[]): Promise<string | null>
  /** Undoes a clearing. */
  restore(ids: readonly string[]): void
  /** Hears of each dialogue that an administrator gave to somebody else; returns how to stop. */
  onLost(listener: (lost: LostDialogue) => void): () => void
  release(): void
}

/** A dialogue that somebody took out of the agent's hands. */
export interface LostDialogue {
  readonly roomNumber: string
  readonly by: { readonly id: string; readonly nickname: string }
  readonly to: { readonly id: string; readonly nickname: string }
}

/** Each followed dialogue is a stream: of the ended ones that were followed, the oldest are only remembered. */
const maxEnded = 30

/** Pages of a day's ended dialogues that are asked for; what is older is found in the history. */
const maxPages = 4

/** A burst of events changes the list once a frame at most. */
const settleMs = 16

interface Entry {
  readonly conversation: DeskConversation
  readonly unsubscribe: () => void
}

/**
 * The agent's dialogues: those the desk says are his, and those that ended in his hands, which the desk forgets and he
 * does not. A dialogue that went on to a colleague or back to the waiting line leaves.
 */
export function openDialogueBook(
  desk: Desk,
  memberId: string,
  environment: Pick<Environment, 'setTimer' | 'now'>,
): DialogueBook {
  /** Ended dialogues that nothing follows. */
  const ended = new Map<string, ConversationView>()
  const cleared = new Set<string>()
  const lost = createLostNews(memberId)
  const store = createStore<readonly Dialogue[]>([])
  const { schedule: scheduleUpdate, cancel: cancelUpdate } = onceAFrame(environment, () => update())

  const following = followDialogues(desk, memberId, scheduleUpdate, lost.tell)

  const update = () => {
    const before = new Map(store.getSnapshot().map((dialogue) => [dialogue.id, dialogue]))
    const dialogues = following.dialogues(before)
    for (const { id, view } of notFollowedAnyMore(dialogues, cleared)) {
      following.drop(id)
      ended.set(id, view)
    }
    const others = [...ended].flatMap(([id, view]) => {
      return following.has(id) || cleared.has(id) ? [] : kept(before.get(id), remembered(id, view))
    })
    const next = [...dialogues.filter(({ id }) => following.has(id)), ...others]
    if (!sameDialogues(store.getSnapshot(), next)) store.set(next)
  }

  const loadEnded = createEndedLoader(desk, environment, (views) => {
    for (const view of views) ended.set(view.id, view)
    scheduleUpdate()
  })
  const ends = [desk.subscribe(scheduleUpdate), desk.subscribe(loadEnded)]
  update()

  const mark = (ids: readonly string[], gone: boolean) => {
    for (const id of ids) {
      if (gone) cleared.add(id)
      else cleared.delete(id)
    }
    update()
  }

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    async clear(ids) {
      mark(ids, true)
      const reply = await desk.setCleared(ids, true)
      // What could not be asked is out of sight here; only an answer puts it back.
      if (reply.ok || reply.error.code !== 'summary_required') return null
      mark(ids, false)
      return reply.error.code
    },
    restore(ids) {
      mark(ids, false)
      void desk.setCleared(ids, false)
    },
    onLost: lost.listen,
    release() {
      cancelUpdate()
      for (const end of ends) end()
      following.release()
    },
  }
}

/** Holds the replicas of the dialogues that are the agent's, and of those that ended in his hands. */
function followDialogues(
  desk: Desk,
  memberId: string,
  changed: () => void,
  lost: (view: ConversationView | null, events: readonly EventView[]) => void,
) {
  const entries = new Map<string, Entry>()

  const drop = (id: string) => {
    const entry = entries.get(id)
    if (!entry) return
    entries.delete(id)
    entry.unsubscribe()
    entry.conversation.release()
  }

  /** Follows what is the agent's now, and lets go of what went on to somebody else. */
  const dialogues = (before: ReadonlyMap<string, Dialogue>): Dialogue[] => {
    const own = new Set(desk.getSnapshot().own.map(({ id }) => id))
    for (const id of own) {
      if (entries.has(id)) continue
      const conversation = desk.open(id)
      entries.set(id, { conversation, unsubscribe: conversation.subscribe(changed) })
    }
    const found: Dialogue[] = []
    for (const [id, { conversation }] of entries) {
      const { conversation: view, online, events } = conversation.getSnapshot()
      if (!own.has(id) && !(view && staysInList(view, memberId))) {
        drop(id)
        lost(view, events)
      } else if (view) {
        const now = { id, conversation, view, online, unansweredCount: countUnanswered(events) }
        found.push(kept(before.get(id), now))
      }
    }
    return found
  }

  return {
    dialogues,
    drop,
    has: (id: string): boolean => entries.has(id),
    release() {
      for (const id of entries.keys()) drop(id)
    },
  }
}

/** Calls `act` once for everything that asks for it within a frame. */
function onceAFrame({ setTimer }: Pick<Environment, 'setTimer'>, act: () => void) {
  let cancel: (() => void) | undefined
  return {
    schedule(): void {
      cancel ??= setTimer(settleMs, () => {
        cancel = undefined
        act()
      })
    },
    cancel: () => cancel?.(),
  }
}

/** Finds in the last events of a dialogue who took it out of this agent's hands. */
function createLostNews(memberId: string) {
  const listeners = new Set<(lost: LostDialogue) => void>()
  return {
    tell(view: ConversationView | null, events: readonly EventView[]): void {
      const taken = events.findLast((event) => event.type === 'conversation.reassigned')
      if (!view || taken?.type !== 'conversation.reassigned') return
      const { by, from, to } = taken.payload
      if (from?.id !== memberId || by.id === memberId) return
      for (const listener of listeners) listener({ roomNumber: view.roomNumber, by, to })
    },
    listen(listener: (lost: LostDialogue) => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The desk's list and the log arrive on different ways: what looks like ours stays until the log says otherwise. */
const staysInList = (view: ConversationView, memberId: string): boolean =>
  view.status === 'closed' || (view.status === 'open' && view.agent?.id === memberId)

/** Messages of the visitor since an agent last said something, as far as they are loaded. */
export function countUnanswered(events: readonly EventView[]): number {
  const known = unanswered.get(events)
  if (known !== undefined) return known
  let count = 0
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index]
    if (event?.type !== 'message.sent') continue
    if (event.payload.from === 'agent') break
    count += 1
  }
  unanswered.set(events, count)
  return count
}

/** The list looks at all dialogues whenever one of them changes. */
const unanswered = new WeakMap<readonly EventView[], number>()

/** Ended dialogues that need no following: the oldest, and those the agent cleared. */
function notFollowedAnyMore(dialogues: readonly Dialogue[], cleared: ReadonlySet<string>): readonly Dialogue[] {
  return dialogues
    .filter(({ view }) => view.status === 'closed')
    .sort((a, b) => (b.view.closedAt ?? 0) - (a.view.closedAt ?? 0))
    .filter(({ id }, index) => index >= maxEnded || cleared.has(id))
}

/** The same object as before where nothing changed: its row is not drawn again. */
function kept(before: Dialogue | undefined, now: Dialogue): Dialogue {
  const same =
    before !== undefined &&
    before.view === now.view &&
    before.online === now.online &&
    before.unansweredCount === now.unansweredCount &&
    before.conversation === now.conversation
  return same ? before : now
}

const sameDialogues = (before: readonly Dialogue[], after: readonly Dialogue[]): boolean =>
  before.length === after.length && before.every((dialogue, index) => dialogue === after[index])

/** A dialogue that is over, of which only the last state is known. */
const remembered = (id: string, view: ConversationView): Dialogue => ({
  id,
  conversation: null,
  view,
  online: false,
  unansweredCount: 0,
})

/** Once the desk is known, asks for what ended today before this page was opened; a refusal is tried again with the next news. */
function createEndedLoader(
  desk: Desk,
  { now }: Pick<Environment, 'now'>,
  found: (views: readonly ConversationView[]) => void,
): () => void {
  let state: 'idle' | 'asking' | 'done' = 'idle'

  async function load(): Promise<void> {
    state = 'asking'
    const since = new Date(now()).setHours(0, 0, 0, 0)
    let before: string | undefined
    for (let page = 0; page < maxPages; page += 1) {
      const reply = await desk.ended(since, before)
      if (!reply.ok) return void (state = 'idle')
      found(reply.result.dialogues)
      before = reply.result.dialogues.at(-1)?.id
      if (!reply.result.more) break
    }
    state = 'done'
  }

  return () => {
    if (state === 'idle' && desk.getSnapshot().desk) void load()
  }
}
