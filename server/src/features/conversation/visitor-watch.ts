import type { Services } from '../../platform/operations'
import { noteVisitors } from './conversation.store'

/** Comings and goings are written together after this time: a page that is reloaded costs one row, not three. */
const writeAfterMs = 1_000
/** While a visitor stays connected, that he is there is written anew this often. */
export const seenEveryMs = 5 * 60_000
const batchSize = 500

/**
 * Notes durably whether the visitor of a conversation is connected (G3c). A connection's coming and going is written
 * when it happens, and whoever stays is written anew every few minutes: so a node that is killed leaves rows that grow
 * old instead of visitors who seem to be there for ever.
 */
export interface VisitorWatch {
  note(conversationId: string, here: boolean): void
  /** Writes what is known and not written yet. */
  flush(): Promise<void>
  stop(): Promise<void>
}

/** Starts the watch of one node. */
export function startVisitorWatch(services: Services): VisitorWatch {
  const { doors, clock } = services
  const here = new Set<string>()
  let changed = new Set<string>()
  let writing: Promise<void> = Promise.resolve()
  let cancelFlush: (() => void) | null = null
  let cancelRefresh: () => void = () => undefined
  let stopped = false

  async function write(ids: readonly string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += batchSize) {
      const batch = ids.slice(at, at + batchSize)
      await doors.withSystem('visitors seen', (tx) =>
        noteVisitors(
          tx,
          batch,
          batch.map((id) => here.has(id)),
          clock.now(),
        ),
      )
    }
  }

  function flush(): Promise<void> {
    cancelFlush?.()
    cancelFlush = null
    const ids = [...changed]
    changed = new Set()
    writing = writing.then(() => write(ids)).catch((error: unknown) => services.onError(error, 'visitor watch'))
    return writing
  }

  function scheduleRefresh(): void {
    cancelRefresh = clock.setTimer(seenEveryMs, () => {
      for (const id of here) changed.add(id)
      void flush()
      scheduleRefresh()
    })
  }

  scheduleRefresh()
  return {
    note(conversationId, isHere) {
      if (isHere) here.add(conversationId)
      else here.delete(conversationId)
      changed.add(conversationId)
      if (!stopped) cancelFlush ??= clock.setTimer(writeAfterMs, () => void flush())
    },
    flush,
    async stop() {
      stopped = true
      cancelRefresh()
      await flush()
    },
  }
}
