import type { Conversation, Desk, Environment, Store } from '@keqiao/client'
import { createStore } from '@keqiao/client/store'
import type { ConversationView, EventView } from '@keqiao/contract'

/** One row of the dialogue list. */
export interface Dialogue {
  readonly id: string
  readonly conversation: Conversation
  readonly view: ConversationView
  /** CON-03. */
  readonly online: boolean
  /** Messages of the visitor since an agent last said something, as far as the log is loaded. */
  readonly unansweredCount: number
}

export interface DialogueBook extends Store<readonly Dialogue[]> {
  /** Takes an ended dialogue out of the list. */
  clear(id: string): void
  release(): void
}

/** Ended dialogues stay until they are cleared, but each is a followed stream: the oldest give way. */
const maxEnded = 30

/** A burst of events changes the list once a frame at most. */
const settleMs = 16

interface Entry {
  readonly conversation: Conversation
  readonly unsubscribe: () => void
}

/**
 * The agent's dialogues: those the desk says are his, and those that ended in his hands, which the desk forgets and he
 * does not. A dialogue that went on to a colleague or back to the waiting line leaves.
 */
export function openDialogueBook(
  desk: Desk,
  memberId: string,
  environment: Pick<Environment, 'setTimer'>,
): DialogueBook {
  const entries = new Map<string, Entry>()
  const store = createStore<readonly Dialogue[]>([])
  let cancelUpdate: (() => void) | undefined

  const scheduleUpdate = () => {
    cancelUpdate ??= environment.setTimer(settleMs, () => {
      cancelUpdate = undefined
      update()
    })
  }

  const drop = (id: string) => {
    const entry = entries.get(id)
    if (!entry) return
    entries.delete(id)
    entry.unsubscribe()
    entry.conversation.release()
  }

  const update = () => {
    const own = new Set(desk.getSnapshot().own.map(({ id }) => id))
    for (const id of own) {
      if (entries.has(id)) continue
      const conversation = desk.open(id)
      entries.set(id, { conversation, unsubscribe: conversation.subscribe(scheduleUpdate) })
    }
    const dialogues: Dialogue[] = []
    for (const [id, { conversation }] of entries) {
      const { conversation: view, online, events } = conversation.getSnapshot()
      if (!own.has(id) && !(view && staysInList(view, memberId))) drop(id)
      else if (view) dialogues.push({ id, conversation, view, online, unansweredCount: countUnanswered(events) })
    }
    const ended = dialogues
      .filter(({ view }) => view.status === 'closed')
      .sort((a, b) => (b.view.closedAt ?? 0) - (a.view.closedAt ?? 0))
    for (const { id } of ended.slice(maxEnded)) drop(id)
    const next = dialogues.filter(({ id }) => entries.has(id))
    if (!sameDialogues(store.getSnapshot(), next)) store.set(next)
  }

  const unsubscribe = desk.subscribe(scheduleUpdate)
  update()

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    clear(id) {
      drop(id)
      store.set(store.getSnapshot().filter((dialogue) => dialogue.id !== id))
    },
    release() {
      cancelUpdate?.()
      unsubscribe()
      for (const id of entries.keys()) drop(id)
    },
  }
}

/** The desk's list and the log arrive on different ways: what looks like ours stays until the log says otherwise. */
const staysInList = (view: ConversationView, memberId: string): boolean =>
  view.status === 'closed' || (view.status === 'open' && view.agent?.id === memberId)

function countUnanswered(events: readonly EventView[]): number {
  let count = 0
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index]
    if (event?.type !== 'message.sent') continue
    if (event.payload.from === 'agent') break
    count += 1
  }
  return count
}

const sameDialogues = (before: readonly Dialogue[], after: readonly Dialogue[]): boolean =>
  before.length === after.length &&
  before.every((dialogue, index) => {
    const other = after[index]
    return (
      other !== undefined &&
      dialogue.id === other.id &&
      dialogue.view === other.view &&
      dialogue.online === other.online &&
      dialogue.unansweredCount === other.unansweredCount &&
      dialogue.conversation === other.conversation
    )
  })
