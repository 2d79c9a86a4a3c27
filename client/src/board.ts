/** The wall board (MGT-16) while somebody looks at it: what is true now, kept so by what is pushed. */
import type { BoardView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { withBoardChange } from '@keqiao/domain/monitor/board-change'
import { mayRepeat, repeatAfterMs } from './backoff'
import type { Client } from './client'
import { createStore, type Store } from './store'
import { createTimer } from './timer'

/** What is known of the board. */
export interface BoardState {
  /** Null: not yet. */
  readonly board: BoardView | null
  /** Epoch milliseconds of the server, of what is shown. */
  readonly at: number | null
  /** Why nothing is known. */
  readonly error: WireError | null
}

/** The board as a store; `release` when nobody looks at it any more. */
export interface Board extends Store<BoardState> {
  readonly reload: () => void
  readonly release: () => void
}

const nothing: BoardView = { groups: [], agents: [], waiting: [], dialogues: [] }
/** Nobody waits for the answer: the frames that follow are it, and what is refused was refused to the question before. */
const noAnswer = 0

/** Asks for the board with each connection, then watches it: the first frame of each is whole. */
export function openBoard(client: Client): Board {
  const { environment } = client.options
  const store = createStore<BoardState>({ board: null, at: null, error: null })
  const timer = createTimer(environment)
  let failures = 0
  let over = false

  async function ask(): Promise<void> {
    if (over || client.state.getSnapshot().status !== 'connected') return
    timer.cancel()
    const reply = await client.call('monitor.board', {})
    if (over) return
    if (reply.ok) {
      failures = 0
      store.set({ ...reply.result, error: null })
      return client.send({ t: 'watch', id: noAnswer, what: 'board' })
    }
    const { error } = reply
    if (error.code === 'disconnected') return
    if (!mayRepeat(error, failures)) return store.set({ ...store.getSnapshot(), error })
    failures += 1
    timer.arm(repeatAfterMs(error, failures, environment), () => void ask())
  }

  const ends = [
    client.state.subscribe(() => void ask()),
    client.on('board', ({ whole, change, at }) => {
      const before = whole ? nothing : store.getSnapshot().board
      // What changed since something we never had is of no use; the whole of it is on its way.
      if (before) store.set({ board: withBoardChange(before, change), at, error: null })
    }),
  ]
  void ask()
  return {
    ...store,
    reload: () => void ask(),
    release() {
      over = true
      timer.cancel()
      for (const end of ends) end()
      client.send({ t: 'unwatch', what: 'board' })
    },
  }
}
