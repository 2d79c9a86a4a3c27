/**
 * What the same customer asked before a conversation: the logs of his earlier conversations as one, loaded page by page
 * backwards from there. They are over, so nothing has to be followed.
 */
import type { EarlierPart } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import type { Client } from './client'
import { createStore, type Store } from './store'

/** Events of one page, and of each page while somebody hurries to a place. */
const PAGE_SIZE = 50
const HURRIED_PAGE_SIZE = 200

/** What is known of a customer's history. */
export interface EarlierState {
  /** 第 n 次咨询 of the conversation itself; null until the first page is here. */
  readonly ordinal: number | null
  /** Oldest first, each conversation once; of the first one perhaps only the end. */
  readonly parts: readonly EarlierPart[]
  /** There is more above, as far as is known. */
  readonly more: boolean
  readonly loading: boolean
  /** Why the last page could not be had; the next attempt clears it. */
  readonly error: WireError | null
}

/** The history above one conversation. */
export interface Earlier extends Store<EarlierState> {
  /** The page above what is loaded; nothing when there is none or one is being fetched. */
  readonly load: () => Promise<void>
  /**
   * Page after page as long as `wanted` says so, in large steps; ends at the beginning, and at the first page that cannot
   * be had.
   */
  readonly loadWhile: (wanted: (state: EarlierState) => boolean) => Promise<void>
}

const nothingYet: EarlierState = { ordinal: null, parts: [], more: true, loading: false, error: null }

/** The history above a conversation; nothing is asked for until somebody loads. */
export function createEarlier(client: Client, conversationId: string): Earlier {
  const store = createStore<EarlierState>(nothingYet)
  const patch = (fields: Partial<EarlierState>) => store.set({ ...store.getSnapshot(), ...fields })
  let page: Promise<void> | null = null

  async function ask(limit: number) {
    patch({ loading: true, error: null })
    const oldest = store.getSnapshot().parts[0]
    const reply = await client.call('conversation.readEarlier', {
      conversationId,
      limit,
      ...(oldest && { before: oldest.conversation.id, beforeSeq: oldest.events[0]?.seq ?? 1 }),
    })
    if (!reply.ok) return patch({ loading: false, error: reply.error })
    const { ordinal, parts, more } = reply.result
    patch({ ordinal, parts: joined(parts, store.getSnapshot().parts), more, loading: false })
  }

  const load = (limit: number): Promise<void> => {
    if (!store.getSnapshot().more) return Promise.resolve()
    page ??= ask(limit).finally(() => (page = null))
    return page
  }

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    load: () => load(PAGE_SIZE),
    async loadWhile(wanted) {
      do {
        const state = store.getSnapshot()
        if (!state.more || !wanted(state)) return
        await load(HURRIED_PAGE_SIZE)
      } while (!store.getSnapshot().error)
    },
  }
}

/** A page may end in the middle of the conversation that was the oldest loaded one. */
function joined(above: readonly EarlierPart[], below: readonly EarlierPart[]): readonly EarlierPart[] {
  const [last, first] = [above.at(-1), below[0]]
  if (last === undefined || first === undefined || last.conversation.id !== first.conversation.id) {
    return [...above, ...below]
  }
  const whole = { conversation: first.conversation, events: [...last.events, ...first.events] }
  return [...above.slice(0, -1), whole, ...below.slice(1)]
}
