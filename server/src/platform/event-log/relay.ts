import type { StoredEvent } from './stored-event'

/**
 * Hands committed events to whoever listens in this process, in the order of their transaction. It may lose (a process
 * may die between COMMIT and here); the log is the truth, and cursors and the tail find what was lost.
 */
export interface Relay {
  publish(events: readonly StoredEvent[]): void
  /** Returns how to stop listening. A listener that throws does not keep the others from hearing. */
  listen(listener: (events: readonly StoredEvent[]) => void): () => void
}

/** Makes a relay; `onError` hears what listeners throw. */
export function createRelay(onError: (error: unknown, where: string) => void): Relay {
  const listeners = new Set<(events: readonly StoredEvent[]) => void>()
  return {
    publish(events) {
      if (events.length === 0) return
      for (const listener of listeners) {
        try {
          listener(events)
        } catch (error) {
          onError(error, 'relay')
        }
      }
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
